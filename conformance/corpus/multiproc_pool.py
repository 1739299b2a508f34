# Work over processes by fork with pipes, results in order, a crash and a time limit.
import os, pickle, signal, struct, time, select
def send(fd, o): b = pickle.dumps(o); os.write(fd, struct.pack("I", len(b)) + b)
def recv(fd):
    h = os.read(fd, 4)
    if len(h) < 4: return None
    n, b = struct.unpack("I", h)[0], b""
    while len(b) < n: b += os.read(fd, n - len(b))
    return pickle.loads(b)
def worker(f):
    a, b = os.pipe(); c, d = os.pipe(); p = os.fork()
    if p == 0:
        os.close(b); os.close(c)
        while (t := recv(a)) is not None:
            try: send(d, (t[0], f(t[1])))
            except Exception as e: send(d, (t[0], repr(e)))
        os._exit(0)
    os.close(a); os.close(d); return p, b, c
def job(x):
    if x == 13: raise ValueError("unlucky")
    if x == 99: os.kill(os.getpid(), signal.SIGKILL)
    return sum(i * i for i in range(x * 100))
ws = [worker(job) for _ in range(3)]; tasks, out = list(enumerate([5, 13, 20, 1, 7, 30, 2, 11])), {}; busy = {}
for w in ws: i, x = tasks.pop(0); send(w[1], (i, x)); busy[w[2]] = w
while busy:
    for fd in select.select(list(busy), [], [], 5)[0]:
        w = busy[fd]; i, r = recv(fd); out[i] = r
        if tasks: send(w[1], tasks.pop(0))
        else: del busy[fd]
print([out[i] for i in sorted(out)]); send(ws[0][1], (0, 99)); print(recv(ws[0][2]), os.waitstatus_to_exitcode(os.waitpid(ws[0][0], 0)[1]))
try: send(ws[0][1], (0, 1))
except BrokenPipeError as e: print(e.strerror)
for p, b, c in ws[1:]: os.close(b); print(os.waitstatus_to_exitcode(os.waitpid(p, 0)[1]))
p = os.fork()
if p == 0: time.sleep(30); os._exit(0)
print(os.waitpid(p, os.WNOHANG)); os.kill(p, signal.SIGTERM); print(os.waitstatus_to_exitcode(os.waitpid(p, 0)[1]))
