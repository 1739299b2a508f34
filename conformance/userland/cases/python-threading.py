#!/usr/bin/python3
# program: python3.11
# what: threading: locks, conditions, queues, timers, thread-local data, pools
# sample: yes
import concurrent.futures, queue, threading, time
n = 0; lock = threading.Lock()
def work():
    global n
    for _ in range(2000):
        with lock: n += 1
ts = [threading.Thread(target=work) for _ in range(4)]; [t.start() for t in ts]; [t.join() for t in ts]; print(n)
q = queue.Queue(5); out = []
def consumer():
    while (x := q.get()) is not None: out.append(x * x)
c = threading.Thread(target=consumer); c.start(); [q.put(i) for i in range(50)]; q.put(None); c.join(); print(sum(out))
with concurrent.futures.ThreadPoolExecutor(4) as pool: print(list(pool.map(lambda x: x ** 3, range(8))))
e = threading.Event(); threading.Timer(0.1, e.set).start(); print(e.wait(5)); b = threading.Barrier(3); r = []
def meet(): r.append(b.wait())
ts = [threading.Thread(target=meet) for _ in range(3)]; [t.start() for t in ts]; [t.join() for t in ts]; print(sorted(r)); local = threading.local(); local.x = 1
def other(): print(hasattr(local, "x"))
t = threading.Thread(target=other); t.start(); t.join(); s = threading.Semaphore(0); print(s.acquire(timeout=0.1)); cond = threading.Condition(); done = []
def waiter():
    with cond: cond.wait_for(lambda: done); print("woken")
t = threading.Thread(target=waiter); t.start(); time.sleep(0.05)
with cond: done.append(1); cond.notify_all()
t.join()
