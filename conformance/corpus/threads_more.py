# threading: locks, events, conditions, pools, exceptions, thread-local.
import threading as t, concurrent.futures as cf, queue, time
n = [0]; l = t.Lock()
def inc():
    for _ in range(500):
        with l: n[0] += 1
th = [t.Thread(target=inc, name=f"w{i}") for i in range(6)]; [x.start() for x in th]; [x.join() for x in th]; print(n, th[0].name, th[0].is_alive())
with cf.ThreadPoolExecutor(3) as p:
    f = [p.submit(pow, 2, i) for i in range(6)]; print([x.result() for x in f]); e = p.submit(lambda: 1 / 0); print(repr(e.exception())); print(sorted(x.result() for x in cf.as_completed([p.submit(lambda i=i: (time.sleep(0.01 * i), i)[1]) for i in range(4)])))
    try: p.submit(time.sleep, 0.3).result(timeout=0.01)
    except cf.TimeoutError: print("timeout")
q = queue.PriorityQueue(); [q.put(x) for x in (3, 1, 2)]; print([q.get() for _ in range(3)], q.empty())
try: queue.Queue(1).get(timeout=0.01)
except queue.Empty: print("empty")
r = t.RLock(); r.acquire(); print(r.acquire(blocking=False)); r.release(); r.release(); s = t.Semaphore(2); print(s.acquire(), s.acquire(), s.acquire(blocking=False)); s.release()
caught = []; t.excepthook = lambda a: caught.append(a.exc_type.__name__); x = t.Thread(target=lambda: [][1]); x.start(); x.join(); print(caught); b = t.Barrier(2, timeout=5); out = []; x = t.Thread(target=lambda: out.append(b.wait())); x.start(); b.wait(); x.join(); print(len(out), t.active_count(), t.current_thread() is t.main_thread()); loc = t.local(); loc.v = 1; x = t.Thread(target=lambda: out.append(hasattr(loc, "v"))); x.start(); x.join(); print(out[-1]); ev = t.Event(); x = t.Timer(0.02, ev.set); x.start(); print(ev.wait(3)); x = t.Timer(5, print); x.start(); x.cancel(); x.join(); d = t.Thread(target=time.sleep, args=(9,), daemon=True); d.start(); print(d.daemon)
