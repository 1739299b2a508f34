#!/usr/bin/python3
# program: python3.11
# what: sqlite3: tables, transactions, functions, row factories, backup, threads
import sqlite3
d = sqlite3.connect("t.db"); d.execute("create table t (a integer primary key, b text, c blob)"); d.executemany("insert into t values (?, ?, ?)", [(i, f"n{i % 7}", bytes([i % 256])) for i in range(1000)]); d.commit()
print(d.execute("select b, count(*), sum(a) from t group by b order by b").fetchall()); d.create_function("rev", 1, lambda s: s[::-1]); print(d.execute("select rev(b) from t where a = 5").fetchone()); d.row_factory = sqlite3.Row; print(dict(d.execute("select a, b from t limit 1").fetchone()))
try:
    with d: d.execute("insert into t values (1, 'x', null)")
except sqlite3.IntegrityError as e: print(e)
e = sqlite3.connect(":memory:"); d.backup(e); print(e.execute("select count(*) from t").fetchone()[0], len("".join(e.iterdump())), sqlite3.sqlite_version_info >= (3, 40)); d.execute("pragma journal_mode = wal"); f = sqlite3.connect("t.db"); f.execute("delete from t where a > 10"); f.commit(); print(d.execute("select count(*) from t").fetchone()[0])
