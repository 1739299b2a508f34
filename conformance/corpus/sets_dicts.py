# Sets and dictionaries: operations, order, views, comprehension, merging.
a, b = {1, 2, 3}, {3, 4}; print(a | b, a & b, a - b, a ^ b, a <= {1, 2, 3, 4}, a.isdisjoint({9}), a > {1}, sorted(a.union([7], (8,))), frozenset(a) == a); a.discard(9); a.update("x"); a.remove("x"); a.add(5); a -= {1}; print(sorted(a), len(a), 5 in a)
try: a.remove(99)
except KeyError as e: print("missing", e)
d = dict(b=2, a=1); d["c"] = 3; print(d, list(d.items()), d.pop("b"), d.setdefault("z", []), d.get("q", 0), d.popitem(), "a" in d, len(d), list(reversed(d))); d.update({"e": 5}, f=6); d |= {"g": 7}; print(d, {**d, "a": 0}, d | {"a": 9}, d.keys() & {"a", "zz"}, d.keys() - {"a"} == {"c", "e", "f", "g"}, dict.fromkeys("ab", 0), {v: k for k, v in d.items()}, sorted(d, key=d.get, reverse=True), max(d, key=d.get))
e = {}; e[1] = "int"; e[1.0] = "float"; e[True] = "bool"; print(e, {(1, 2): "t"}[1, 2]); k = iter({"x": 1, "y": 2}); print(next(k))
try:
    for q in d: d[q + q] = 1
except RuntimeError as x: print(x)
try: {[1]: 2}
except TypeError as x: print(x)
n = {}
for w in "the cat and the dog and the bird".split(): n.setdefault(w[0], set()).add(w)
print({k: sorted(v) for k, v in n.items()}, [*zip(*[iter(range(6))] * 2)], dict(zip("abc", range(3))), {i: {j: i * j for j in range(3)} for i in range(3)}, any({}), all([]), sum({1: 2, 3: 4}), list({1: "a", 2: "b"}.values()), dict(sorted({"b": 1, "a": 2}.items())), {1, 1.0, True}, len({float("nan"), float("nan")}), hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
big = {i * 7919 % 10007: i for i in range(5000)}; [big.pop(k) for k in list(big)[::2]]; print(len(big), sum(big), list(big)[:3])
