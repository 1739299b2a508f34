# json: encoding, decoding, options, errors.
import json, math, collections
data = {"s": "ü\n\"\\", "n": None, "t": True, "f": 1.5e-7, "l": [1, [2, {"k": []}]], "i": 10**30}
print(json.dumps(data)); print(json.dumps(data, ensure_ascii=False, sort_keys=True)); print(json.dumps(data, indent=2, separators=(",", ": ")))
print(json.loads('{"a": [1, 2.50, 1e3, -0, "\\u00e4\\ud83d\\ude00"], "b": {"c": null}}'))
for bad in ["{", "[1,]", '{"a" 1}', "nul", '"\x01"', "", "[1] 2"]:
    try: json.loads(bad)
    except json.JSONDecodeError as e: print(e)
print(json.dumps([math.inf, math.nan]), json.loads("[NaN, Infinity]"))
class E(json.JSONEncoder):
    def default(self, o): return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({"x": {3, 1, 2}}, cls=E), json.loads('{"b": 1, "a": 2}', object_pairs_hook=collections.OrderedDict))
try: json.dumps(object())
except TypeError as e: print(str(e)[:20])
print(json.loads("1.1", parse_float=lambda s: "<" + s + ">"), json.loads('{"a":1,"a":2}'), json.dumps({1: 2, None: 3, True: 4}), json.dumps("é", ensure_ascii=True))
print(len(json.dumps(list(range(5000)))), json.loads(json.dumps(list(range(5000))))[-1], json.JSONDecoder().raw_decode("[1] tail"))
