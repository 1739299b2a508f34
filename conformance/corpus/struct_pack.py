# struct: formats, sizes, alignment, endianness, iteration.
import struct
print(struct.pack("<bBhHiIqQ", -1, 255, -2, 65535, -3, 4294967295, -4, 2**64 - 1).hex(), struct.pack(">hi", 1, 2).hex(), struct.pack("!fd", 1.5, -2.25).hex())
for f in ["b", "h", "i", "l", "q", "P", "bi", "bq", "=bi", "3s", "10p", "?", "e", "n"]: print(f, struct.calcsize(f))
print(struct.unpack("<3sxH", b"abc\0\x01\x02"), struct.unpack_from("<I", b"xx\1\0\0\0", 2), list(struct.iter_unpack("<H", bytes(range(6)))), struct.pack("5s3p", b"ab", b"xyz"), struct.pack("?", []), struct.unpack("<e", struct.pack("<e", 0.1)))
b = bytearray(8); struct.pack_into(">I", b, 2, 0xdeadbeef); print(b.hex())
s = struct.Struct("<ih"); print(s.size, s.unpack(s.pack(7, -7)), s.format)
for bad in [("B", 256), ("h", 40000), ("<i", "x"), ("2s", 5)]:
    try: struct.pack(*bad)
    except struct.error as e: print(e)
try: struct.unpack("<I", b"abc")
except struct.error as e: print(e)
print(struct.pack("<d", float("nan")).hex()[-4:], struct.unpack("<d", b"\0" * 6 + b"\xf0\x7f"), struct.unpack("<f", struct.pack("<f", 0.1)))
