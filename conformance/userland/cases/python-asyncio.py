#!/usr/bin/python3
# program: python3.11
# what: asyncio: tasks, timeouts, queues, subprocess, TCP streams, executor
import asyncio
async def slow(n): await asyncio.sleep(n / 50); return n
async def serve(r, w): w.write((await r.readline()).upper()); await w.drain(); w.close()
async def main():
    print(await asyncio.gather(*(slow(i) for i in range(5))))
    try: await asyncio.wait_for(asyncio.sleep(10), 0.1)
    except asyncio.TimeoutError: print("timeout")
    q = asyncio.Queue()
    async def produce():
        for i in range(5): await q.put(i)
    async with asyncio.TaskGroup() as g: g.create_task(produce()); t = g.create_task(q.get())
    print(t.result()); print(await asyncio.get_running_loop().run_in_executor(None, sum, range(100)))
    p = await asyncio.create_subprocess_exec("tr", "a-z", "A-Z", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE); print(await p.communicate(b"abc"))
    s = await asyncio.start_server(serve, "127.0.0.1", 8002); r, w = await asyncio.open_connection("127.0.0.1", 8002); w.write(b"over tcp\n"); print(await r.read()); w.close(); s.close(); await s.wait_closed()
asyncio.run(main())
