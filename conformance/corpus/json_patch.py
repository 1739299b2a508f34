# Deep work on nested data: flatten, diff, merge, query, schema check.
import json, copy
d = {"id": 1, "tags": ["a", "b"], "owner": {"name": "ann", "roles": [{"n": "admin", "lvl": 9}, {"n": "dev", "lvl": 3}]}, "on": True, "note": None}
def flat(x, p=""):
    if isinstance(x, dict): return {k2: v2 for k, v in x.items() for k2, v2 in flat(v, f"{p}.{k}" if p else k).items()}
    if isinstance(x, list): return {k2: v2 for i, v in enumerate(x) for k2, v2 in flat(v, f"{p}[{i}]").items()}
    return {p: x}
f = flat(d); print(json.dumps(f, indent=1)); e = copy.deepcopy(d); e["owner"]["roles"][1]["lvl"] = 4; e["tags"].append("c"); del e["note"]
def diff(a, b): fa, fb = flat(a), flat(b); return [(k, fa.get(k, "-"), fb.get(k, "-")) for k in sorted(fa.keys() | fb.keys()) if fa.get(k, "-") != fb.get(k, "-")]
print(diff(d, e), diff(d, d))
def merge(a, b): return {**a, **{k: merge(a[k], v) if isinstance(v, dict) and isinstance(a.get(k), dict) else v for k, v in b.items()}}
print(json.dumps(merge(d, {"owner": {"name": "bob", "x": {"y": 1}}, "new": []}), sort_keys=True))
schema = {"id": int, "tags": [str], "owner": {"name": str, "roles": [{"n": str, "lvl": int}]}, "on": bool, "note": (str, type(None))}
def check(s, x, p="$"):
    if isinstance(s, dict): return [p + ": no object"] if not isinstance(x, dict) else [m for k in s for m in (check(s[k], x[k], f"{p}.{k}") if k in x else [f"{p}.{k}: missing"])]
    if isinstance(s, list): return [m for i, v in enumerate(x) for m in check(s[0], v, f"{p}[{i}]")] if isinstance(x, list) else [p + ": no list"]
    return [] if isinstance(x, s) else [f"{p}: {type(x).__name__}"]
print(check(schema, d), check(schema, e), check(schema, {"id": "1", "tags": [1], "owner": []}))
def query(x, path):
    for part in path.split("/"):
        x = [v for y in (x if isinstance(x, list) else [x]) for v in (y if part == "*" else [y[part]] if isinstance(y, dict) and part in y else [])]
    return x
print(query(d, "owner/roles/*/n"), query(d, "tags/*"), query(d, "nope/x"))
