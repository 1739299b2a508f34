# pickle, copy, marshal, shelve, weakref, gc.
import pickle, copy, marshal, shelve, weakref, gc, io, datetime, decimal, collections
class P:
    def __init__(s, x): s.x = x; s.me = s
    def __eq__(s, o): return s.x == o.x
class Q:
    def __reduce__(s): return (int, ("42",))
class S:
    def __getstate__(s): return {"v": 1}
    def __setstate__(s, d): s.v = d["v"] + 1
d = {"l": [1, (2, 3)], "s": {4}, "f": frozenset([5]), "b": b"x", "d": datetime.date(2024, 1, 2), "D": decimal.Decimal("1.5"), "n": None, "e": ..., "c": 1 + 2j, "i": 2**100, "o": collections.OrderedDict(a=1), "r": range(3), "fn": len, "cls": P}
for p in range(pickle.HIGHEST_PROTOCOL + 1): print(p, pickle.loads(pickle.dumps(d, p)) == d, len(pickle.dumps([1] * 100, p)))
o = pickle.loads(pickle.dumps(P(7))); print(o.x, o.me is o, pickle.loads(pickle.dumps(Q())), pickle.loads(pickle.dumps(S())).v); l = [1]; l.append(l); m = pickle.loads(pickle.dumps(l)); print(m[1] is m)
for bad in (lambda: pickle.dumps(lambda: 0), lambda: pickle.loads(b"garbage"), lambda: pickle.loads(b""), lambda: pickle.dumps(x for x in [])):
    try: bad()
    except Exception as e: print(type(e).__name__)
a = [[1], 2]; b, c = copy.copy(a), copy.deepcopy(a); a[0].append(9); print(b, c, copy.replace if hasattr(copy, "replace") else "none", marshal.loads(marshal.dumps([1, "a", 2.5])))
with shelve.open("sh") as s: s["k"] = [1, 2]; s["z"] = {"q": 1}
with shelve.open("sh") as s: print(sorted(s), s["k"])
x = P(1); w = weakref.ref(x); f = weakref.finalize(x, print, "finalized"); print(w() is x); del x; gc.collect(); print(w(), f.alive, len(weakref.WeakValueDictionary())); gc.disable(); print(gc.isenabled(), isinstance(gc.collect(), int)); import pickletools; o = io.StringIO(); pickletools.dis(pickle.dumps((1, "a"), 2), o); print(o.getvalue())
