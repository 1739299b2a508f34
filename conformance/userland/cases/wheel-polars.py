#!/usr/bin/python3
# program: polars
# what: wheel: frames, lazy queries, groups, CSV
# timeout: 1200
# needs: wheels
import io, polars as pl
d = pl.read_csv(io.StringIO("n,v\na,1\nb,2\na,3\n")); print(d.group_by("n").agg(pl.col("v").sum()).sort("n").rows(), d.lazy().filter(pl.col("v") > 1).select(pl.col("v") * 2).collect().to_dicts(), d.describe().shape)
