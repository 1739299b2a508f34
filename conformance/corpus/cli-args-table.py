# A command-line tool with subcommands over a small database in a file.
import argparse, contextlib, io, json, os, sys
def load(p): return json.load(open(p)) if os.path.exists(p) else []
def main(argv):
    p = argparse.ArgumentParser(prog="todo"); p.add_argument("--file", default="todo.json"); s = p.add_subparsers(dest="cmd", required=True)
    a = s.add_parser("add"); a.add_argument("text", nargs="+"); a.add_argument("-p", "--priority", type=int, choices=range(1, 4), default=2)
    d = s.add_parser("done"); d.add_argument("id", type=int); l = s.add_parser("list"); l.add_argument("--all", action="store_true"); l.add_argument("--sort", choices=["id", "priority"], default="id")
    o = p.parse_args(argv); items = load(o.file)
    if o.cmd == "add": items.append({"id": len(items) + 1, "text": " ".join(o.text), "priority": o.priority, "done": False}); print("added", len(items))
    elif o.cmd == "done":
        for i in items:
            if i["id"] == o.id: i["done"] = True; break
        else: p.error(f"no item {o.id}")
    else:
        for i in sorted(items, key=lambda i: i[o.sort]):
            if o.all or not i["done"]: print(f"{'x' if i['done'] else ' '} {i['id']:>2} {'!' * i['priority']:<3} {i['text']}")
    json.dump(items, open(o.file, "w"))
for line in ("add buy milk", "add -p 3 fix the bug", "add -p 1 sleep", "list", "done 2", "list --sort priority", "list --all", "done 9", "add -p 7 x", "", "nope", "list -h"):
    e = io.StringIO()
    try:
        with contextlib.redirect_stderr(e): main(line.split())
    except SystemExit as x: print("exit", x.code, e.getvalue().strip().splitlines()[-1:])
print(os.path.getsize("todo.json") > 10, [i["done"] for i in load("todo.json")])
