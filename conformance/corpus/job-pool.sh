# At most N jobs at once, with results in order.
pool() { local n=$1 i=0; shift; for t; do (sleep 0.0$((RANDOM % 5)); echo "$t squared is $((t * t))" >out.$i) & ((++i % n)) || wait; done; wait; for ((j = 0; j < i; j++)); do cat out.$j; done; }
pool 3 1 2 3 4 5 6 7 8; seq 12 | xargs -P 4 -I{} sh -c 'echo {} >x.{}'; cat x.* | sort -n | paste -sd,
for i in 1 2 3 4; do (exit $i) & pids[i]=$!; done; for i in 4 2 3 1; do wait ${pids[i]}; echo "job $i: $?"; done
for i in 5 6; do (sleep 0.0$i; exit $i) & done; wait; echo all
