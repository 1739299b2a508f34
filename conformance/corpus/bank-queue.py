# An order book: prices matched in time order.
import heapq
class Book:
    def __init__(s): s.buy, s.sell, s.seq, s.trades = [], [], 0, []
    def add(s, side, price, qty, who):
        s.seq += 1; mine, other, sign = (s.buy, s.sell, -1) if side == "buy" else (s.sell, s.buy, 1)
        while qty and other and (other[0][0] * -sign * -1 <= price if side == "buy" else -other[0][0] >= price):
            p, n, q, w = heapq.heappop(other); take = min(q, qty); qty -= take; s.trades.append((who, w, abs(p), take))
            if q > take: heapq.heappush(other, (p, n, q - take, w))
        if qty: heapq.heappush(mine, (sign * price, s.seq, qty, who))
b = Book()
for i in range(24): b.add("buy" if i % 3 else "sell", 100 + (i * 7) % 11 - 5, 1 + i % 4, f"t{i}")
for t in b.trades: print(*t)
print(len(b.buy), len(b.sell), sum(t[3] for t in b.trades)); print(sorted((-p, q) for p, _, q, _ in b.buy)[-3:], sorted((p, q) for p, _, q, _ in b.sell)[:3])
assert not b.buy or not b.sell or -b.buy[0][0] < b.sell[0][0]
try: b.add("buy", None, 1, "x")
except TypeError as e: print("bad price")
