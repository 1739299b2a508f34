# Classes: inheritance, descriptors, metaclasses, slots, dunder methods.
class A:
    def f(self): return "A"
class B(A):
    def f(self): return "B" + super().f()
class C(A):
    def f(self): return "C" + super().f()
class D(B, C):
    def f(self): return "D" + super().f()
print(D().f(), [c.__name__ for c in D.__mro__], isinstance(D(), C), issubclass(D, A))
class V:
    __slots__ = ("x", "y")
    def __init__(s, x, y): s.x, s.y = x, y
    def __add__(s, o): return V(s.x + o.x, s.y + o.y)
    def __mul__(s, k): return V(s.x * k, s.y * k)
    __rmul__ = __mul__
    def __eq__(s, o): return (s.x, s.y) == (o.x, o.y)
    def __hash__(s): return hash((s.x, s.y))
    def __repr__(s): return f"V({s.x}, {s.y})"
    def __len__(s): return 2
    def __getitem__(s, i): return (s.x, s.y)[i]
    def __bool__(s): return bool(s.x or s.y)
    def __call__(s, z): return s.x * z
    def __contains__(s, v): return v in (s.x, s.y)
    def __format__(s, f): return format(s.x, f) + "/" + format(s.y, f)
    def __lt__(s, o): return (s.x, s.y) < (o.x, o.y)
v = V(1, 2); print(v + V(3, 4), 3 * v, v == V(1, 2), {v: 1}[V(1, 2)], len(v), list(v), bool(V(0, 0)), v(5), 2 in v, f"{v:.1f}", sorted([V(2, 1), v]))
try: v.z = 1
except AttributeError as e: print(e)
class Typed:
    def __init__(s, t): s.t = t
    def __set_name__(s, o, n): s.n = "_" + n
    def __get__(s, i, o=None): return s if i is None else getattr(i, s.n)
    def __set__(s, i, v):
        if not isinstance(v, s.t): raise TypeError(f"{s.n[1:]} must be {s.t.__name__}")
        setattr(i, s.n, v)
class M(type):
    def __new__(m, n, b, d): d["tag"] = n.lower(); return super().__new__(m, n, b, d)
class T(metaclass=M):
    a = Typed(int)
    def __init__(s, a): s.a = a
    @property
    def double(s): return s.a * 2
    @classmethod
    def make(c, t): return c(int(t))
    @staticmethod
    def st(): return "static"
    def __init_subclass__(c, k=None, **kw): c.k = k
class U(T, k="kw"): pass
print(T.tag, T.make("21").double, T.st(), U.k, U.tag)
try: T("x")
except TypeError as e: print(e)
import abc, dataclasses, enum, functools
class Ab(abc.ABC):
    @abc.abstractmethod
    def g(self): ...
try: Ab()
except TypeError as e: print(e)
@dataclasses.dataclass(order=True, frozen=True)
class P: x: int; y: list = dataclasses.field(default_factory=list, compare=False)
print(P(1), P(1) < P(2), dataclasses.replace(P(1), x=5), dataclasses.asdict(P(3, [1])))
class Color(enum.Enum): RED = 1; BLUE = enum.auto()
class F(enum.Flag): A = 1; B = 2
print(Color.RED, Color(2).name, list(Color), F.A | F.B, F.B in (F.A | F.B), Color["BLUE"].value)
@functools.total_ordering
class O:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(O(1) >= O(0), type("Dyn", (), {"q": 7})().q, getattr(v, "nope", "default"), vars(U.make("4")))
