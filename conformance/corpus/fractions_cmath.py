# fractions, cmath, numbers, complex.
from fractions import Fraction as F; import cmath, math, numbers
print(F(1, 3) + F(1, 6), F("0.125"), F(0.1), F("22/7").limit_denominator(5), F(math.pi).limit_denominator(1000), F(-7, 2) // 1, F(-7, 2) % 1, round(F(7, 2)), F(3, 4) ** -2, float(F(1, 7)), F(1, 3) < 0.34, hash(F(2)) == hash(2), F(5).numerator, abs(F(-1, 2)), divmod(F(7, 2), F(2, 3)), math.floor(F(-1, 2)), sum(F(1, n) for n in range(1, 20)), F(10, 4).as_integer_ratio(), str(F(6, 3)))
h = F(0)
for k in range(12): h = 1 / (2 + h)
print(1 + h, float(1 + h))
try: F(1, 0)
except ZeroDivisionError as e: print(e)
z = 3 + 4j; print(abs(z), z.conjugate(), z * z, z / (1 - 2j), z ** 0.5, cmath.sqrt(-1), cmath.phase(z), cmath.polar(z), cmath.rect(2, cmath.pi / 3), cmath.exp(1j * cmath.pi), cmath.log(-1), cmath.sin(z), cmath.cosh(z), cmath.atan(0.5j), complex("1e2-3j"), z == 3 + 4j, z.real, repr(complex(-0.0, 0.0)), f"{z:.2f}", cmath.isclose(z, z + 1e-12), cmath.inf, (1 + 2j) ** 3, (2 + 0j) ** -1, 1j ** 1j)
for v in (1, 1.5, F(1, 2), 2j, True): print(type(v).__name__, [n.__name__ for n in (numbers.Integral, numbers.Rational, numbers.Real, numbers.Complex) if isinstance(v, n)])
r = [cmath.exp(2j * cmath.pi * k / 6) for k in range(6)]; print([f"{x:.3f}" for x in r], f"{sum(r):.3f}"); a, b, c = 1, -3, 5; d = cmath.sqrt(b * b - 4 * a * c); print([(-b + s * d) / 2 / a for s in (1, -1)])
try: 1j < 2j
except TypeError as e: print(e)
