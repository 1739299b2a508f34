# mmap, file descriptors, seeks, sparse files, vectored I/O.
import mmap, os
f = os.open("f", os.O_RDWR | os.O_CREAT, 0o644); os.write(f, b"0123456789" * 1000); m = mmap.mmap(f, 0); print(len(m), m[5:9], m.find(b"789"), m.rfind(b"012")); m[0:3] = b"abc"; m.flush(); print(os.pread(f, 5, 0)); m.seek(10); print(m.read(3), m.tell(), m.readline()[:3]); m.move(0, 100, 10); print(m[:10]); m.close()
c = mmap.mmap(f, 100, access=mmap.ACCESS_COPY); c[0:1] = b"Z"; print(os.pread(f, 1, 0), c[0:1]); r = mmap.mmap(f, 100, access=mmap.ACCESS_READ)
try: r[0:1] = b"x"
except TypeError as e: print(e)
an = mmap.mmap(-1, 8192); an.write(b"shared"); p = os.fork()
if p == 0: an[0:6] = b"child!"; os._exit(0)
os.wait(); print(an[:6]); an.resize(4096) if False else None; print(os.lseek(f, 0, os.SEEK_END), os.lseek(f, -5, os.SEEK_CUR), os.read(f, 3)); os.ftruncate(f, 20); print(os.fstat(f).st_size); os.lseek(f, 100000, 0); os.write(f, b"end"); print(os.fstat(f).st_size, os.pread(f, 4, 50000)); print(os.writev(f, [b"ab", b"cd"]), os.preadv(f, b := [bytearray(2), bytearray(3)], 100000), b, os.pwrite(f, b"XY", 1), os.pread(f, 4, 0))
d = os.dup(f); os.close(f); print(os.read(d, 5) == b"", os.dup2(d, 50), os.get_inheritable(50), os.set_inheritable(d, True), os.get_inheritable(d)); os.fsync(d); os.fdatasync(d)
try: os.read(f, 1)
except OSError as e: print(e)
a = open("f", "ab"); a.write(b"!"); a.close(); print(os.path.getsize("f")); x = os.open("x", os.O_CREAT | os.O_EXCL)
try: os.open("x", os.O_CREAT | os.O_EXCL)
except FileExistsError as e: print(e)
print(os.posix_fallocate(d, 0, 10), os.copy_file_range(d, os.open("y", os.O_WRONLY | os.O_CREAT), 5, 0), os.path.getsize("y")); m = os.memfd_create("n"); os.write(m, b"mem"); print(os.readlink(f"/proc/self/fd/{m}")[:8]); r, w = os.pipe2(os.O_NONBLOCK)
try: os.read(r, 1)
except BlockingIOError as e: print(e)
