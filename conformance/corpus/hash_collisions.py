# A hash table of our own against dict, with many operations from a fixed generator.
class Table:
    def __init__(s): s.n, s.used, s.slots = 0, 0, [None] * 8
    def _find(s, k):
        m, i, free = len(s.slots) - 1, hash(k), None
        p = i
        while True:
            e = s.slots[i & m]
            if e is None: return (free if free is not None else i & m), False
            if e == "deleted": free = i & m if free is None else free
            elif e[0] == k: return i & m, True
            p >>= 5; i = 5 * i + p + 1
            if p == 0 and i > 1 << 60: i &= m
    def __setitem__(s, k, v):
        if s.used * 3 >= len(s.slots) * 2: s._grow()
        i, there = s._find(k)
        if not there: s.n += 1; s.used += s.slots[i] is None
        s.slots[i] = (k, v)
    def __getitem__(s, k):
        i, there = s._find(k)
        if not there: raise KeyError(k)
        return s.slots[i][1]
    def __delitem__(s, k):
        i, there = s._find(k)
        if not there: raise KeyError(k)
        s.slots[i] = "deleted"; s.n -= 1
    def __iter__(s): return (e[0] for e in s.slots if isinstance(e, tuple))
    def _grow(s):
        old = [e for e in s.slots if isinstance(e, tuple)]; s.slots = [None] * (len(s.slots) * 2); s.n = s.used = 0
        for k, v in old: s[k] = v
t, d, x, miss = Table(), {}, 7, 0
for i in range(6000):
    x = (x * 1103515245 + 12345) % 2**31; k, op = x % 701, x >> 16 & 3
    if op < 2: t[k] = d[k] = i
    else:
        try: del t[k]; del d[k]
        except KeyError: miss += 1; assert k not in d
print(t.n, len(d), sorted(t) == sorted(d), all(t[k] == d[k] for k in d), miss, len(t.slots))
for k in (10**6, -5):
    try: t[k]
    except KeyError as e: print("no", e)
print(hash(1) == hash(1.0) == hash(True), hash((1, 2)), hash(-2), hash(2**61), hash(0.5), hash(float("inf")), hash(None) == hash(None), hash(frozenset()) , hash(range(3)) == hash(range(3)), hash("") == 0, hash(b"") == 0)
