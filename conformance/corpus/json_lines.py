# JSON lines: write, filter, aggregate, sort on disk, merge.
import json, heapq, os, itertools
with open("a.jsonl", "w") as f:
    for i in range(500): f.write(json.dumps({"id": i * 7919 % 501, "g": "xyz"[i % 3], "v": i / 8, "t": [i % 5] * (i % 4)}) + "\n")
def read(p):
    with open(p) as f: yield from map(json.loads, f)
tot = {}
for r in read("a.jsonl"): tot.setdefault(r["g"], [0, 0.0]); tot[r["g"]][0] += 1; tot[r["g"]][1] += r["v"]
print(tot, sum(len(r["t"]) for r in read("a.jsonl")), os.path.getsize("a.jsonl")); parts = []; it = read("a.jsonl")
while chunk := list(itertools.islice(it, 120)):
    chunk.sort(key=lambda r: r["id"]); p = f"part{len(parts)}"; parts.append(p)
    with open(p, "w") as f: f.writelines(json.dumps(r) + "\n" for r in chunk)
m = list(heapq.merge(*map(read, parts), key=lambda r: r["id"])); print(len(parts), [r["id"] for r in m[:8]], all(a["id"] <= b["id"] for a, b in zip(m, m[1:])))
with open("bad.jsonl", "w") as f: f.write('{"ok": 1}\n{"broken": \n\n[1, 2]\nnull\n"s"\n')
for n, line in enumerate(open("bad.jsonl"), 1):
    try: print(n, json.loads(line))
    except json.JSONDecodeError as e: print(n, "bad:", e.msg, e.pos)
g = {k: list(v) for k, v in itertools.groupby(sorted(m, key=lambda r: r["g"]), key=lambda r: r["g"])}; print({k: (len(v), max(v, key=lambda r: r["v"])["id"]) for k, v in g.items()}); os.replace("part0", "renamed"); print(sorted(x for x in os.listdir() if x.startswith("p")), json.dumps(m[0], separators=(",", ":")))
