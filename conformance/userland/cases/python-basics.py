#!/usr/bin/python3
# program: python3.11
# what: json, re, decimal, datetime, hashlib, zlib, struct, pathlib, collections
# sample: yes
import array, base64, bisect, collections, csv, datetime, decimal, fractions, functools, hashlib, heapq, io, itertools, json, math, os, pathlib, pickle, random, re, statistics, string, struct, sys, tempfile, textwrap, uuid, zlib
print(json.dumps({"b": [1, 2.5, None, "ü"], "a": {"x": True}}, sort_keys=True, indent=1))
print(re.sub(r"(\w+)@(\w+)", r"\2 at \1", "user@host"), re.findall(r"\d+", "a1b22c333"))
decimal.getcontext().prec = 40; print(decimal.Decimal(2).sqrt(), fractions.Fraction(3, 7) + fractions.Fraction(1, 3))
print(datetime.datetime(2024, 2, 28, tzinfo=datetime.timezone.utc) + datetime.timedelta(days=2), hashlib.sha256(b"x").hexdigest(), zlib.crc32(b"x"), len(zlib.compress(b"a" * 10000)))
print(struct.pack("<IdH", 1, 2.5, 3).hex(), base64.b64encode(b"hello"), collections.Counter("abracadabra").most_common(3), list(itertools.accumulate(range(6))))
random.seed(5); print([random.randint(0, 99) for _ in range(5)], random.random(), statistics.stdev([1, 2, 3, 4]), math.comb(50, 25), 2 ** 200, 1e308 * 10, round(2.675, 2))
p = pathlib.Path("d"); p.mkdir(); (p / "f").write_text("x\n" * 3); print(sorted(q.name for q in p.iterdir()), (p / "f").stat().st_size, textwrap.fill("aaa bbb ccc", 7), pickle.loads(pickle.dumps({1: {2}})), heapq.nsmallest(2, [3, 1, 2]), uuid.uuid5(uuid.NAMESPACE_DNS, "x"), sys.version_info[:2])
@functools.lru_cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(90), f"{math.pi:.3f} {1234567:,} {'x':>5}|", sorted(os.listdir(".")))
try: 1 / 0
except ZeroDivisionError as e: print(type(e).__name__, e)
match {"k": [1, 2, 3]}:
    case {"k": [first, *rest]}: print(first, rest)
