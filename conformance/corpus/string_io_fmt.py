# Output formatting: tables, alignment, numbers, repr of containers, pprint, reprlib.
import pprint, reprlib, io, sys, locale
rows = [("apple", 3, 1.5), ("kiwi", 12, 0.25), ("watermelon", 1, 1234.5)]
for n, q, p in rows: print(f"|{n:<12}|{q:>5}|{p:>10,.2f}|{q * p:^12.1f}|{q:04b}|{p:+.0e}|{n!r:.5}|")
print("{0:>{w}} {1[0]} {2.real} {k!s:_^9}".format("x", [7], 3 + 0j, w=4, k="mid"), "%(a)05d %(b)-5s| %%" % {"a": 42, "b": "z"}, "%5.1f|%-8r|%+d|%x|%o|%e|%c" % (2.345, "s", 5, 255, 8, 1e5, "c"))
print(f"{1e10:g} {1e-7:g} {123456789:g} {0.1:.3g} {1e16!r} {12345.678:_.1f} {255:#010x} {3:.2%} {1 / 3:.10f} {-0.0:z.1f} {True:d} {'é':>3} {10**20:,}", f"{'{}'}{{}}", f"{3.0:}", f"{2**0.5=:.3f}")
d = {"name": "x" * 30, "list": list(range(30)), "nested": {"a": {"b": {"c": [1, {"d": 2}]}}, "t": (1,)}, "s": {3, 1, 2}}; pprint.pprint(d, width=60); pprint.pprint(d, depth=2, compact=True); print(pprint.pformat([["a" * 20] * 3], width=30), reprlib.repr(list(range(100))), reprlib.repr("x" * 100)); l = [1]; l.append(l); print(l, pprint.isrecursive(l)); dd = {}; dd["me"] = dd; print(dd)
b = io.StringIO(); print(1, "a", None, sep="|", end="#", file=b); print(b.getvalue()); sys.stdout.write("written\n"); print("tab\there", "nl\\n", r"raw\n", "\x41\u00e9\N{BULLET}", "a" "b", 'q"q', "q'q", """multi
line"""); print(str(b"bytes"), repr("\x00\x7f\xa0\u2028"), format(5, "x>3"), format("s", "*^5"), chr(0x1f600), len("\U0001f600"), "%s" % (1,), "%r %a" % ("é", "é"))
for bad in (lambda: "{:d}".format("x"), lambda: "%d" % "x", lambda: "{}".format(), lambda: f"{1:s}", lambda: "{a}".format(), lambda: "%s %s" % 1):
    try: bad()
    except (ValueError, TypeError, IndexError, KeyError) as e: print(type(e).__name__, e)
