#!/usr/bin/python3
# program: python3.11
# what: multiprocessing with spawn: pool, queue, exit status
import multiprocessing as mp, sys
def square(x): return x * x
def fail(): sys.exit(3)
def put(q): q.put({"k": [1, 2]})
if __name__ == "__main__":
    c = mp.get_context("spawn")
    with c.Pool(2) as pool: print(pool.map(square, range(10)))
    q = c.Queue(); p = c.Process(target=put, args=(q,)); p.start(); print(q.get()); p.join(); p = c.Process(target=fail); p.start(); p.join(); print(p.exitcode)
