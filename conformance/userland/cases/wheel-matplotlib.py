#!/usr/bin/python3
# program: matplotlib
# what: wheel: draw a chart with text, the same PNG pixel by pixel
# timeout: 900
# needs: wheels
import hashlib, matplotlib; matplotlib.use("agg")
import matplotlib.pyplot as plt, numpy as np
f, ax = plt.subplots(1, 2, figsize=(8, 4)); x = np.linspace(0, 10, 200); ax[0].plot(x, np.sin(x), label="sin"); ax[0].plot(x, np.cos(x), "--", label="cos"); ax[0].legend(); ax[0].set_title("Waves"); ax[1].bar(["a", "b", "c"], [3, 1, 2]); ax[1].set_xlabel("things"); f.savefig("f.png"); p = plt.imread("f.png"); print(p.shape, hashlib.sha256((p * 255).astype("u1").tobytes()).hexdigest())
