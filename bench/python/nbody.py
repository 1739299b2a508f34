# Planets that attract each other: floating point and attribute-free lists.
def pairs(bodies):
    return [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]


BODIES = [
    ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 39.47),
    ([4.84, -1.16, -0.10], [0.606, 2.81, -0.02], 0.037),
    ([8.34, 4.12, -0.4], [-1.01, 1.82, 0.008], 0.011),
    ([12.89, -15.11, -0.22], [1.08, 0.868, -0.01], 0.0017),
    ([15.37, -25.9, 0.179], [0.979, 0.594, -0.034], 0.002),
]


def advance(dt, n, bodies, pairs):
    for _ in range(n):
        for (p, v, m), (q, w, o) in pairs:
            dx, dy, dz = p[0] - q[0], p[1] - q[1], p[2] - q[2]
            mag = dt * ((dx * dx + dy * dy + dz * dz) ** -1.5)
            bm, bo = m * mag, o * mag
            v[0] -= dx * bo
            v[1] -= dy * bo
            v[2] -= dz * bo
            w[0] += dx * bm
            w[1] += dy * bm
            w[2] += dz * bm
        for r, v, _m in bodies:
            r[0] += dt * v[0]
            r[1] += dt * v[1]
            r[2] += dt * v[2]


advance(0.01, 200_000, BODIES, pairs(BODIES))
# Other implementations of pow differ in the last digits.
print([round(x, 6) for x in BODIES[0][0]])
