#!/usr/bin/python3
# program: pandas
# what: wheel: frames, groups, joins, CSV, dates
# timeout: 900
# needs: wheels
import io, pandas as pd
d = pd.read_csv(io.StringIO("n,v,d\na,1,2024-01-01\nb,2,2024-01-15\na,3,2024-02-01\n"), parse_dates=["d"]); print(d, d.groupby("n").v.sum(), d.merge(pd.DataFrame({"n": ["a"], "w": [9]}), how="left"), d.set_index("d").v.resample("MS").sum(), d.describe(), d.to_json(), d.pivot_table(index="n", values="v", aggfunc="mean"), sep="\n")
