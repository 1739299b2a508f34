# Graph algorithms: shortest paths, components, topological order, spanning tree.
import heapq
from graphlib import TopologicalSorter, CycleError
edges = [(i, (i * 7 + 3) % 25, i % 9 + 1) for i in range(25)] + [(i, (i * 3 + 1) % 25, i % 5 + 2) for i in range(25)]
g = {}
for a, b, w in edges: g.setdefault(a, []).append((b, w)); g.setdefault(b, []).append((a, w))
def dijkstra(s):
    d, p, q = {s: 0}, {}, [(0, s)]
    while q:
        c, n = heapq.heappop(q)
        if c > d[n]: continue
        for m, w in sorted(g[n]):
            if c + w < d.get(m, 10**9): d[m], p[m] = c + w, n; heapq.heappush(q, (c + w, m))
    return d, p
d, p = dijkstra(0); print(sorted(d.items())); n, path = 20, []
while n in p: path.append(n); n = p[n]
print(path[::-1])
parent = list(range(25))
def find(x):
    while parent[x] != x: parent[x] = parent[parent[x]]; x = parent[x]
    return x
total = 0
for w, a, b in sorted((w, a, b) for a, b, w in edges):
    if find(a) != find(b): parent[find(a)] = find(b); total += w
print(total, len({find(i) for i in range(25)})); ts = TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}}); print([sorted(x) for x in iter(lambda: (ts.is_active() or ts.prepare() is None) and list(ts.get_ready()) if False else [], [])], list(TopologicalSorter({"c": ["b"], "b": ["a"]}).static_order()))
try: list(TopologicalSorter({"a": ["b"], "b": ["a"]}).static_order())
except CycleError as e: print(e.args[0])
