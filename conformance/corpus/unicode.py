# Unicode: normalization, categories, width, case, graphemes, bidi, encodings.
import unicodedata as u, collections
s = "Ångström ﬁ ½ ２ Ⅷ ß ǆ Σς 中文 עברית 😀👍🏽 e\u0301"
for f in ("NFC", "NFD", "NFKC", "NFKD"): n = u.normalize(f, s); print(f, len(n), n.encode()[:20], u.is_normalized(f, s))
print(collections.Counter(map(u.category, s))); print([(c, u.name(c, "?")) for c in "åß中😀\u200d"]); print([(c, u.numeric(c, None), u.decimal(c, None), u.digit(c, None)) for c in "½２Ⅷ5²"]); print([u.east_asian_width(c) for c in "a中ａ\u0301"], [u.bidirectional(c) for c in "aע1"], u.combining("\u0301"), u.mirrored("("), u.decomposition("é"), u.lookup("GREEK SMALL LETTER OMEGA"), u.unidata_version)
print(s.upper(), s.lower(), s.title(), s.casefold(), s.swapcase()); print("ß".upper(), "ΑΣ".lower(), "ŉ".upper(), "ﬃ".upper(), "İ".lower().encode(), "straße".casefold() == "STRASSE".casefold(), "\u1e9e".lower())
print([c.isidentifier() for c in ("é", "2a", "中", "a b")], "²".isdigit(), "²".isdecimal(), "Ⅷ".isnumeric(), "\u3000".isspace(), "\u00ad".isprintable(), sorted("äzaÄZ"), ascii("é中😀"), "é中😀".encode("unicode_escape"), "é中😀".encode("utf-16-le").hex(), len("😀"), len("😀".encode("utf-16")) // 2)
for b in (b"\xc3\x28", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"abc\xe2\x82"):
    try: b.decode()
    except UnicodeDecodeError as e: print(e.start, e.end, e.reason, b.decode(errors="replace"))
print("\ud800".encode("utf-8", "surrogatepass"), [hex(ord(c)) for c in b"\x80a".decode("utf-8", "surrogateescape")], "a\u0300".replace("\u0300", ""), "".join(chr(x) for x in range(0x391, 0x39a)), "x\u2028y\x0bz\x85".splitlines(), " \u00a0x ".strip() == "x", "１２".translate({0xff11: "1"}), int("１２"), float("٣.٥"))
