#!/usr/bin/python3
# program: python3.11
# what: lzma, bz2, gzip, zipfile, tarfile
import bz2, gzip, hashlib, io, lzma, tarfile, zipfile
data = b"".join(b"%d\n" % (i * 7919 % 10007) for i in range(20000))
for m in (lzma, bz2): z = m.compress(data); print(m.__name__, len(z), hashlib.sha256(z).hexdigest()[:16], m.decompress(z) == data)
z = gzip.compress(data, mtime=0); print(len(z), gzip.decompress(z) == data); print(len(lzma.compress(data, lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2, "preset": 6}])))
with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as f: f.writestr(zipfile.ZipInfo("d/x", (2020, 1, 1, 0, 0, 0)), data)
with zipfile.ZipFile("a.zip") as f: print(f.namelist(), f.read("d/x") == data, f.testzip())
open("n", "wb").write(data)
with tarfile.open("a.tar.xz", "w:xz") as t: t.add("n")
with tarfile.open("a.tar.xz") as t: print([(i.name, i.size, i.isfile()) for i in t], t.extractfile("n").read() == data)
