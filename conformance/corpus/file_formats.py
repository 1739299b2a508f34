# Binary formats written and read by hand: WAV, BMP, PNG, TAR header, ELF header of a system file.
import struct, wave, zlib, io, math, hashlib, os
w = wave.open("t.wav", "wb"); w.setnchannels(1); w.setsampwidth(2); w.setframerate(8000); w.writeframes(b"".join(struct.pack("<h", int(math.sin(i / 8) * 20000)) for i in range(800))); w.close(); r = wave.open("t.wav"); print(r.getparams(), hashlib.md5(r.readframes(800)).hexdigest())
W, H = 16, 8; px = b"".join(bytes((x * 16, y * 32, (x ^ y) * 8)) for y in range(H) for x in range(W)); bmp = b"BM" + struct.pack("<IHHI", 54 + len(px), 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, W, -H, 1, 24, 0, len(px), 2835, 2835, 0, 0) + px; print(len(bmp), hashlib.md5(bmp).hexdigest())
def chunk(t, d): return struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + px[y * W * 3:(y + 1) * W * 3] for y in range(H)))) + chunk(b"IEND", b""); p = 8; kinds = []
while p < len(png): n, t = struct.unpack_from(">I4s", png, p); kinds.append((t.decode(), n, zlib.crc32(png[p + 4:p + 8 + n]) == struct.unpack_from(">I", png, p + 8 + n)[0])); p += 12 + n
print(kinds, hashlib.md5(png).hexdigest()); e = open("/bin/true", "rb").read(64); print(e[:4], struct.unpack_from("<HHI", e, 16)[:2], e[4], e[5]); h = open("/bin/true", "rb").read(); off, = struct.unpack_from("<Q", h, 32); size, n = struct.unpack_from("<HH", h, 54); print(size, [struct.unpack_from("<I", h, off + i * size)[0] for i in range(n)][:4])
print([struct.pack("<f", x).hex() for x in (1.0, -2.5, 0.1)], struct.unpack("<f", bytes.fromhex("0000c03f")), (0.15625).hex()); v = lambda n: b"".join(bytes([(n >> 7 * i & 127) | (128 if n >> 7 * (i + 1) else 0)]) for i in range(max(1, (n.bit_length() + 6) // 7))); print([v(n).hex() for n in (0, 1, 127, 128, 300, 2**40)])
def unv(b): return sum((c & 127) << 7 * i for i, c in enumerate(b))
print([unv(v(n)) for n in (0, 300, 2**40)]); os.truncate("t.wav", 20)
try: wave.open("t.wav")
except (wave.Error, EOFError) as x: print(type(x).__name__)
