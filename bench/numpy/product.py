import numpy as np

a = np.random.default_rng(1).random((900, 900))
b = a
for _ in range(4):
    b = (a @ b) / 450
print(round(float(b.sum()), 3))
