# enum: members, aliases, flags, functional API, auto, unique.
import enum
class Planet(enum.Enum):
    MERCURY = (3.303e23, 2.4397e6); EARTH = (5.976e24, 6.37814e6); TERRA = EARTH
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def g(self): return round(6.67430e-11 * self.mass / self.radius ** 2, 4)
print(list(Planet), Planet.TERRA is Planet.EARTH, Planet.EARTH.g, Planet((3.303e23, 2.4397e6)).name, Planet.__members__.keys())
class P(enum.IntFlag): R = 4; W = 2; X = 1; RW = R | W
print(P.R | P.X, P(7), P(8), P.RW & ~P.W, P.R in P.RW, ~P.R, int(P.RW), [p.name for p in P]); print(enum.Enum("C", "A B", start=5).B.value, enum.IntEnum("D", {"x": 1}).x + 1, enum.StrEnum("S", "lo hi").hi)
class Shape(enum.Enum):
    @staticmethod
    def _generate_next_value_(n, s, c, l): return n.lower() * 2
    SQUARE = enum.auto(); CIRCLE = enum.auto()
print([s.value for s in Shape])
for f in (lambda: Planet(1), lambda: Planet["X"], lambda: enum.unique(enum.Enum("U", {"a": 1, "b": 1}))):
    try: f()
    except (ValueError, KeyError) as e: print(type(e).__name__, e)
try: P.R = 3
except AttributeError as e: print("fixed")
