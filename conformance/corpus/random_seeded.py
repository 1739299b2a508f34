# random with seeds, statistics, secrets-free.
import random, statistics as st
r = random.Random(42); print([r.random() for _ in range(3)], [r.randint(1, 6) for _ in range(10)], r.choice("abcdef"), r.sample(range(100), 5), r.choices("ab", [1, 3], k=6), r.uniform(1, 2), r.gauss(0, 1), r.expovariate(2), r.betavariate(1, 2), r.triangular(), r.getrandbits(70), r.randbytes(4)); x = list(range(10)); r.shuffle(x); print(x); s = r.getstate(); a = r.random(); r.setstate(s); print(a == r.random())
for m in ("gammavariate", "lognormvariate", "normalvariate", "vonmisesvariate", "paretovariate", "weibullvariate"): print(m, getattr(random.Random(7), m)(*([3] if m == "paretovariate" else [2, 1])))
random.seed("text"); print(random.random()); random.seed(b"bytes", 2); print(random.randrange(0, 100, 7))
d = [r.gauss(10, 2) for _ in range(200)]; print(st.mean(d), st.median(d), st.pstdev(d), st.variance(d), st.quantiles(d, n=4), st.mode([1, 2, 2]), st.multimode("aabb"), st.harmonic_mean([1, 2, 4]), st.geometric_mean([1, 10, 100]), st.fmean([1, 2]), st.correlation([1, 2, 3], [2, 4, 7]), st.linear_regression([1, 2, 3], [2, 4, 6.5]), st.NormalDist(0, 1).cdf(1.96), st.median_grouped([1, 2, 2, 3]))
pi = sum(random.Random(1).random() ** 2 for _ in range(1)); ins = 0; g = random.Random(3)
for _ in range(20000): ins += g.random() ** 2 + g.random() ** 2 < 1
print(ins)
