# Floats: repr, rounding, special values, math functions.
import math, sys, struct
print(0.1 + 0.2, 1e16, 1e22, 1e-5, 123456789012345680.0, 5e-324, 1.7976931348623157e308, float("1e400"), -0.0, 2.5e10, 1/3, 1e15 + 0.3, float.hex(0.1), float.fromhex("0x1.8p3"), (0.1).as_integer_ratio(), sys.float_info.epsilon)
print(round(0.5), round(1.5), round(2.675, 2), round(-2.5), round(1234.5678, -2), math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5), -7.5 // 2, -7.5 % 2, math.fmod(-7.5, 2), math.remainder(7, 4), math.copysign(1, -0.0), math.frexp(10), math.ldexp(0.5, 5), math.modf(-2.75))
inf, nan = math.inf, math.nan; print(inf - inf, inf * 0, nan == nan, inf > 1e308, -inf < 0, math.isnan(nan), math.isclose(0.1 + 0.2, 0.3), [nan] == [nan], min(1, nan), max(nan, 1), 0.0 == -0.0, inf // 1, math.isfinite(inf))
for f in ("sin cos tan asin acos atan sinh cosh tanh asinh atanh exp expm1 log1p log10 log2 sqrt cbrt erf erfc gamma lgamma".split()): print(f, repr(getattr(math, f)(0.37)))
print(math.atan2(-1, -1), math.hypot(3, 4, 12), math.pow(2, 0.5), 2**0.5, math.log(100, 10), math.fsum([0.1] * 10), sum([0.1] * 10), math.prod([1.5, 2, 3]), math.dist((0, 0), (3, 4)), math.nextafter(1, 2), math.ulp(1.0), math.degrees(math.pi), math.e, math.tau, math.acosh(1.5))
for f in (lambda: 1.0 / 0, lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.exp(1000), lambda: int(nan), lambda: float("x"), lambda: 10.0**400):
    try: print(f())
    except (ZeroDivisionError, ValueError, OverflowError) as e: print(type(e).__name__, e)
x = 1.0
for i in range(1, 60): x = x * 1.1 - 0.05 / i
print(repr(x), "%.20f" % 0.1, "%e" % 12345.6789, "%g" % 1e-5, f"{1e100:.3f}"[:10], float("  1_0.5e-1 "), complex(1, -2) ** 2, abs(3 + 4j), (1 + 2j) * (3 - 1j), 1j ** 2)
