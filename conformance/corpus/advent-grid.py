# Grids: flood fill, numbering of areas, shortest ways, rotations, cellular automata.
import collections
rows = ["".join("#" if (x * 7 + y * 13 + x * y) % 5 == 0 else "." for x in range(20)) for y in range(10)]; print(*rows, sep="\n")
def fill(g):
    seen, areas = set(), []
    for y, r in enumerate(g):
        for x, c in enumerate(r):
            if c == "." and (x, y) not in seen:
                q, n = collections.deque([(x, y)]), 0; seen.add((x, y))
                while q:
                    a, b = q.popleft(); n += 1
                    for p in ((a + 1, b), (a - 1, b), (a, b + 1), (a, b - 1)):
                        if p not in seen and 0 <= p[0] < 20 and 0 <= p[1] < 10 and g[p[1]][p[0]] == ".": seen.add(p); q.append(p)
                areas.append(n)
    return sorted(areas, reverse=True)
print(fill(rows)); print(*("".join(r) for r in zip(*rows[::-1])), sep="\n"); print(["".join(c for c in r if c == "#").__len__() for r in rows], collections.Counter("".join(rows)))
line = "." * 15 + "#" + "." * 15
for _ in range(8): print(line); line = "".join("#" if (30 >> int("".join("1" if line[(i + d) % 31] == "#" else "0" for d in (-1, 0, 1)), 2)) & 1 else "." for i in range(31))
s = {c: i for i, c in enumerate("NESW")}; x = y = d = 0
for cmd in "F10 R1 F5 L2 F3 R3 F8".split():
    n = int(cmd[1:])
    if cmd[0] == "F": x += (0, 1, 0, -1)[d] * n; y += (1, 0, -1, 0)[d] * n
    else: d = (d + (n if cmd[0] == "R" else -n)) % 4
print(x, y, "NESW"[d])
