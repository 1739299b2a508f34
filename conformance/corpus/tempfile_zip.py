# zipfile, tarfile, tempfile: write, read, append, damaged archives.
import zipfile, tarfile, io, os, tempfile
with zipfile.ZipFile("a.zip", "w") as z:
    for n, c in (("a.txt", "alpha" * 100), ("d/b.txt", "beta"), ("d/", "")): z.writestr(zipfile.ZipInfo(n, (2024, 5, 6, 7, 8, 10)), c, zipfile.ZIP_DEFLATED)
with zipfile.ZipFile("a.zip", "a") as z: z.writestr("new", b"\0" * 1000, zipfile.ZIP_STORED); z.comment = b"note"
z = zipfile.ZipFile("a.zip"); print(z.namelist(), [(i.filename, i.file_size, i.compress_type, i.date_time, hex(i.CRC), i.is_dir()) for i in z.infolist()][:3], z.read("a.txt")[:8], z.testzip(), z.comment, z.open("d/b.txt").readline()); z.extractall("out"); print(sorted(os.listdir("out")), os.path.getsize("out/new"), [str(p) for p in zipfile.Path(z).iterdir()])
for bad in (lambda: z.read("none"), lambda: zipfile.ZipFile(io.BytesIO(b"no zip")), lambda: tarfile.open(fileobj=io.BytesIO(b"no tar" * 200))):
    try: bad()
    except (KeyError, zipfile.BadZipFile, tarfile.TarError) as e: print(type(e).__name__, e)
b = bytearray(open("a.zip", "rb").read()); b[60] ^= 255
try: print(zipfile.ZipFile(io.BytesIO(b)).testzip())
except Exception as e: print(type(e).__name__)
for m in ("", "gz", "bz2", "xz"):
    f = io.BytesIO()
    with tarfile.open(fileobj=f, mode="w:" + m) as t:
        i = tarfile.TarInfo("x/f"); i.size = 5; i.mtime = 1; i.mode = 0o640; t.addfile(i, io.BytesIO(b"hello")); l = tarfile.TarInfo("x/l"); l.type = tarfile.SYMTYPE; l.linkname = "f"; t.addfile(l); t.addfile(tarfile.TarInfo("é" * 60))
    f.seek(0); t = tarfile.open(fileobj=f); print(m, [(n.name[:10], n.size, oct(n.mode), n.issym(), n.linkname) for n in t], t.extractfile("x/f").read())
t = tempfile.NamedTemporaryFile("w+", suffix=".t", delete=False); t.write("x"); t.close(); print(os.path.exists(t.name), t.name.endswith(".t")); os.unlink(t.name); s = tempfile.SpooledTemporaryFile(10); s.write(b"x" * 20); s.seek(0); print(len(s.read()), os.path.basename(tempfile.gettempdir()), oct(os.stat(tempfile.mkdtemp()).st_mode & 0o777))
