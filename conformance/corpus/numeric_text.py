# Numbers in and out of text: parsing, grouping, bases, scientific, rounding modes, roman, words.
import re, decimal, locale, numbers
for s in ("42", " 7 ", "-0", "1_000", "0x1F", "0b11", "1e3", "1.5e-3", "inf", "nan", ".5", "5.", "+3", "1,000", "", "--1", "٣"):
    r = []
    for f in (int, float, lambda t: int(t, 0), decimal.Decimal):
        try: r.append(str(f(s)))
        except (ValueError, ArithmeticError): r.append("-")
    print(repr(s), r)
print([f"{x:.{p}f}" for x, p in ((2.5, 0), (3.5, 0), (0.125, 2), (1e21, 0), (-0.4, 0))], [f"{x:.3g}" for x in (1234567, 0.00012345, 100, 99.95, 1e-10)], [f"{x:,}" for x in (1234567, -1234.5, 10**12)], [f"{1234567.891:{f}}" for f in ("012.2f", "+,.0f", "_.1f", "e", "%", "G")], [format(255, f) for f in ("x", "#X", "b", "#o", "08b", "_b", "c")])
def roman(n): return "".join((n := n - v * (q := n // v)) * 0 * "" + s * q for v, s in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split()))
print([roman(n) for n in (1, 4, 1994, 2024)]); ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(); tens = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
def words(n): return ones[n] if n < 20 else tens[n // 10] + ("-" + ones[n % 10] if n % 10 else "") if n < 100 else ones[n // 100] + " hundred" + (" and " + words(n % 100) if n % 100 else "") if n < 1000 else words(n // 1000) + " thousand" + (" " + words(n % 1000) if n % 1000 else "")
print([words(n) for n in (0, 13, 42, 100, 999, 12345)]); d = "0123456789abcdefghijklmnopqrstuvwxyz"
def base(n, b): return (base(n // b, b) if n >= b else "") + d[n % b]
print([(b, base(10**12, b), int(base(10**12, b), b) == 10**12) for b in (2, 7, 16, 36)], [hex(int.from_bytes(x.encode(), "big")) for x in ("A", "é")], re.sub(r"(?<=\d)(?=(?:\d{3})+$)", "'", "1234567"), re.findall(r"[-+]?\d*\.?\d+(?:e[-+]?\d+)?", "a1.5 -2e3 .7x +8"), [round(x, n) for x, n in ((1234.5678, 2), (1234.5678, -2), (0.5, 0), (2.675, 2))], str(1e16), repr(0.1 + 0.7), 3 .__add__(4), (5).__class__.__name__, isinstance(1, numbers.Integral), bool("0"), bool(0.0), int(True))
