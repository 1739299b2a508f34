# shlex, fnmatch, glob-like matching, getopt, optparse, cmd.
import shlex, fnmatch, getopt, optparse, cmd, io
for s in ("a b", "'a b' c", 'x "y z" w', r"a\ b c", "a'b'\"c\"d", "# c", "-o 'it''s'", ""): print(shlex.split(s), shlex.split(s, comments=True), shlex.quote(s))
print(list(shlex.shlex("a=b;c|d && e", punctuation_chars=True)), shlex.join(["a b", "c'd", "$x"]))
try: shlex.split("'open")
except ValueError as e: print(e)
print([fnmatch.fnmatch(n, p) for n, p in (("a.c", "*.c"), ("A.C", "*.c"), ("x1", "x[0-9]"), ("xa", "x[!0-9]"), (".h", "*"))], fnmatch.translate("*.t?t"), fnmatch.filter("abc abd xbc".split(), "ab*"))
print(getopt.getopt("-a -b val --long=5 --flag rest -c".split(), "ab:c", ["long=", "flag"]), getopt.gnu_getopt("x -a y --flag".split(), "a", ["flag"]))
for bad in ("-z", "-b", "--long", "--nope"):
    try: getopt.getopt([bad], "ab:", ["long="])
    except getopt.GetoptError as e: print(e)
p = optparse.OptionParser(prog="p"); p.add_option("-n", type="int", default=1, help="number"); p.add_option("-v", action="store_true", dest="verb"); o, a = p.parse_args("-n 5 file -v".split()); print(o.n, o.verb, a, p.format_help())
class C(cmd.Cmd):
    prompt = "> "; use_rawinput = False
    def do_add(s, a): "add numbers"; print(sum(map(int, a.split())), file=s.stdout)
    def do_quit(s, a): return True
    def default(s, l): print("what?", l, file=s.stdout)
i = io.StringIO("add 1 2 3\nnope x\nhelp add\n?\nquit\n"); o = io.StringIO(); C(stdin=i, stdout=o).cmdloop("hello"); print(o.getvalue())
