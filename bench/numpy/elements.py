import numpy as np

x = np.random.default_rng(4).random(10**7)
y = x[::-1].copy()
for _ in range(4):
    y = np.sqrt(np.abs(x * y) + 0.5) - x / (y + 1.0)
print(round(float(y.sum()), 4), int((y > 0.5).sum()))
