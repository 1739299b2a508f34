#!/bin/sh
# program: postgres
# what: initdb, a table, queries, a transaction, a restart
# timeout: 1200
b=/usr/lib/postgresql/15/bin; chown postgres .; chmod 755 .; run() { setpriv --reuid postgres --regid postgres --clear-groups env HOME=$PWD "$@"; }
run $b/initdb -D $PWD/db -A trust --no-sync >/dev/null && echo initialised; run $b/pg_ctl -D $PWD/db -o "-k $PWD -p 5500 -F" -l log -w start >/dev/null && echo started; q() { run psql -h $PWD -p 5500 -d postgres -Atc "$1"; }
q 'create table t (a int primary key, b text)'; q "insert into t select i, 'n' || i % 10 from generate_series(1, 1000) i"; q 'select b, count(*), sum(a) from t group by b order by b limit 3'; q 'begin; delete from t; rollback'; q 'select count(*) from t'; q "select jsonb_build_object('x', array[1, 2]), to_char(date '2024-02-28' + 2, 'YYYY-MM-DD')"; run psql -h 127.0.0.1 -p 5500 -d postgres -Atc 'select 1'; q 'insert into t values (1)' 2>&1 | head -1; run $b/pg_ctl -D $PWD/db -w -o "-k $PWD -p 5500 -F" -l log restart >/dev/null && q 'select max(a) from t'; run $b/pg_ctl -D $PWD/db -w stop -m fast >/dev/null && echo stopped
