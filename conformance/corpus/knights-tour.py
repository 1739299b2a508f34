# Backtracking: a knight's tour, permutations, subset sums, colourings, Hamilton paths.
def tour(n, start):
    b, path = {start: 0}, [start]
    def moves(p): return [(p[0] + x, p[1] + y) for x, y in ((1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)) if 0 <= p[0] + x < n and 0 <= p[1] + y < n and (p[0] + x, p[1] + y) not in b]
    def go(p):
        if len(path) == n * n: return True
        for q in sorted(moves(p), key=lambda q: (len(moves(q)), q)):
            b[q] = len(path); path.append(q)
            if go(q): return True
            del b[q]; path.pop()
        return False
    return path if go(start) else None
for n in (5, 6, 7):
    p = tour(n, (0, 0)); print(n, len(p)); t = {c: i for i, c in enumerate(p)}; print("\n".join(" ".join(f"{t[x, y]:2}" for x in range(n)) for y in range(n)))
def subsets(v, target, i=0, got=()):
    if target == 0: yield got
    elif i < len(v) and target > 0: yield from subsets(v, target - v[i], i + 1, got + (v[i],)); yield from subsets(v, target, i + 1, got)
print(list(subsets([1, 2, 3, 5, 8, 13, 21], 24))); g = {i: {(i + 1) % 9, (i - 1) % 9, (i + 3) % 9, (i - 3) % 9} for i in range(9)}
def colour(k, c=()):
    if len(c) == 9: return c
    return next((r for x in range(k) if all(c[j] != x for j in g[len(c)] if j < len(c)) and (r := colour(k, c + (x,)))), None)
print([colour(k) for k in (2, 3, 4)])
def ham(p): return sum(ham(p + (q,)) for q in g[p[-1]] if q not in p) if len(p) < 9 else int(p[0] in g[p[-1]])
print(ham((0,)))
def magic(s=()):
    if len(s) == 9: return [s] if all(sum(s[i] for i in l) == 15 for l in ((0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6))) else []
    if len(s) in (3, 6) and sum(s[-3:]) != 15: return []
    return [m for x in range(1, 10) if x not in s for m in magic(s + (x,))]
print(len(magic()), magic()[0])
