# Formatting, splitting and joining text.
words = "the quick brown fox jumps over the lazy dog while nobody looks".split()
total = 0
for n in range(450_000):
    line = f"{n:>8} {words[n % len(words)]:<10} {n / 3:.4f} {n:x}"
    parts = line.upper().split()
    total += len(",".join(parts)) + line.count("0") + line.find("F")
    if parts[1].startswith("QU"):
        total += len("%s-%d" % (parts[1].lower().title(), n))
    total += len(line.replace(" ", "_").encode().decode("ascii").strip("_"))
print(total)
