# decimal: precision, rounding, contexts, special values.
from decimal import *
D = Decimal; getcontext().prec = 28; print(D("0.1") + D("0.2"), D(1) / D(7), D("1.10") * 3, D("1e5") + 1, D(-7) // 2, D(-7) % 2, D("2") ** D("0.5"), D("NaN"), D("-Infinity") < 0)
for r in (ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_05UP): print(r, [str(D(x).quantize(D("0.1"), r)) for x in ("2.25", "2.35", "-2.25", "2.01")])
print(D("123.4500").normalize(), D("1E+3").to_eng_string(), D("123.456").as_tuple(), D(0.1), D("1234567.891").__format__(",.2f"), f"{D('0.00001'):e}", D("3.7").to_integral_value(), D(10).ln(), D(2).exp(), D("100").log10(), D(2).sqrt(Context(prec=50)))
with localcontext() as c: c.prec = 5; print(D(1) / 3, D("12345.678") + 0); c.traps[Inexact] = True
for f in (lambda: D(1) / 0, lambda: D("abc"), lambda: D(0) / 0, lambda: D("1e999999") * D("1e999999")):
    try: print(f())
    except ArithmeticError as e: print(type(e).__name__)
print(sum(map(D, ["0.1"] * 10)), max(D("1.0"), D("1.00")), D("1.0") == D(1), hash(D("1.0")) == hash(1), D(5).compare(D(3)), D("1.23").adjusted(), D("7").fma(2, 3), D("0x".replace("x", "")), D(255).logical_invert() if False else "", D("12").rotate(1), D("1").next_plus(Context(prec=3)), getcontext().flags[Inexact])
x, p = D(0), D(1)
for k in range(30): x += D(1) / p; p *= k + 1
print(x)
