# zlib, gzip, bz2, lzma: levels, streaming, errors.
import zlib, gzip, bz2, lzma, io, hashlib
d = b"".join(b"line %d of the text, with some %d variety\n" % (i, i * i % 97) for i in range(3000))
for l in (0, 1, 6, 9): c = zlib.compress(d, l); print(l, len(c), hashlib.md5(c).hexdigest()[:8], zlib.decompress(c) == d)
for w in (-15, 15, 31): o = zlib.compressobj(6, zlib.DEFLATED, w); c = o.compress(d) + o.flush(); print(w, len(c), zlib.decompress(c, w) == d)
o = zlib.decompressobj(); c = zlib.compress(d) + b"tail"; out = b"".join(o.decompress(c[i:i + 100]) for i in range(0, len(c), 100)); print(out == d, o.eof, len(o.unused_data) <= 4); b = bz2.compress(d, 5); print(len(b), hashlib.md5(b).hexdigest()[:8], bz2.decompress(b) == d)
for p in (0, 3, 6): x = lzma.compress(d, preset=p); print(p, len(x), lzma.decompress(x) == d)
print(len(lzma.compress(d, lzma.FORMAT_ALONE)), lzma.LZMADecompressor().decompress(lzma.compress(b"abc"))); f = io.BytesIO()
with gzip.GzipFile("n", "wb", 9, f, mtime=1) as g: g.write(d[:100])
f.seek(0); print(f.getvalue()[:10].hex(), gzip.GzipFile(fileobj=f).read() == d[:100])
for m, e in ((zlib.decompress, zlib.error), (bz2.decompress, OSError), (lzma.decompress, lzma.LZMAError), (gzip.decompress, OSError)):
    try: m(b"not compressed data")
    except e as x: print(type(x).__name__, str(x)[:50])
z = zlib.compressobj(zdict=b"of the text, with"); c = z.compress(d[:200]) + z.flush(); print(len(c), zlib.decompressobj(zdict=b"of the text, with").decompress(c) == d[:200])
