# dataclasses: defaults, ordering, inheritance, slots, post-init.
from dataclasses import *
import json
@dataclass(order=True)
class Item:
    sort: tuple = field(init=False, repr=False); name: str; price: float = 0.0; tags: list = field(default_factory=list, compare=False); total: InitVar[int] = 1
    def __post_init__(self, total): self.sort = (-self.price, self.name); self.total_price = self.price * total
a, b, c = Item("pen", 1.5, total=10), Item("book", 12), Item("ink", 1.5, ["x"]); print(sorted([a, b, c]), a.total_price, a == Item("pen", 1.5), asdict(b), astuple(c), [f.name for f in fields(Item)])
@dataclass(frozen=True, slots=True, kw_only=True)
class Pt: x: int = 0; y: int = 0
print(Pt(x=1), hash(Pt(x=1)) == hash(Pt(x=1)), replace(Pt(x=1), y=5), {Pt(): 1}[Pt()])
try: Pt().x = 3
except FrozenInstanceError as e: print(e)
try: Pt(1)
except TypeError as e: print(e)
@dataclass
class Base: a: int; b: str = "b"
@dataclass
class Sub(Base): c: float = 1.0; b: str = "sub"
print(Sub(1), Sub(1, "q", 2.0) == Sub(1, "q", 2.0), make_dataclass("Dyn", [("z", int, 5)])(), json.dumps(asdict(Sub(2))), is_dataclass(Sub))
try: dataclass(type("Bad", (), {"__annotations__": {"l": list}, "l": []}))
except ValueError as e: print(e)
