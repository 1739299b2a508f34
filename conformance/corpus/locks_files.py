# fcntl locks between processes, O_APPEND, rename as commit, lock files.
import fcntl, os, time
f = open("l", "w+"); fcntl.lockf(f, fcntl.LOCK_EX); r, w = os.pipe(); p = os.fork()
if p == 0:
    g = open("l", "r+")
    try: fcntl.lockf(g, fcntl.LOCK_EX | fcntl.LOCK_NB); os.write(w, b"got it")
    except OSError as e: os.write(w, e.strerror.encode())
    os._exit(0)
os.waitpid(p, 0); print(os.read(r, 100)); fcntl.lockf(f, fcntl.LOCK_UN); p = os.fork()
if p == 0: g = open("l", "r+"); fcntl.lockf(g, fcntl.LOCK_EX | fcntl.LOCK_NB, 10, 5); os.write(w, b"range"); time.sleep(0.1); os._exit(0)
print(os.read(r, 100)); fcntl.lockf(f, fcntl.LOCK_EX | fcntl.LOCK_NB, 5, 0)
try: fcntl.lockf(f, fcntl.LOCK_EX | fcntl.LOCK_NB, 3, 8); print("overlap granted")
except OSError as e: print(e.strerror)
os.waitpid(p, 0); fcntl.lockf(f, fcntl.LOCK_EX, 3, 8); print("after its end"); fcntl.flock(f, fcntl.LOCK_SH); h = open("l"); fcntl.flock(h, fcntl.LOCK_SH | fcntl.LOCK_NB)
try: fcntl.flock(h, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError as e: print(e.strerror)
ps = []
for i in range(4):
    if (p := os.fork()) == 0:
        fd = os.open("log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        for j in range(50): os.write(fd, b"%d:%02d\n" % (i, j))
        os._exit(0)
    ps.append(p)
[os.waitpid(p, 0) for p in ps]; lines = open("log").read().split(); print(len(lines), len(set(lines)), all(len(x) == 4 for x in lines)); open("c.tmp", "w").write("new"); os.replace("c.tmp", "c"); print(open("c").read(), os.path.exists("c.tmp"))
n = 0
for _ in range(3):
    try: os.close(os.open("lock", os.O_CREAT | os.O_EXCL)); n += 1
    except FileExistsError: print("held")
print(n, fcntl.fcntl(f, fcntl.F_GETFD) & fcntl.FD_CLOEXEC, fcntl.fcntl(f, fcntl.F_DUPFD, 40) >= 40, fcntl.fcntl(r, fcntl.F_GETPIPE_SZ) >= 4096)
