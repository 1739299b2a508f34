# Decorators with state, class decorators, context managers with errors, retries, pipelines.
import contextlib, functools, time, io
def retry(n, on=Exception):
    def deco(f):
        @functools.wraps(f)
        def w(*a, **k):
            for i in range(n):
                try: return f(*a, **k)
                except on as e: print(f"try {i + 1}: {e}")
            raise RuntimeError("gave up")
        return w
    return deco
state = iter([1, 1, 0])
@retry(3, ZeroDivisionError)
def f(x): return x / (1 - next(state))
print(f(10), f.__name__)
try: retry(2, KeyError)(lambda: {}["k"])()
except RuntimeError as e: print(e)
def register(cls): register.all.append(cls.__name__); cls.describe = lambda s: f"{cls.__name__}({', '.join(f'{k}={v}' for k, v in vars(s).items())})"; return cls
register.all = []
@register
class A:
    def __init__(s, x): s.x = x
print(A(5).describe(), register.all)
class Timer:
    def __enter__(s): s.t = time.perf_counter(); return s
    def __exit__(s, t, v, tb): s.d = time.perf_counter() - s.t; s.err = t and t.__name__; return t is ValueError
with Timer() as t: raise ValueError("hidden")
print(t.err, t.d >= 0)
try:
    with Timer() as t: raise KeyError("seen")
except KeyError as e: print(e, t.err)
@contextlib.contextmanager
def tag(n): print(f"<{n}>", end=""); yield; print(f"</{n}>", end="")
with tag("a"):
    with tag("b"): print("x", end="")
print(); o = io.StringIO()
with contextlib.redirect_stdout(o): print("captured")
print(repr(o.getvalue()))
@tag("fn")
def g(): print("body", end="")
g(); print(); pipeline = [str.strip, str.title, lambda s: s.replace(" ", ""), len]; print([functools.reduce(lambda v, fn: fn(v), pipeline[:i], "  hello big world ") for i in range(5)])
with contextlib.ExitStack() as st:
    for i in range(3): st.callback(print, "undo", i)
    st.pop_all().close()
with contextlib.nullcontext(7) as n, contextlib.closing(io.StringIO("c")) as c: print(n, c.read())
print(c.closed)
