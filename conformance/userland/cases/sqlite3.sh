#!/bin/sh
# program: sqlite3
# what: tables, indexes, joins, window functions, JSON, write-ahead log, integrity check
sqlite3 t.db <<'END'
PRAGMA journal_mode = wal;
CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, v REAL);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT i, 'name' || (i * 7919 % 100), i * 0.5 FROM n;
CREATE INDEX byname ON t (name);
SELECT count(*), sum(v), max(name) FROM t;
SELECT name, count(*) c, avg(v) FROM t GROUP BY name ORDER BY c DESC, name LIMIT 3;
SELECT id, sum(v) OVER (ORDER BY id ROWS 2 PRECEDING) FROM t LIMIT 4;
SELECT json_extract('{"a": [1, {"b": 2}]}', '$.a[1].b'), hex(zeroblob(3)), upper('x'), date(0, 'unixepoch'), printf('%.3f', 3.14159);
EXPLAIN QUERY PLAN SELECT * FROM t WHERE name = 'name5';
PRAGMA integrity_check;
END
sqlite3 -header -csv t.db 'SELECT * FROM t WHERE id IN (3, 5)'; sqlite3 t.db .schema; sqlite3 t.db .dump | sha256sum; sqlite3 -json t.db 'SELECT id, name FROM t LIMIT 2'
