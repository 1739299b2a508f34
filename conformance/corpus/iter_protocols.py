# Sequence and mapping protocols by abc, slicing objects, missing, format and conversion hooks.
from collections.abc import *; import operator, math
class Range2(Sequence):
    def __init__(s, n): s.n = n
    def __len__(s): return s.n
    def __getitem__(s, i):
        if isinstance(i, slice): return [s[j] for j in range(*i.indices(s.n))]
        if not -s.n <= i < s.n: raise IndexError(i)
        return (i % s.n) ** 2
r = Range2(6); print(list(r), r[1:4], r[-1], 16 in r, r.index(9), r.count(4), list(reversed(r)), r[::-2], isinstance(r, Iterable), isinstance(r, Hashable))
class Low(MutableMapping):
    def __init__(s, **k): s.d = {}; s.update(k)
    def __getitem__(s, k): return s.d[k.lower()]
    def __setitem__(s, k, v): s.d[k.lower()] = v
    def __delitem__(s, k): del s.d[k.lower()]
    def __iter__(s): return iter(s.d)
    def __len__(s): return len(s.d)
l = Low(AB=1, cd=2); l["EF"] = 3; print(dict(l), l["ab"], l.pop("CD"), l.get("zz", 0), "Ef" in l, list(l.items()), l.setdefault("G", 5), l == {"ab": 1, "ef": 3, "g": 5})
class Bits(MutableSet):
    def __init__(s, it=()): s.b = 0; [s.add(i) for i in it]
    def __contains__(s, i): return s.b >> i & 1
    def __iter__(s): return (i for i in range(s.b.bit_length()) if i in s)
    def __len__(s): return s.b.bit_count()
    def add(s, i): s.b |= 1 << i
    def discard(s, i): s.b &= ~(1 << i)
a, b = Bits([1, 3, 5]), Bits([3, 4]); print(list(a & b), list(a | b), list(a - b), list(a ^ b), a <= b, a.isdisjoint([9])); a.remove(3); print(list(a), a.pop())
class Num:
    def __init__(s, v): s.v = v
    def __index__(s): return s.v
    def __float__(s): return s.v + 0.5
    def __round__(s, n=0): return f"round {n}"
    def __trunc__(s): return s.v
    def __floor__(s): return "floor"
    def __rsub__(s, o): return o - s.v
    def __imul__(s, o): s.v *= o; return s
    def __divmod__(s, o): return divmod(s.v, o)
    def __matmul__(s, o): return "at"
    def __neg__(s): return Num(-s.v)
    def __abs__(s): return "abs"
    def __bytes__(s): return b"num"
    def __complex__(s): return complex(s.v, 1)
    def __reversed__(s): return iter("rev")
    def __length_hint__(s): return 7
    def __dir__(s): return ["q"]
n = Num(3); print([10, 20, 30, 40][n], float(n), round(n, 2), int(n), math.floor(n), 10 - n, divmod(n, 2), n @ 1, (-n).v, abs(n), bytes(n), complex(n), list(reversed(n)), operator.length_hint(n), dir(n), hex(n), "ab" * n); n *= 5; print(n.v)
class D(dict):
    def __missing__(s, k): s[k] = k * 2; return s[k]
d = D(); print(d["ab"], d, d.get("x")); print(dict.__missing__ if hasattr(dict, "__missing__") else "dict has none")
for bad in (lambda: Sequence(), lambda: iter(Num(1)), lambda: Num(1) < Num(2), lambda: len(Num(1)), lambda: {}[Num]):
    try: bad()
    except (TypeError, KeyError) as e: print(type(e).__name__, str(e)[:60])
