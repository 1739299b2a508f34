# Simulations with queues: a bank with tellers, round robin, josephus, producer and consumer.
import heapq, collections, random
r = random.Random(11); t, ev = 0, []
for i in range(12): t += r.randint(1, 4); heapq.heappush(ev, (t, 0, i))
free, wait, log = 2, collections.deque(), []
while ev:
    t, kind, c = heapq.heappop(ev)
    if kind == 0: wait.append(c); log.append(f"{t}:+{c}")
    else: free += 1; log.append(f"{t}:-{c}")
    while free and wait: n = wait.popleft(); free -= 1; heapq.heappush(ev, (t + r.randint(2, 9), 1, n))
print(*log)
q = collections.deque([("a", 7), ("b", 3), ("c", 5)]); order = []
while q:
    n, left = q.popleft(); order.append(n)
    if left > 2: q.append((n, left - 2))
print("".join(order)); d = collections.deque(range(1, 42)); out = []
while d: d.rotate(-2); out.append(d.popleft())
print(out[-3:]); med_lo, med_hi, meds = [], [], []
for i in range(30):
    x = r.randint(0, 99); heapq.heappush(med_hi, -heapq.heappushpop(med_lo, -x))
    if len(med_hi) > len(med_lo): heapq.heappush(med_lo, -heapq.heappop(med_hi))
    meds.append(-med_lo[0] if len(med_lo) > len(med_hi) else (med_hi[0] - med_lo[0]) / 2)
print(meds); print(list(heapq.merge(*[[i * k for i in range(4)] for k in (2, 3, 5)])))
