# Observers, plugins, state machines, commands with undo, chain of responsibility.
import collections, weakref
class Bus:
    def __init__(s): s.h = collections.defaultdict(list)
    def on(s, name, prio=0):
        def deco(f): s.h[name].append((prio, f)); s.h[name].sort(key=lambda p: -p[0]); return f
        return deco
    def emit(s, name, **kw): return [f(**kw) for _, f in s.h[name]]
bus = Bus()
@bus.on("x")
def a(v): return f"a{v}"
@bus.on("x", 5)
def b(v): return f"b{v}"
print(bus.emit("x", v=1), bus.emit("none"))
class Light:
    T = {("red", "go"): "green", ("green", "slow"): "yellow", ("yellow", "stop"): "red"}
    def __init__(s): s.s, s.log = "red", []
    def fire(s, e):
        n = s.T.get((s.s, e))
        if n is None: raise ValueError(f"{e} in {s.s}")
        s.log.append((s.s, n)); s.s = n
l = Light()
for e in "go slow stop stop go".split():
    try: l.fire(e)
    except ValueError as x: print("refused", x)
print(l.s, l.log)
class Doc:
    def __init__(s): s.t, s.undo, s.redo = "", [], []
    def do(s, f, g): f(s); s.undo.append((f, g)); s.redo.clear()
    def insert(s, x): s.do(lambda d: setattr(d, "t", d.t + x), lambda d: setattr(d, "t", d.t[:-len(x)]))
    def back(s): f, g = s.undo.pop(); g(s); s.redo.append((f, g))
    def again(s): f, g = s.redo.pop(); f(s); s.undo.append((f, g))
d = Doc(); d.insert("hello"); d.insert(" world"); d.back(); print(d.t); d.again(); print(d.t); d.back(); d.back(); print(repr(d.t)); d.insert("new"); print(d.t, len(d.redo))
class Plug:
    all = {}
    def __init_subclass__(c, name, **k): super().__init_subclass__(**k); Plug.all[name] = c
class Upper(Plug, name="upper"):
    def run(s, t): return t.upper()
class Rev(Plug, name="rev"):
    def run(s, t): return t[::-1]
t = "abc"
for n in ("upper", "rev"): t = Plug.all[n]().run(t)
print(t, sorted(Plug.all)); w = weakref.WeakSet(); o = Upper(); w.add(o); print(len(w)); del o; print(len(w))
class Single:
    _i = None
    def __new__(c): c._i = c._i or super().__new__(c); return c._i
print(Single() is Single()); handlers = [lambda n: "small" if n < 10 else None, lambda n: "even" if n % 2 == 0 else None, lambda n: "other"]; print([next(r for h in handlers if (r := h(n))) for n in (5, 12, 13)])
