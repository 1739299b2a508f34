import numpy as np

x = np.random.default_rng(3).random(1 << 20)
for _ in range(5):
    y = np.fft.fft(x)
    x = np.fft.ifft(y).real
print(round(float(abs(y).sum()), 2))
