# Numerical algorithms in plain Python: matrices, Gauss, FFT, Newton, integration.
import cmath, math
def mul(a, b): return [[sum(x * y for x, y in zip(r, c)) for c in zip(*b)] for r in a]
a = [[(i * 7 + j * 3) % 11 + (i == j) * 5 for j in range(8)] for i in range(8)]; print(mul(a, a)[3])
def solve(a, b):
    m = [r[:] + [x] for r, x in zip(a, b)]; n = len(m)
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i])); m[i], m[p] = m[p], m[i]
        for r in range(i + 1, n): f = m[r][i] / m[i][i]; m[r] = [x - f * y for x, y in zip(m[r], m[i])]
    x = [0] * n
    for i in reversed(range(n)): x[i] = (m[i][n] - sum(m[i][j] * x[j] for j in range(i + 1, n))) / m[i][i]
    return x
x = solve(a, list(range(8))); print([f"{v:.10f}" for v in x], max(abs(sum(r * v for r, v in zip(row, x)) - i) for i, row in enumerate(a)) < 1e-9)
def fft(v):
    n = len(v)
    if n == 1: return v
    e, o = fft(v[::2]), fft(v[1::2]); t = [cmath.exp(-2j * math.pi * k / n) * o[k] for k in range(n // 2)]
    return [x + y for x, y in zip(e, t)] + [x - y for x, y in zip(e, t)]
print([f"{abs(z):.6f}" for z in fft([math.sin(i) for i in range(32)])[:8]])
y = 1.0
for _ in range(8): y -= (y ** 3 - 2) / (3 * y * y)
print(repr(y)); n = 1000; h = math.pi / n; print(repr(sum((1, 4, 2)[0 if i in (0, n) else 1 if i % 2 else 2] * math.sin(i * h) for i in range(n + 1)) * h / 3))
def mandel(c): z = 0; return next((i for i in range(40) if abs(z := z * z + c) > 2), 40)
print("\n".join("".join(" .:-=+*#%@"[mandel(complex(-2 + i / 16, -1 + j / 6)) // 5 % 10] for i in range(48)) for j in range(13)))
s = [[0] * 9 for _ in range(9)]; q = []
def queens(r=0, c=0, d=0, e=0, n=7):
    if r == n: return 1
    return sum(queens(r + 1, c | 1 << i, d | 1 << r + i, e | 1 << r - i + n) for i in range(n) if not (c >> i | d >> r + i | e >> r - i + n) & 1)
print(queens()); v = [0, 1] + [0] * 298
for i in range(2, 300): v[i] = (v[i - 1] * 31 + v[i - 2] * 17) % 997
print(v[-5:], sum(v))
