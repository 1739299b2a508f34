# select, poll and pipes: readiness, time limits, hang-up.
import select, os, time
r, w = os.pipe(); t = time.monotonic(); print(select.select([r], [w], [], 0), select.select([r], [], [], 0.05)[0], time.monotonic() - t >= 0.05) if (r, w) == (3, 4) else print("fds", r, w)
os.write(w, b"abc"); print(len(select.select([r], [], [], 5)[0]), os.read(r, 2)); p = select.poll(); p.register(r, select.POLLIN); p.register(w, select.POLLOUT); print([(f == r, e) for f, e in p.poll(1000)]); os.read(r, 10); p.unregister(w); print(p.poll(20)); os.close(w); print([e & select.POLLHUP != 0 for f, e in p.poll(100)], os.read(r, 1)); p.unregister(r); os.close(r)
r, w = os.pipe(); pid = os.fork()
if pid == 0:
    os.close(r)
    for i in range(3): time.sleep(0.03); os.write(w, b"%d" % i)
    os._exit(0)
os.close(w); got = []
while True:
    if select.select([r], [], [], 2)[0]:
        d = os.read(r, 10)
        if not d: break
        got.append(d)
print(b"".join(got)); os.waitpid(pid, 0); os.close(r); r, w = os.pipe(); os.set_blocking(w, False); n = 0
try:
    while True: n += os.write(w, b"x" * 4096)
except BlockingIOError: print(n, select.select([], [w], [], 0)[1])
os.read(r, 65536); print(len(select.select([], [w], [], 0)[1])); os.close(r)
try: os.write(w, b"x")
except BrokenPipeError as e: print(e.strerror)
try: select.select([20], [], [], 0)
except OSError as e: print(e.strerror)
p = select.poll(); p.register(998); print(p.poll(0)[0][1] == select.POLLNVAL); f = os.open("f", os.O_CREAT | os.O_RDWR); print(len(select.select([f], [f], [], 0)[0]))
