# asyncio without sockets of its own: tasks, locks, queues, cancellation.
import asyncio as a
async def w(n, d=0.01):
    await a.sleep(d * n); return n
async def main():
    print(await a.gather(w(3), w(1), w(2))); t = a.create_task(w(100)); await a.sleep(0); t.cancel()
    try: await t
    except a.CancelledError: print("cancelled", t.cancelled())
    print(await a.gather(w(1), a.sleep(0, "x"), return_exceptions=True)); done, pend = await a.wait([a.create_task(w(i)) for i in (0, 50)], timeout=0.1); print(len(done), len(pend)); [p.cancel() for p in pend]
    l = a.Lock(); order = []
    async def crit(i):
        async with l: order.append(i); await a.sleep(0); order.append(i)
    await a.gather(*(crit(i) for i in range(3))); print(order); q = a.Queue(2)
    async def prod():
        for i in range(5): await q.put(i)
        await q.put(None)
    async def cons():
        r = []
        while (x := await q.get()) is not None: r.append(x)
        return r
    print((await a.gather(prod(), cons()))[1]); e = a.Event(); a.get_running_loop().call_later(0.01, e.set); await e.wait(); s = a.Semaphore(2); print(s.locked())
    try:
        async with a.timeout(0.02): await a.sleep(5)
    except TimeoutError: print("timeout")
    try:
        async with a.TaskGroup() as g: g.create_task(w(1)); g.create_task(fail())
    except* ValueError as x: print(x.exceptions)
    async def ag():
        for i in range(3): yield i; await a.sleep(0)
    print([i async for i in ag() if i], await a.to_thread(sum, [1, 2]), await a.shield(w(0)))
async def fail(): raise ValueError("v")
a.run(main())
