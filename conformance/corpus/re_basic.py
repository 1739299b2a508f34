# re: groups, lookaround, flags, substitution, splitting.
import re
print(re.match(r"(\w+) (\d+)", "abc 123 x").groups(), re.search(r"(?P<y>\d{4})-(?P<m>\d\d)", "on 2024-05-06").groupdict())
print(re.findall(r"a.b", "axb a\nb", re.S), re.findall(r"^\w", "a\nb", re.M), re.findall(r"(?i)AB", "ab Ab"), re.findall(r"(?<=\$)\d+(?!\d|%)", "$10 $20%"))
print(re.sub(r"(\w)(\w)", r"\2\1", "abcd"), re.sub(r"\d+", lambda m: str(int(m[0]) * 2), "a1b22"), re.subn("a", "b", "banana", 2), re.split(r"[,;]\s*", "a, b;c", 1), re.split(r"(-)", "a-b-c"))
print([m.span() for m in re.finditer(r"o+", "foo boo")], re.fullmatch(r"[a-f0-9]+", "c0ffee") is not None, re.escape("a.b*c"), re.compile(r"""
 (\d+)  # number
 \s* ([a-z]+) # unit
""", re.X).match("12 kg").groups())
print(re.sub(r"(?P<a>.)(?P=a)", "<\\g<a>>", "aabbc"), re.findall(r"\b\w{3}\b", "the cat sat on"), re.match(r"(a)|(b)", "b").lastindex, re.findall(r"(?:ab)+?", "ababab"), re.sub(r"^", "> ", "a\nb", flags=re.M))
print(re.findall(r"[^\W\d_]+", "äöü 12 ß_x"), re.findall(rb"\w+", "aä".encode()), re.search(r"(.+)\1", "abcabc")[0], re.match(r"(?:(a)|b)*", "ab").group(1), re.findall(r"(?>a+)b|a", "aab a"), re.match("a{2,3}?", "aaaa")[0])
for bad in ["(", "[a", "*a", r"(?P<n>a)(?P<n>b)", r"\1(a)"]:
    try: re.compile(bad)
    except re.error as e: print(e)
print(re.sub(r"\s+", " ", "a  b\t\nc"), re.split(r"\b", "a b")[:3], bool(re.match(r"(?=.*\d)(?=.*[a-z]).{4,}$", "abc1")), re.sub("(?<!x)a", "A", "xa a"))
