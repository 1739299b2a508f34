#!/bin/sh
# program: python3.11
# what: venv with pip, in it `pip install` from a local folder of wheels
# timeout: 900
# needs: wheels
unset PYTHONPATH
python3 -m venv v && v/bin/python -c 'import sys; print(sys.prefix, sys.prefix != sys.base_prefix)'
v/bin/pip install --quiet --no-index --find-links /wheels pydantic orjson 2>&1 | grep -v notice
v/bin/pip list --format=freeze 2>/dev/null; v/bin/python -c 'import orjson, pydantic; print(orjson.dumps({"a": [1, 2.5, None]}), pydantic.VERSION)'; v/bin/pip uninstall -q -y orjson; v/bin/python -c 'import orjson' 2>&1 | tail -1
