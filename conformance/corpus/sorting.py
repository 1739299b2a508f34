# Sorting, bisect, heapq and algorithms over data made by a simple generator.
import bisect, heapq, operator, functools
def lcg(n, s=12345):
    for _ in range(n): s = (s * 1103515245 + 12345) % 2**31; yield s % 1000
v = list(lcg(500)); print(sorted(v)[:8], sorted(v, reverse=True)[:5], sorted(v, key=lambda x: (x % 10, -x))[:6], v == sorted(v)); w = v[:]; w.sort(key=functools.cmp_to_key(lambda a, b: b - a)); print(w[:5])
rec = [{"n": n, "v": x} for n, x in zip("abcdefgh", v)]; print([r["n"] for r in sorted(rec, key=operator.itemgetter("v"))], max(rec, key=lambda r: r["v"])); s = sorted(v); print(bisect.bisect_left(s, 500), bisect.bisect(s, 500)); bisect.insort(s, 500); print(s[s.index(500)], len(s))
h = v[:50]; heapq.heapify(h); print([heapq.heappop(h) for _ in range(6)], heapq.nlargest(3, v), heapq.nsmallest(3, v, key=lambda x: -x), list(heapq.merge([1, 4, 7], [2, 5], [3]))[:5], heapq.heappushpop(h, 1))
def quick(a): return a if len(a) < 2 else quick([x for x in a[1:] if x < a[0]]) + [a[0]] + quick([x for x in a[1:] if x >= a[0]])
def merge(a):
    if len(a) < 2: return a
    m = len(a) // 2; l, r, o = merge(a[:m]), merge(a[m:]), []
    while l and r: o.append((l if l[0] <= r[0] else r).pop(0))
    return o + l + r
print(quick(v) == sorted(v) == merge(v)); g = {i: {(i * 3) % 20: i + 1, (i * 7 + 1) % 20: 2, (i + 1) % 20: 9} for i in range(20)}; d, q = {0: 0}, [(0, 0)]
while q:
    c, n = heapq.heappop(q)
    for m, x in g[n].items():
        if c + x < d.get(m, 1e9): d[m] = c + x; heapq.heappush(q, (c + x, m))
print(sorted(d.items())); print(sorted(["b", "A", "a", "B"], key=str.lower), sorted([(1, "b"), (1, "a")]), sorted("banana"), list(dict.fromkeys("banana")))
