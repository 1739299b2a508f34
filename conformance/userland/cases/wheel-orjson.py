#!/usr/bin/python3
# program: orjson
# what: wheel: encode and decode, dates, errors
# timeout: 600
# needs: wheels
import datetime, orjson
print(orjson.dumps({"b": [1, 2.5, None, "ü"], "a": datetime.datetime(2024, 1, 1)}, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2).decode(), orjson.loads(b'{"x": [1e3, true, "\\u00e4"]}'))
try: orjson.loads("{")
except orjson.JSONDecodeError as e: print(e)
d = {str(i): list(range(i % 10)) for i in range(1000)}; print(orjson.loads(orjson.dumps(d)) == d)
