# Game of life on a set of cells.
from collections import Counter
def step(cells):
    n = Counter((x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
    return {c for c, k in n.items() if k == 3 or k == 2 and c in cells}
def show(cells, w=16, h=8): print("\n".join("".join("#" if (x, y) in cells else "." for x in range(w)) for y in range(h)), "\n")
glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
rpent = {(8, 3), (9, 3), (7, 4), (8, 4), (8, 5)}
c = glider | rpent
for i in range(40):
    if i % 20 == 0: show(c)
    c = step(c)
print(len(c), sorted(c)[:10])
