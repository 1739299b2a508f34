# bytes, bytearray, memoryview, array.
import array, sys
b = b"hello\x00\xff"; print(b, b[0], b[1:3], b.hex(" "), b.find(b"l"), b.replace(b"l", b"L"), b.split(b"l"), b.upper(), b.center(11, b"*"), b"%s-%d" % (b"x", 5), b.translate(None, b"lo"), bytes(3), bytes([65, 66]), bytes("é", "utf8"), b"a,b".partition(b","), b"\t x ".strip(), b"ab" * 3, b"a" in b"cat", b.isascii(), b"ab" < b"b", b"AbC".swapcase(), b"x".join([b"1", b"2"]))
a = bytearray(b"abc"); a += b"def"; a[0] = 90; a[1:3] = b"---"; a.append(33); a.insert(0, 48); del a[2]; a.extend([1, 2]); a.reverse(); print(a, a.pop(), len(a), a.count(b"-"), a.decode("latin-1")[:2]); a.clear(); print(a)
m = memoryview(bytearray(range(12))); print(m[2:5].tolist(), m.cast("H").tolist(), m.cast("B", (3, 4)).tolist() if True else 0, m[::2].tobytes(), m.nbytes, m.format, m.readonly); m[0:2] = b"zz"; print(bytes(m[:3])); n = m.cast("I"); n[1] = 0x01020304; print(bytes(m[4:8])); m.release() if False else None
try: memoryview(b"ro")[0] = 1
except TypeError as e: print(e)
for t in "bBhHiIlLqQfd": x = array.array(t, [1, 2, 3]); print(t, x.itemsize, x.tobytes().hex()[:16], end="; ")
x = array.array("i", range(5)); x.byteswap(); print(x); x.byteswap(); x.extend([7]); x.fromlist([8]); print(x.tolist(), x.index(3), x.buffer_info()[1], x[1:3], array.array("d", [0.1]) == array.array("d", [0.1]), array.array("u", "hé").tounicode())
try: array.array("b", [200])
except OverflowError as e: print(e)
print(int.from_bytes(b"\x01\x02", "big"), (1024).to_bytes(2, "little"), sys.byteorder, bytes.fromhex("00ff"), b"\\x".decode("unicode_escape") if False else "", b"\xe2\x82\xac".decode(), list(b"ab"), bytes(reversed(b"abc")), max(b"az"), b"a\nb\r\nc".splitlines(), hash(b"a") == hash(b"a"), b"z".zfill(4), b"%x" % 255, b"%08.3f" % 3.14159, b"1.5e3".isdigit(), float(b"1.5e3"), int(b"42"))
