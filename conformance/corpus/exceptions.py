# Exceptions: chaining, groups, finally, tracebacks, custom classes, warnings.
import traceback, warnings, sys
class MyError(Exception):
    def __init__(self, code): super().__init__(f"code {code}"); self.code = code
def f(n):
    try:
        if n == 0: raise MyError(5)
        if n == 1: return "returned"
        if n == 2: {}["k"]
    except KeyError as e: raise RuntimeError("outer") from e
    else: return "else"
    finally: print("finally", n)
for i in range(4):
    try: print(f(i))
    except Exception as e: print(type(e).__name__, e, repr(e.__cause__), getattr(e, "code", None))
try:
    try: 1 / 0
    except ZeroDivisionError: raise TypeError("during")
except TypeError as e: print(repr(e.__context__), e.__suppress_context__)
try: raise ExceptionGroup("many", [ValueError(1), TypeError(2), ExceptionGroup("in", [KeyError(3)])])
except* ValueError as g: print(g.exceptions)
except* (TypeError, KeyError) as g: print(g.exceptions)
def deep(n): return deep(n + 1)
try: deep(0)
except RecursionError as e: print(str(e)[:32])
try: eval("1 +")
except SyntaxError as e: print(e.msg)
try: f(0)
except MyError: print([l.strip() for l in traceback.format_exc().splitlines()][-1], len(traceback.extract_tb(sys.exc_info()[2])))
for e in ("[][1]", "{}['a']", "x", "'a' + 1", "int('q')", "None.a", "(1).foo()", "[1, 2, 3].index(9)", "len(5)", "iter(3)", "a, b = 1, 2, 3", "open('none')", "import nomod", "f()", "assert False, 'msg'", "raise", "'%d' % 'x'", "[].pop()", "next(iter([]))", "b'a' + 'b'", "{[]: 1}", "chr(-1)", "1 << -1", "'x'.encode('ascii').decode('utf-99')"):
    try: exec(e)
    except Exception as x: print(type(x).__name__, x)
with warnings.catch_warnings(record=True) as w: warnings.simplefilter("always"); warnings.warn("careful", DeprecationWarning); print(w[0].category.__name__, w[0].message)
e = ValueError("x"); e.add_note("a note"); print(e.__notes__, "".join(traceback.format_exception_only(e)).strip())
