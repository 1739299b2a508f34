# Intervals: merging, overlaps, sweep, segment and Fenwick trees, binary search.
import bisect, itertools
iv = sorted(((i * 37) % 100, (i * 37) % 100 + i % 9 + 1) for i in range(20)); m = []
for a, b in iv:
    if m and a <= m[-1][1]: m[-1][1] = max(m[-1][1], b)
    else: m.append([a, b])
print(m, sum(b - a for a, b in m)); ev = sorted([(a, 1) for a, _ in iv] + [(b, -1) for _, b in iv]); print(max(itertools.accumulate(d for _, d in ev)))
class Fenwick:
    def __init__(s, n): s.t = [0] * (n + 1)
    def add(s, i, v):
        while i < len(s.t): s.t[i] += v; i += i & -i
    def sum(s, i):
        r = 0
        while i: r += s.t[i]; i -= i & -i
        return r
f = Fenwick(64); [f.add(i * 7 % 64 + 1, i) for i in range(64)]; print([f.sum(k) for k in (1, 10, 33, 64)])
class Seg:
    def __init__(s, v): s.n = len(v); s.t = [0] * s.n + list(v); [s.t.__setitem__(i, min(s.t[2 * i], s.t[2 * i + 1])) for i in range(s.n - 1, 0, -1)]
    def low(s, a, b):
        r, a, b = 10**9, a + s.n, b + s.n
        while a < b:
            if a & 1: r = min(r, s.t[a]); a += 1
            if b & 1: b -= 1; r = min(r, s.t[b])
            a, b = a // 2, b // 2
        return r
s = Seg([(i * 7919) % 1009 for i in range(128)]); print([s.low(i, i + 20) for i in range(0, 100, 17)])
k = list(range(0, 1000, 7)); print([bisect.bisect_left(k, x) for x in (0, 1, 7, 500, 999)], bisect.bisect_right(k, 7), bisect.bisect(k, 50, key=lambda v: v // 2)); lo, hi = 0, 10**18
while lo < hi:
    mid = (lo + hi) // 2
    if mid * mid >= 2 * 10**30: hi = mid
    else: lo = mid + 1
print(lo); lis = []
for x in [(i * 53) % 97 for i in range(60)]:
    j = bisect.bisect_left(lis, x); lis[j:j + 1] = [x]
print(len(lis))
