#!/bin/sh
# program: redis-server
# what: commands, save and load, a script, redis-benchmark
# timeout: 600
redis-server --port 6400 --daemonize yes --save '' --dir $PWD --logfile log >/dev/null; for i in $(seq 100); do redis-cli -p 6400 ping >/dev/null 2>&1 && break; sleep 0.1; done
r() { redis-cli -p 6400 "$@"; }; r ping; r set k v; r get k; r incr n; r rpush l a b c; r lrange l 0 -1; r hset h f 1 g 2; r hgetall h; r zadd z 1 a 2 b; r zrange z 0 -1 withscores; r eval 'return redis.call("get", KEYS[1]) .. ARGV[1]' 1 k x; r expire k 100; r ttl k | grep -c .; r save; redis-benchmark -p 6400 -n 2000 -q -t set,get 2>/dev/null | grep -c 'requests per second'; r shutdown nosave; redis-server --port 6400 --daemonize yes --dir $PWD --logfile log >/dev/null; for i in $(seq 100); do redis-cli -p 6400 ping >/dev/null 2>&1 && break; sleep 0.1; done; r get k; r llen l; r shutdown nosave; echo stopped
