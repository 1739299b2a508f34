# Structural pattern matching.
from dataclasses import dataclass
@dataclass
class P: x: int; y: int
def m(v):
    match v:
        case 0 | 1: return "small"
        case int(n) if n > 100: return f"big {n}"
        case int(): return "int"
        case "a" | "b" as s: return f"letter {s}"
        case str(s): return f"str {len(s)}"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [x, *rest] if len(rest) > 2: return f"many {x} {rest}"
        case (a, b): return f"pair {a} {b}"
        case [1, [2, [y]], *_]: return f"nested {y}"
        case {"k": [*xs], **rest}: return f"map {xs} {sorted(rest)}"
        case {"type": "p", "at": P(x=0, y=yy)}: return f"on axis {yy}"
        case P(x, y) if x == y: return "diagonal"
        case P(): return "point"
        case None: return "none"
        case float("nan"): return "never"
        case _: return type(v).__name__
P.__match_args__ = ("x", "y")
for v in (0, 7, 500, True, "a", "hello", [], [5], [1, 2], [1, 2, 3, 4], [1, [2, [9]], 3], {"k": [1, 2], "z": 0}, {"type": "p", "at": P(0, 4)}, P(3, 3), P(1, 2), None, 1.5, {1}, (), (1,), b"x", {}): print(repr(v), "->", m(v))
