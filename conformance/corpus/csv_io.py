# csv, io, configparser, StringIO, dialects.
import csv, io, configparser
rows = [["name", "v"], ["a,b", 1], ['q"uote', 2.5], ["multi\nline", None], ["", "x y"]]
b = io.StringIO(); w = csv.writer(b); w.writerows(rows); print(repr(b.getvalue())); print(list(csv.reader(io.StringIO(b.getvalue()))))
d = io.StringIO(); w = csv.DictWriter(d, ["x", "y"], extrasaction="ignore", delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n"); w.writeheader(); w.writerow({"x": 1, "y": "é", "z": 0}); print(d.getvalue()); print(list(csv.DictReader(io.StringIO("a,b\n1,2\n3\n4,5,6\n"), restval="?")))
print(csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter, list(csv.reader(["a\tb"], "excel-tab")), list(csv.reader(["'a b' c"], delimiter=" ", quotechar="'")), list(csv.reader(["a\\,b"], escapechar="\\")))
try: list(csv.reader(["a\0b"], strict=True)); print("ok")
except csv.Error as e: print(e)
c = configparser.ConfigParser(); c.read_string("[DEFAULT]\nbase = /x\n[s]\npath = %(base)s/y\nflag = yes\nn: 5\n; comment\nmulti = a\n b\n"); print(c["s"]["path"], c.getboolean("s", "flag"), c.getint("s", "n"), c.sections(), dict(c["s"]), c.get("s", "none", fallback="f")); o = io.StringIO(); c.write(o); print(o.getvalue())
t = io.TextIOWrapper(io.BytesIO("ä\r\nb\nc".encode()), "utf-8"); print(t.readline(), t.read(), t.tell() > 0); r = io.BufferedReader(io.BytesIO(b"abcdef")); print(r.peek(2)[:2], r.read(3), r.seek(1), r.read1(2)); s = io.StringIO("l1\nl2"); print(s.readlines(), s.tell(), s.seek(0), s.truncate(2), s.getvalue())
