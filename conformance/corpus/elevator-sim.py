# An elevator simulation with generators as processes.
import heapq
class Sim:
    def __init__(s): s.t, s.q, s.n = 0, [], 0
    def at(s, d, g): s.n += 1; heapq.heappush(s.q, (s.t + d, s.n, g))
    def run(s, until):
        while s.q and s.q[0][0] <= until:
            s.t, _, g = heapq.heappop(s.q)
            try: s.at(next(g), g)
            except StopIteration: pass
sim, calls, log = Sim(), [], []
def rider(n, start, a, b):
    yield start
    calls.append((a, b, n)); log.append(f"{sim.t} {n} waits at {a}")
def elevator():
    floor, inside = 0, []
    while True:
        for c in [c for c in calls if c[0] == floor]: calls.remove(c); inside.append(c); log.append(f"{sim.t} {c[2]} enters at {floor}")
        for c in [c for c in inside if c[1] == floor]: inside.remove(c); log.append(f"{sim.t} {c[2]} leaves at {floor}")
        want = [c[1] for c in inside] or [c[0] for c in calls]
        if want: goal = min(want, key=lambda f: (abs(f - floor), f)); floor += (goal > floor) - (goal < floor)
        yield 1
for i in range(6): sim.at(0, rider(f"r{i}", i * 3 % 7 + i, (i * 5) % 8, (i * 3 + 4) % 8))
sim.at(0, elevator()); sim.run(80); print(*log, sep="\n"); print(sim.t, len(calls))
