# An LRU cache, a trie, a binary tree, a linked list.
from collections import OrderedDict
class LRU:
    def __init__(s, n): s.n, s.d, s.hit = n, OrderedDict(), 0
    def get(s, k, make):
        if k in s.d: s.d.move_to_end(k); s.hit += 1; return s.d[k]
        v = s.d[k] = make(k)
        if len(s.d) > s.n: s.d.popitem(last=False)
        return v
c = LRU(5); r = [c.get((i * i) % 13, lambda k: k * 10) for i in range(40)]; print(r[-5:], c.hit, list(c.d))
class Trie(dict):
    def add(s, w):
        for ch in w: s = s.setdefault(ch, Trie())
        s["$"] = True
    def find(s, p):
        for ch in p:
            if ch not in s: return []
            s = s[ch]
        out, st = [], [(s, p)]
        while st:
            n, w = st.pop()
            for k in n:
                if k == "$": out.append(w)
                else: st.append((n[k], w + k))
        return sorted(out)
t = Trie(); [t.add(w) for w in "car card care cat dog do done".split()]; print(t.find("car"), t.find("do"), t.find("x"))
class Node:
    def __init__(s, v): s.v, s.l, s.r = v, None, None
    def put(s, v):
        side = "l" if v < s.v else "r"; n = getattr(s, side)
        n.put(v) if n else setattr(s, side, Node(v))
    def __iter__(s):
        if s.l: yield from s.l
        yield s.v
        if s.r: yield from s.r
    def depth(s): return 1 + max((x.depth() for x in (s.l, s.r) if x), default=0)
root = Node(50); [root.put((i * 37) % 100) for i in range(40)]; print(list(root), root.depth())
