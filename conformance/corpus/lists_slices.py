# Lists, tuples, slices, ranges, unpacking.
l = list(range(10)); print(l[2:5], l[::-2], l[-3:], l[:-8], l[100:], l[5:2], l[slice(1, 8, 3)]); l[2:4] = ["x"]; print(l); l[::3] = [0] * len(l[::3]); print(l); del l[1::2]; print(l); l[:0] = [9, 8]; l += (7,); l *= 2; print(l, l.count(9), l.index(7), l.index(9, 3)); l.insert(-1, "i"); l.extend("ab"); print(l.pop(), l.pop(0), l); l.clear()
try: [1, 2, 3][::2][5]
except IndexError as e: print(e)
try: x = [1, 2, 3, 4]; x[::2] = [1]
except ValueError as e: print(e)
a, (b, *c), *d = 1, (2, 3, 4), 5, 6; print(a, b, c, d); a, b = b, a; print(a, b, [*range(3), *"xy"], (1,) + (2,), (1, 2) < (1, 3), [1, 2] < [1, 2, 0], [[0] * 2] * 2, [[0] * 2 for _ in range(2)]); m = [[1, 2, 3], [4, 5, 6]]; print(list(zip(*m)), [x for r in m for x in r], [[r[i] for r in m] for i in range(3)], sum(m, [])); r = range(10, 0, -3); print(list(r), len(r), r[1], 4 in r, r.index(7), r[1:], r == range(10, 1, -3), range(0) == range(2, 1))
s = [3, 1, 2]; t = s; u = s[:]; s.sort(); print(t, u, sorted("bca", reverse=True), [i for i, v in enumerate("abcb") if v == "b"], list(map(lambda x, y: x * y, [1, 2], [3, 4])), list(filter(None, [0, 1, "", "a"])), [x if x % 2 else -x for x in range(5)], any(x > 3 for x in s), min([[2], [1, 5]]), max("apple", "fig", key=len), list(zip("ab", [1, 2], strict=True)), [(x, y) for x in range(3) for y in range(x)])
try: list(zip("ab", [1], strict=True))
except ValueError as e: print(e)
print(*[1, 2], sep="-", end="!\n"); print(f"{[1, 'a', None, 2.0, (1,), {}, set()]}", str((1,)), repr(["'", '"']), [1] == [1.0], [] is [], (lambda t: t is t[:])((1, 2)))
