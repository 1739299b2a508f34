# Reference cycles, weak references, finalizers, slots, sizes.
import gc, weakref, sys, copy
class N:
    live = 0
    def __init__(s, v): s.v = v; N.live += 1
    def __del__(s): N.live -= 1
a, b = N(1), N(2); a.o, b.o = b, a; r = weakref.ref(a); print(N.live); del a, b; print(N.live >= 0); gc.collect(); print(N.live, r()); n = N(3); print(sys.getrefcount(n) >= 2, n in gc.get_referents([n])); d = weakref.WeakValueDictionary(x=n); k = weakref.WeakKeyDictionary({n: 1}); m = weakref.WeakMethod(n.__del__) if False else None; print(list(d), len(k)); del n; print(list(d), len(k))
log = []; t = N(4); f = weakref.finalize(t, log.append, "gone"); p = weakref.proxy(t); print(p.v, f.alive); del t; print(log, f.alive)
try: p.v
except ReferenceError as e: print(e)
class S: __slots__ = ("a", "__weakref__")
s = S(); s.a = 1; print(weakref.ref(s)() is s, hasattr(s, "__dict__")); gc.disable(); l = []
for i in range(1000): x = []; x.append(x); l.append(x)
del l, x; print(gc.collect() >= 1000, gc.garbage, gc.isenabled()); gc.enable(); print(gc.get_threshold()[0] > 0, sys.getsizeof([]) < sys.getsizeof([0] * 100), sys.getsizeof(1) < sys.getsizeof(2**100), sys.intern("a b") is sys.intern("a b"), copy.deepcopy({"k": [1]})["k"] is not None)
def gen():
    try: yield 1
    finally: log.append("gen closed")
g = gen(); next(g); del g; print(log[-1]); c = [N(i) for i in range(100)]; print(N.live); c.clear(); print(N.live); e = None
try: raise ValueError
except ValueError as x: e = weakref.ref(x.__traceback__.tb_frame) if False else 1
try: x
except NameError: print("the exception's name is gone")
