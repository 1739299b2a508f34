# The spectral norm of an infinite matrix: calls in generator expressions.
def a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(u, f):
    n = range(len(u))
    return [sum(f(i, j) * u[j] for j in n) for i in n]


def both(u):
    return times(times(u, a), lambda i, j: a(j, i))


u = [1.0] * 380
for _ in range(8):
    v = both(u)
    u = both(v)
print(f"{(sum(x * y for x, y in zip(u, v)) / sum(y * y for y in v)) ** 0.5:.9f}")
