#!/usr/bin/python3
# program: python3.11
# what: mmap, select, fcntl, pty, os: files, pipes, signals, resource, curses-free terminal calls
import errno, fcntl, mmap, os, resource, select, shutil, signal, stat, tempfile, time
with open("f", "wb+") as f: f.write(b"x" * 8192); f.flush(); m = mmap.mmap(f.fileno(), 0); m[10:15] = b"hello"; m.flush(); print(m.find(b"hello"), len(m)); m.resize(4096) if hasattr(m, "resize") else None; m.close(); f.seek(10); print(f.read(5), fcntl.fcntl(f, fcntl.F_GETFL) & os.O_RDWR); fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB); fcntl.lockf(f, fcntl.LOCK_EX); print(os.fstat(f.fileno()).st_size)
r, w = os.pipe(); print(select.select([r], [], [], 0.05)); os.write(w, b"a"); print(select.select([r], [], [], 1)[0] == [r], os.read(r, 10)); p = select.poll(); p.register(r, select.POLLIN); os.write(w, b"b"); print(p.poll(100)[0][1])
signal.signal(signal.SIGALRM, lambda *a: print("alarm")); signal.setitimer(signal.ITIMER_REAL, 0.1); time.sleep(0.3); pid = os.fork()
if pid == 0: os._exit(17)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])); os.makedirs("a/b/c"); os.symlink("b", "a/l"); os.link("f", "g"); print(os.stat("g").st_nlink, os.readlink("a/l"), stat.filemode(os.lstat("a/l").st_mode), sorted(os.listdir("a"))); os.rename("g", "h"); shutil.copytree("a", "z", symlinks=True); print([sorted(x[1] + x[2]) for x in os.walk("z")]); shutil.rmtree("z"); os.chmod("h", 0o600); os.utime("h", (1, 2)); print(os.stat("h").st_mtime, oct(os.stat("h").st_mode)); print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 100, os.sysconf("SC_PAGESIZE"), os.access("/etc/passwd", os.R_OK), os.umask(0o22) >= 0)
try: os.open("nope", os.O_RDONLY)
except OSError as e: print(errno.errorcode[e.errno])
fd = os.memfd_create("m"); os.write(fd, b"abc"); print(os.pread(fd, 2, 1)); os.truncate("h", 100); print(os.path.getsize("h"), os.sendfile(fd, os.open("f", os.O_RDONLY), None, 5) if hasattr(os, "sendfile") else 5, os.get_terminal_size.__name__); print(os.cpu_count() > 0, len(os.sched_getaffinity(0)) > 0, os.getpriority(os.PRIO_PROCESS, 0), os.getloadavg()[0] >= 0); s = os.statvfs("/"); print(s.f_bsize > 0); os.setxattr("h", "user.k", b"v"); print(os.getxattr("h", "user.k"), os.listxattr("h"))
