# Frames, tracebacks, tracing, code objects, inspect.
import inspect, sys, traceback, types, dis, io, contextlib
def a(x): y = x + 1; return b(y)
def b(z): f = sys._getframe(); return [g.f_code.co_name for g, _ in traceback.walk_stack(f)][:3], f.f_back.f_locals, inspect.currentframe().f_lineno - f.f_code.co_firstlineno
print(a(1)); c = a.__code__; print(c.co_varnames, c.co_argcount, c.co_names, c.co_consts, c.co_flags & 3, inspect.getsource(a).strip(), inspect.signature(lambda p, *, q=2: 0), inspect.isgeneratorfunction(a), inspect.getmodule(a).__name__)
ev = []
def tracer(fr, e, arg): ev.append((e, fr.f_code.co_name, fr.f_lineno - fr.f_code.co_firstlineno)); return tracer
def t(n):
    s = 0
    for i in range(n): s += i
    return s
sys.settrace(tracer); t(2); sys.settrace(None); print(ev); calls = []; sys.setprofile(lambda f, e, x: calls.append((e, getattr(x, "__name__", f.f_code.co_name)))); len([abs(-1)]); sys.setprofile(None); print(calls[:6])
f = types.FunctionType(compile("q * 2", "m", "eval"), {"q": 21}); print(f()); g = types.SimpleNamespace(a=1); g.b = 2; print(g, types.MappingProxyType({"k": 1}), type(a) is types.FunctionType, types.new_class("N", (), {}, lambda ns: ns.update(v=7)).v)
def gen():
    x = 5; yield x
it = gen(); next(it); print(inspect.getgeneratorstate(it), inspect.getgeneratorlocals(it), it.gi_frame.f_lineno > 0); it.close(); print(inspect.getgeneratorstate(it)); o = io.StringIO()
with contextlib.redirect_stdout(o): dis.dis("x + 1")
print([l.split()[-1] for l in o.getvalue().splitlines() if l.strip()][-2:], len(o.getvalue()) > 20); import linecache; print(linecache.getline(__file__, 1).strip()); s = traceback.StackSummary.extract(traceback.walk_tb(None)); print(len(s), inspect.cleandoc("  a\n    b\n    c"), inspect.getdoc(len)[:30], inspect.unwrap(a) is a, callable(a), inspect.getcallargs(a, 3))
