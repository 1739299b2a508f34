# functools, operator, inspect, typing, ast, dis-free introspection.
import functools as f, operator as o, inspect, typing as T, ast
@f.lru_cache(maxsize=4)
def sq(x): return x * x
[sq(i % 6) for i in range(20)]; print(sq.cache_info()); print(f.reduce(o.mul, range(1, 6)), f.partial(int, base=2)("101"), sorted([("a", 2), ("b", 1)], key=o.itemgetter(1)), o.attrgetter("real")(5), o.methodcaller("upper")("x"), o.concat([1], [2]), o.contains("abc", "b"), o.truediv(1, 4), o.index(True))
@f.singledispatch
def d(x): return "object"
@d.register
def _(x: int): return "int"
@d.register(list)
def _(x): return f"list of {len(x)}"
print(d(1), d([1]), d("s"), d(True))
def deco(n):
    def wrap(g):
        @f.wraps(g)
        def inner(*a, **k): return [g(*a, **k)] * n
        return inner
    return wrap
@deco(2)
def hello(a, /, b: int = 2, *c, d, e=5, **k) -> str:
    "Doc."
    return f"{a}{b}{c}{d}{e}{k}"
print(hello(1, d=3), hello.__name__, hello.__doc__, inspect.signature(hello), inspect.signature(hello).parameters["d"].kind.name, inspect.getfullargspec(hello).kwonlyargs, hello.__wrapped__.__annotations__, T.get_type_hints(hello))
class C:
    @f.cached_property
    def v(s): print("computed"); return 7
    @f.partialmethod
    def pm(s): return 1
c = C(); print(c.v, c.v, inspect.isclass(C), inspect.getmro(C), T.Optional[int], T.Union[int, str, int], list[int], int | None, T.get_args(dict[str, int]), T.get_origin(list[int]))
t = ast.parse("x = [i ** 2 for i in range(10) if i % 2]\ndef f(a, *b): return a + 1"); print(ast.dump(t.body[0])[:150], ast.unparse(t), [type(n).__name__ for n in ast.walk(t.body[1])][:6], ast.literal_eval("{'a': [1, (2,)]}"))
ns = {}; exec(compile(t, "m", "exec"), ns); print(ns["x"], ns["f"](4), eval("x[0] + y", ns, {"y": 2})); print(f.cmp_to_key(lambda a, b: b - a)(1) < f.cmp_to_key(lambda a, b: b - a)(0)); it = T.NamedTuple("N", [("a", int)]); print(it(1)); print(o.setitem(l := [1, 2], 0, 9), l, o.not_(1), o.matmul.__name__, [*map(o.neg, [1, -2])])
