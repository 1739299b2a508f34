# base64, binascii, quopri, codecs, urllib.parse, html.
import base64, binascii, codecs, quopri, urllib.parse, html
d = bytes(range(0, 256, 7))
for f in ("b16", "b32", "b64", "a85", "b85", "urlsafe_b64", "b32hex"): e = getattr(base64, f + "encode")(d); print(f, e, getattr(base64, f + "decode")(e) == d)
print(binascii.b2a_uu(b"hello"), binascii.unhexlify("deadBEEF"), codecs.encode("hello", "rot13"), codecs.decode("68656c6c6f", "hex"), codecs.encode(b"aaaa", "zlib")[:2], quopri.encodestring("a=é\n".encode()))
for bad in ("a", "YQ=", "!!"):
    try: print(base64.b64decode(bad, validate=True))
    except binascii.Error as e: print(e)
for enc in ("utf-8", "utf-16", "utf-16-le", "utf-32-be", "latin-1", "cp1252", "iso8859-15", "shift_jis", "gb18030", "koi8-r", "utf-7", "punycode", "idna", "ascii"):
    try: e = "aé€".encode(enc); print(enc, e, e.decode(enc) == "aé€")
    except UnicodeError as x: print(enc, x.reason if hasattr(x, "reason") else x)
for h in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace"): print(h, "aé€".encode("ascii", h))
print(b"a\xffb".decode("utf-8", "replace"), b"\xff".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"), urllib.parse.quote("a b/é?"), urllib.parse.unquote("%C3%A9+x"), urllib.parse.urlencode({"a": [1, 2], "b": "x y"}, True), urllib.parse.urlsplit("http://u:p@h:80/p;x?q=1#f"), urllib.parse.urljoin("http://h/a/b", "../c"), urllib.parse.parse_qs("a=1&a=2&b="), html.escape("<a&\"'>"), html.unescape("&lt;&eacute;&#8364;&amp;"))
