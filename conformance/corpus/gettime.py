# Clocks and sleeping: monotonic, resolution, timers, ordering (no absolute values).
import time, threading, sched, datetime
a = time.monotonic(); time.sleep(0.02); b = time.monotonic(); print(b - a >= 0.02, b - a < 5, time.time() > 1.6e9, time.perf_counter_ns() <= time.perf_counter_ns(), time.process_time() >= 0, time.thread_time() >= 0, abs(time.time() - datetime.datetime.now().timestamp()) < 5, time.clock_gettime(time.CLOCK_REALTIME) > 0, time.get_clock_info("monotonic").monotonic, time.clock_getres(time.CLOCK_MONOTONIC) <= 0.1)
c = time.process_time()
while time.process_time() - c < 0.02: pass
print("burned"); s = sched.scheduler(); out = []; [s.enter(d, 1, out.append, (d,)) for d in (0.03, 0.01, 0.02)]; s.enter(0.01, 0, out.append, ("first",)); s.run(); print(out); e = s.enter(5, 1, print); s.cancel(e); print(s.empty())
print(time.gmtime(0)[:6], time.asctime(time.gmtime(1e9)), time.ctime(0)[-4:], time.mktime((2024, 1, 1, 0, 0, 0, 0, 1, 0)) == 1704067200 + time.timezone, time.tzname[0], time.strftime("%c", time.gmtime(0)), time.strptime("2024-02-29 23:59", "%Y-%m-%d %H:%M").tm_yday)
t = time.monotonic(); l = threading.Lock(); l.acquire(); print(l.acquire(timeout=0.03), time.monotonic() - t >= 0.03); 
for bad in (lambda: time.sleep(-1), lambda: time.strptime("x", "%Y"), lambda: time.gmtime(1e20), lambda: time.mktime((1,) * 9) and 0):
    try: print(bad())
    except (ValueError, OverflowError, OSError) as e: print(type(e).__name__, e)
ns = [time.monotonic_ns() for _ in range(1000)]; print(ns == sorted(ns), datetime.datetime.now(datetime.timezone.utc).tzinfo)
