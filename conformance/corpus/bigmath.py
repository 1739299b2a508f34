# Number theory: Miller-Rabin, RSA, continued fractions, pi and e to many digits, CRT.
import math, random
def is_prime(n):
    if n < 2 or n % 2 == 0: return n == 2
    d, s = n - 1, 0
    while d % 2 == 0: d, s = d // 2, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if a % n == 0: continue
        x = pow(a, d, n)
        if x in (1, n - 1): continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1: break
        else: return False
    return True
print([n for n in range(100) if is_prime(n)], is_prime(2**127 - 1), is_prime(2**131 - 1)); r = random.Random(9)
def prime(bits):
    while not is_prime(n := r.getrandbits(bits) | 1 << bits - 1 | 1): pass
    return n
p, q = prime(256), prime(256); n, e = p * q, 65537; d = pow(e, -1, (p - 1) * (q - 1)); m = int.from_bytes(b"attack at dawn", "big"); c = pow(m, e, n); print(hex(c)[:20], pow(c, d, n).to_bytes(14, "big"))
def arctan(x, unity):
    s = t = unity // x; k, sign = 3, -1
    while t: t //= x * x; s += sign * (t // k); k += 2; sign = -sign
    return s
u = 10**210; print((4 * (4 * arctan(5, u) - arctan(239, u))) // 10**10); f, s, k = u, 0, 0
while f: s += f; k += 1; f //= k
print(s // 10**10); a, x = [], math.sqrt(7)
for _ in range(10): a.append(int(x)); x = 1 / (x - int(x))
print(a); print(sum(x * (1155 // m) * pow(1155 // m, -1, m) for x, m in ((2, 3), (3, 5), (2, 7), (6, 11))) % 1155, math.isqrt(2 * 10**100), [pow(2, i, 1000007) for i in range(0, 100, 9)])
