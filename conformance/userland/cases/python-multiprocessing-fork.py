#!/usr/bin/python3
# program: python3.11
# what: multiprocessing with fork: pool, queue, pipe, shared memory, lock, manager value
import multiprocessing as mp
def square(x): return x * x
def child(q, c, v, l):
    q.put("from child"); c.send([1, 2]); 
    with l: v.value += 5
if __name__ == "__main__":
    mp.set_start_method("fork")
    with mp.Pool(3) as pool: print(pool.map(square, range(20)), pool.apply_async(square, (7,)).get())
    q = mp.Queue(); a, b = mp.Pipe(); v = mp.Value("i", 37); l = mp.Lock(); p = mp.Process(target=child, args=(q, b, v, l)); p.start(); print(q.get(), a.recv()); p.join(); print(v.value, p.exitcode)
    from multiprocessing import shared_memory
    m = shared_memory.SharedMemory(create=True, size=4096); m.buf[0] = 7; n = shared_memory.SharedMemory(m.name); print(n.buf[0]); n.close(); m.close(); m.unlink(); e = mp.Event(); p = mp.Process(target=e.set); p.start(); print(e.wait(20)); p.join()
