#!/usr/bin/python3
# program: scipy
# what: wheel: optimisation, integration, interpolation, sparse matrices, statistics
# timeout: 1200
# needs: wheels
import numpy as np; from scipy import integrate, interpolate, linalg, optimize, sparse, special, stats
print(round(optimize.brentq(lambda x: x ** 3 - 2, 0, 2), 8), optimize.minimize(lambda v: (v[0] - 1) ** 2 + (v[1] + 2) ** 2, [0, 0]).x.round(4), round(integrate.quad(np.sin, 0, np.pi)[0], 8), interpolate.CubicSpline([0, 1, 2], [0, 1, 4])(1.5).round(6), sparse.csr_matrix(np.eye(4)).dot([1, 2, 3, 4]), special.gamma(5.5).round(6), stats.norm.cdf(1.96).round(6), linalg.lu(np.array([[1.0, 2], [3, 4]]))[2].round(4))
