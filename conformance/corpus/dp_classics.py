# Dynamic programming: knapsack, edit path, LCS, coins, matrix chain, partitions.
import functools
items = [(12, 4), (2, 2), (1, 1), (4, 10), (1, 2), (7, 9), (5, 6)]; W = 15; best = [0] * (W + 1)
for w, v in items:
    for c in range(W, w - 1, -1): best[c] = max(best[c], best[c - w] + v)
print(best)
def lcs(a, b):
    t = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b): t[i + 1][j + 1] = t[i][j] + 1 if x == y else max(t[i][j + 1], t[i + 1][j])
    out, i, j = "", len(a), len(b)
    while i and j:
        if a[i - 1] == b[j - 1]: out = a[i - 1] + out; i -= 1; j -= 1
        elif t[i - 1][j] >= t[i][j - 1]: i -= 1
        else: j -= 1
    return out
print(lcs("AGGTABQWERTY", "GXTXAYBWRT"))
@functools.cache
def ways(n, k): return 1 if n == 0 else 0 if n < 0 or k == 0 else ways(n - k, k) + ways(n, k - 1)
print([ways(n, n) for n in range(1, 30)], ways(200, 200)); coins = [1, 5, 10, 25, 50]; c = [1] + [0] * 500
for x in coins:
    for i in range(x, 501): c[i] += c[i - x]
print(c[100], c[500]); d = [30, 35, 15, 5, 10, 20, 25]
@functools.cache
def chain(i, j): return 0 if j - i < 2 else min(chain(i, k) + chain(k, j) + d[i] * d[k] * d[j] for k in range(i + 1, j))
print(chain(0, 6)); tri = [[1]]; [tri.append([1, *map(sum, zip(tri[-1], tri[-1][1:])), 1]) for _ in range(12)]; print(tri[-1]); grid = [[(i * j * 7 + 3) % 10 for j in range(8)] for i in range(8)]
@functools.cache
def path(i, j): return grid[i][j] + (0 if i == j == 0 else min(path(i - 1, j) if i else 999, path(i, j - 1) if j else 999))
print(path(7, 7)); s = "catsanddogs"; wd = {"cat", "cats", "and", "sand", "dogs"}
@functools.cache
def split(k): return [""] if k == len(s) else [f"{s[k:e]} {r}".strip() for e in range(k + 1, len(s) + 1) if s[k:e] in wd for r in split(e)]
print(split(0)); ns = [3, -2, 5, -1, 2, -7, 4, 6, -3]; b = cur = 0
for n in ns: cur = max(0, cur + n); b = max(b, cur)
print(b)
