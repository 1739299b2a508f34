# Generators, iterators, coroutines by hand, context managers.
import contextlib, functools
def gen():
    try:
        x = yield 1; print("got", x); y = yield 2; print("got", y)
    except ValueError as e: print("caught", e); yield 99
    finally: print("cleanup")
g = gen(); print(next(g), g.send("a"), g.throw(ValueError("v")))
try: next(g)
except StopIteration as e: print("stop", e.value)
g = gen(); next(g); g.close()
def inner(): r = yield "i1"; return f"inner returned {r}"
def outer(): v = yield from inner(); yield v
o = outer(); print(next(o), o.send("s")); print(list(x * y for x in range(4) if x % 2 for y in range(3)), sum(i * i for i in range(1000)), {k: v for k, v in zip("abc", range(3))}, {x % 3 for x in range(10)}, [*range(3), *"ab"], {**{"a": 1}, "b": 2})
class It:
    def __init__(s, n): s.n = n
    def __iter__(s): return s
    def __next__(s):
        if s.n == 0: raise StopIteration
        s.n -= 1; return s.n
print(list(It(4)), 2 in It(5), max(It(3)), dict(enumerate(It(3), 1)), list(zip(It(3), It(5))), list(map(None.__class__, [])), list(reversed(range(0, 10, 3))), list(iter([3, 2, 0, 1].pop, 0)))
@contextlib.contextmanager
def cm(n):
    print("enter", n)
    try: yield n
    except KeyError: print("suppressed")
    finally: print("exit", n)
with cm("a") as a, cm("b"): print("body", a)
with cm("c"): raise KeyError("k")
with contextlib.ExitStack() as st: [st.enter_context(cm(i)) for i in range(2)]; st.callback(print, "callback")
with contextlib.suppress(ZeroDivisionError): 1 / 0
def fibs():
    a, b = 0, 1
    while True: yield a; a, b = b, a + b
import itertools; print(list(itertools.islice(fibs(), 12)), functools.reduce(lambda a, b: a * b, range(1, 8)), functools.partial(pow, 2)(5)); first, *mid, last = range(5); print(first, mid, last)
