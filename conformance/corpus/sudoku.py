# Sudoku by constraint propagation and search.
def cross(a, b): return [x + y for x in a for y in b]
R, C = "ABCDEFGHI", "123456789"; cells = cross(R, C); units = [cross(R, c) for c in C] + [cross(r, C) for r in R] + [cross(r, c) for r in ("ABC", "DEF", "GHI") for c in ("123", "456", "789")]
peers = {s: {p for u in units if s in u for p in u} - {s} for s in cells}; U = {s: [u for u in units if s in u] for s in cells}
def assign(v, s, d): return v if all(elim(v, s, e) for e in v[s].replace(d, "")) else None
def elim(v, s, d):
    if d not in v[s]: return v
    v[s] = v[s].replace(d, "")
    if not v[s] or len(v[s]) == 1 and not all(elim(v, p, v[s]) for p in peers[s]): return None
    for u in U[s]:
        w = [x for x in u if d in v[x]]
        if not w or len(w) == 1 and not assign(v, w[0], d): return None
    return v
def search(v):
    if v is None or all(len(v[s]) == 1 for s in cells): return v
    _, s = min((len(v[s]), s) for s in cells if len(v[s]) > 1)
    return next((r for d in v[s] if (r := search(assign(v.copy(), s, d)))), None)
def solve(g):
    v = {s: C for s in cells}
    for s, d in zip(cells, g):
        if d in C and not assign(v, s, d): return None
    return search(v)
for g in ("..3.2.6..9..3.5..1..18.64....81.29..7.......8..67.82....26.95..8..2.3..9..5.1.3..", "4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......"):
    v = solve(g); print("\n".join(" ".join(v[r + c] for c in C) for r in R), "\n")
print(solve("55" + "." * 79))
