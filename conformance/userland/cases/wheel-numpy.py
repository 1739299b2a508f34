#!/usr/bin/python3
# program: numpy
# what: wheel: matrix product, sort, FFT, linear algebra, element-wise, random
# timeout: 900
# needs: wheels
import numpy as np
a = np.arange(12).reshape(3, 4); print(a @ a.T, a.sum(0), a[a % 2 == 0]); r = np.random.default_rng(1); x = r.standard_normal(1000); print(np.sort(x)[:3].round(6), x.mean().round(6)); print(np.abs(np.fft.fft(np.sin(np.arange(64) * np.pi / 8))).round(3)[:6]); m = np.array([[2.0, 1], [1, 3]]); print(np.linalg.solve(m, [1, 2]), np.linalg.eigvalsh(m).round(6), np.linalg.det(m).round(6)); print(np.exp(np.linspace(0, 1, 5)).round(6), np.float32(1) / 3, np.datetime64("2024-02-28") + 2, np.array(["b", "a"]).argsort(), np.cumsum([1, 2, 3], dtype=np.int8)); np.save("f.npy", a); print(np.load("f.npy").shape, np.__version__)
