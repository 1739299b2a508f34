# Streams: a producer in a child, length-prefixed records, checksums, a ring buffer, gzip on the fly.
import os, zlib, struct, hashlib, io, gzip, collections
r, w = os.pipe(); pid = os.fork()
if pid == 0:
    os.close(r)
    with os.fdopen(w, "wb") as f:
        z = gzip.GzipFile(fileobj=f, mode="wb", mtime=0)
        for i in range(200): d = bytes((i * j) % 251 for j in range(i * 3)); z.write(struct.pack("<HI", len(d), zlib.crc32(d)) + d)
        z.close()
    os._exit(0)
os.close(w); n = bad = 0; h = hashlib.sha256()
with os.fdopen(r, "rb") as f, gzip.GzipFile(fileobj=f) as z:
    while head := z.read(6):
        l, c = struct.unpack("<HI", head); d = z.read(l); n += 1; bad += zlib.crc32(d) != c; h.update(d)
print(n, bad, h.hexdigest(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
class Ring:
    def __init__(s, n): s.b, s.r, s.w, s.n = bytearray(n), 0, 0, n
    def put(s, d): k = min(len(d), s.n - (s.w - s.r)); s.b[:] = bytes(d[(i - s.w) % s.n] if (i - s.w) % s.n < k else s.b[i] for i in ((s.w // s.n * 0 + j) for j in range(s.n))) if s.w == 0 else s.b; [s.b.__setitem__((s.w + i) % s.n, d[i]) for i in range(k)]; s.w += k; return k
    def get(s, k): k = min(k, s.w - s.r); o = bytes(s.b[(s.r + i) % s.n] for i in range(k)); s.r += k; return o
q = Ring(10); print(q.put(b"abcdefgh"), q.get(3), q.put(b"1234567890"), q.get(100), q.get(1)); win = collections.deque(maxlen=4); s = 0; roll = []
for b in b"rolling checksum": win.append(b); roll.append(sum(win))
print(roll); buf = io.BytesIO(); e = zlib.compressobj(9)
for i in range(50): buf.write(e.compress(b"line %d\n" % i)); i % 10 == 9 and buf.write(e.flush(zlib.Z_SYNC_FLUSH))
buf.write(e.flush()); d = zlib.decompressobj(); out = b""; buf.seek(0)
while c := buf.read(7): out += d.decompress(c, 50); 
while d.unconsumed_tail: out += d.decompress(d.unconsumed_tail, 50)
print(len(out) > 100, out[:14])
