# Integers: big arithmetic, bases, bits.
import math
print(2**521 - 1, math.factorial(50), pow(3, 1000, 10**9 + 7), pow(7, -1, 31), divmod(-17, 5), divmod(17, -5), -17 // 5, -17 % 5, 10**40 // 7**20, (10**40) % (7**20), math.isqrt(10**40 + 1), math.gcd(2**40, 6**20), math.lcm(12, 18, 7), math.comb(100, 50), math.perm(10, 3))
print(int("ff", 16), int("0b101", 0), int("z", 36), int("1_000"), hex(255), bin(-5), oct(8), (255).to_bytes(2, "big"), int.from_bytes(b"\xff\xfe", "little", signed=True), (10).bit_length(), (0b1011).bit_count(), ~5, 5 & 3, 5 | 8, 5 ^ 1, 1 << 70, -1 >> 3, -(1 << 64) >> 60, True + True, round(12345, -2), int(-3.9), int("  42 "))
a = 3**300; b = 7**200; print(a * b % 1000003, str(a * b)[:20], len(str(a * b)), (a * b) // b == a, hash(2**61 - 1), hash(-1), a > b, a & b == b & a, (a << 13) >> 13 == a)
for bad in ("", "x", "1.5", "0x10", "1__0"):
    try: int(bad)
    except ValueError as e: print(e)
f = [0, 1]; [f.append(f[-1] + f[-2]) for _ in range(300)]; print(f[300]); print(sum(d * d for d in map(int, str(2**1000))), all(pow(2, p - 1, p) == 1 for p in (101, 1009, 10007)), [n for n in range(2, 100) if all(n % i for i in range(2, math.isqrt(n) + 1))])
