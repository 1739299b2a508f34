# collections: Counter, deque, defaultdict, OrderedDict, namedtuple, ChainMap.
from collections import *
c = Counter("mississippi"); print(c.most_common(), c["x"], c - Counter("miss"), c & Counter("sip"), c | Counter("zz"), sum(c.values()), sorted(c.elements())[:4]); c.update(s=5); c.subtract("ss"); print(c, c.total())
d = deque([1, 2, 3], maxlen=4); d.append(4); d.append(5); d.appendleft(0); d.rotate(1); print(d, d.pop(), d.popleft(), d.index(2), list(reversed(d)), d.maxlen); d.extendleft([7, 8]); print(d, 7 in d)
dd = defaultdict(list); [dd[k].append(v) for k, v in [("a", 1), ("b", 2), ("a", 3)]]; print(dict(dd), dd.get("z"), dd["z"], len(dd)); o = OrderedDict(a=1, b=2, c=3); o.move_to_end("a"); print(o, o.popitem(last=False), o == OrderedDict(a=1, c=3))
P = namedtuple("P", "x y z", defaults=[0]); p = P(1, 2); print(p, p._replace(x=5), p._asdict(), P._fields, P._make([7, 8, 9]), p[1:], p == (1, 2, 0)); m = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(m["a"], m["b"], dict(m), m.new_child({"c": 4})["c"]); m["b"] = 9; print(m.maps)
class L(UserList):
    def __getitem__(self, i): return super().__getitem__(i) * 10
print(L([1, 2])[1], UserDict(a=1), UserString("abc").upper(), defaultdict(lambda: 7)["q"])
