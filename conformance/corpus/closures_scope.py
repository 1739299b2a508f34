# Closures, scopes, decorators, walrus, lambda defaults, star arguments.
def counter():
    n = 0
    def inc(by=1): nonlocal n; n += by; return n
    return inc
a, b = counter(), counter(); print(a(), a(5), b(), a.__closure__[0].cell_contents); print([f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]])
x = "global"
def f():
    x = "local"
    def g(): global x; x = "changed"; return x
    return x, g(), x
print(f(), x)
def args(a, b=2, /, c=3, *rest, d, e=5, **kw): return a, b, c, rest, d, e, kw
print(args(1, d=4), args(1, 2, 3, 4, 5, d=6, z=7), args(*[1, 2], **{"d": 3, "q": 4}))
for bad in (lambda: args(), lambda: args(1), lambda: args(1, b=2, d=3, a=1), lambda: f(1)):
    try: print(bad())
    except TypeError as e: print(e)
def default(v, acc=[]): acc.append(v); return acc
print(default(1), default(2)); print([y := 1, y + 1, (z := y * 5)], z); print((lambda *a, **k: (a, k))(1, x=2))
def memo(fn):
    cache = {}
    def w(*a):
        if a not in cache: cache[a] = fn(*a)
        return cache[a]
    w.cache = cache; return w
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), len(fib.cache)); compose = lambda *fs: lambda v: [v := g(v) for g in fs][-1]; print(compose(str, len, lambda n: n * 2)(12345)); del x
try: x
except NameError as e: print(e)
try: exec("def q():\n print(loc)\n loc = 1\nq()")
except UnboundLocalError as e: print(e)
print({k: v for k, v in locals().items() if k == "y"}, (lambda: (yield))().__class__.__name__)
