# A small text report: words, frequencies, caesar, anagrams, levenshtein, wrap, difflib.
import collections, difflib, re, string, textwrap, unicodedata
t = "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness." * 3
w = re.findall(r"[a-z]+", t.lower()); c = collections.Counter(w); print(c.most_common(5), len(w), len(set(w)), max(w, key=len)); print(collections.Counter(map(len, w)))
def caesar(s, k): return s.translate(str.maketrans(string.ascii_letters, string.ascii_lowercase[k:] + string.ascii_lowercase[:k] + string.ascii_uppercase[k:] + string.ascii_uppercase[:k]))
print(caesar("Hello, World", 3), caesar(caesar("Hello", 5), 21)); g = collections.defaultdict(list); [g["".join(sorted(x))].append(x) for x in "listen silent enlist google elbow below tar rat art".split()]; print([v for v in g.values() if len(v) > 1])
def lev(a, b):
    p = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        q = [i]
        for j, y in enumerate(b, 1): q.append(min(p[j] + 1, q[-1] + 1, p[j - 1] + (x != y)))
        p = q
    return p[-1]
print(lev("kitten", "sitting"), lev("", "abc"), difflib.get_close_matches("appel", ["ape", "apple", "peach"]), round(difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), 3)); print("\n".join(difflib.unified_diff("a b c d".split(), "a x c d e".split(), "f", "g", lineterm=""))); print("\n".join(difflib.ndiff(["one", "two"], ["one", "tvo"]))); print(textwrap.fill(t[:150], 40, initial_indent="* ", subsequent_indent="  ")); print(textwrap.wrap("averyveryverylongword short", 8), "".join(x for x in unicodedata.normalize("NFKD", "Ünïcödé") if not unicodedata.combining(x)))
def rle(s): return "".join(f"{len(m[0])}{m[1]}" for m in re.finditer(r"(.)\1*", s))
def roman(n): return "".join(s * (q := n // v) + (n := n % v, "")[1] for v, s in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split())) if False else n
print(rle("aaabbc"), [s for s in ("level", "noon", "abc") if s == s[::-1]], re.sub(r"(?<!^)(?=[A-Z])", "_", "camelCaseName").lower(), "".join(p.title() for p in "snake_case_name".split("_")), re.sub(r"(\d)(?=(\d{3})+$)", r"\1,", "1234567"), [m.start() for m in re.finditer("(?=aa)", "aaaa")])
def kmp(t, p):
    f, k, r = [0], 0, []
    for ch in p[1:]:
        while k and p[k] != ch: k = f[k - 1]
        k += p[k] == ch; f.append(k)
    k = 0
    for i, ch in enumerate(t):
        while k and (k == len(p) or p[k] != ch): k = f[k - 1]
        k += p[k] == ch
        if k == len(p): r.append(i - k + 1)
    return r
print(kmp("abababcabab", "abab"))
