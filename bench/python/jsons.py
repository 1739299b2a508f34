# JSON out and in.
import json

record = {
    "id": 1000,
    "name": "box \u00e9\u4e16",
    "tags": ["wasm", "linux", "x86-64"] * 4,
    "nested": {"deep": [{"value": n / 7, "flag": n % 2 == 0, "none": None} for n in range(20)]},
}
total = 0
for n in range(26_000):
    record["id"] = n
    text = json.dumps(record, sort_keys=True)
    total += len(text) + json.loads(text)["id"]
print(total)
