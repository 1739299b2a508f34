# Corners of the language.
print(1 < 2 < 3 > 2 != 4, not 1 == 2, 1 if 0 else 2 if 0 else 3, (lambda: 5)(), 2 ** -1, -2 ** 2, 7 // -2, ~-5, not not [], [] or {} or "last", 0 and x if False else "ok", 0x_ff, 1_0.5e1, 0o17, 1j * 1j, ... is Ellipsis, __debug__, "a" "b" 'c', (1,), (), {*()}, [*"ab", *{}], f"{'nested ' + f'{1 + 1}'}", f"{3!r:>4}", r"\n" "\n".encode().hex(), b"a" b"b")
for i in range(3):
    if i == 5: break
else: print("no break")
while False: pass
else: print("while else")
try: pass
except: print("never")
else: print("try else")
finally: print("finally")
def f():
    try: return "try"
    finally: print("before return")
def g():
    for i in range(3):
        try: continue
        finally: print("fin", i)
def h():
    try: raise ValueError
    except ValueError: return "except"
    finally: return "finally wins"
print(f(), g(), h()); x = y = []; x.append(1); print(y, x is y); a = [1, 2, 3]; a[0], a[a[0]] = 2, 9; print(a); i = 0; i, b = 1, [0, 0]; b[i] = i; print(b); a = a[:]; a += a; print(a); (c := [d := 3, d + 1]); print(c, d); t = ([],)
try: t[0] += [1]
except TypeError as e: print(e, t)
class C:
    x = 1; y = [x for _ in range(2)] if False else x
    def __getattr__(s, n): return n.upper()
    def __class_getitem__(c, k): return k
    __call__ = lambda s, *a: a
print(C.y, C().foo, C[1, 2:3], C()(*[1], **{}), C.__name__, type(C()).x); print([(i, j) for i in range(2) for j in range(i, 2) if i or j], {i: j for i, j in [(1, 2)]}, *(x for x in "gen"), sep="|"); global_v = 1
def glob():
    global global_v, made; global_v += 1; made = "made"
glob(); print(global_v, made); del made; print("made" in globals())
async def co(): return 1
c = co()
try: c.send(None)
except StopIteration as e: print("returned", e.value)
