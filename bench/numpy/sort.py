import numpy as np

x = np.random.default_rng(2).random(10**7)
x.sort()
print(float(x[12345]), float(x[-1]))
