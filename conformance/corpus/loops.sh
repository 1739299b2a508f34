# Loops: break and continue with levels, select-free iteration, until.
for i in 1 2 3; do for j in a b c; do [ $j = b ] && continue 2; echo $i$j; done; done
for i in 1 2 3; do while :; do [ $i = 2 ] && break 2; break; done; echo $i; done
n=0; until [ $n -ge 3 ]; do n=$((n + 1)); done; echo $n
while read -r l; do [ "$l" = 3 ] && break; echo "line $l"; done < <(seq 5)
for ((i = 0, j = 10; i < j; i += 3, j--)); do echo "$i $j"; done
set -- x y z; for a; do echo $a; done; for a in; do echo never; done; echo "empty $?"
i=0; while ((i++ < 3)); do echo -n "$i "; done; echo; for f in $(seq 3 -1 1); do echo -n "$f "; done; echo
total=0; for x in {1..100}; do ((total += x)); done; echo $total
seq 3 | while read -r x; do last=$x; done; echo "${last-lost in a subshell}"; shopt -s lastpipe; seq 3 | while read -r x; do last=$x; done; echo "${last-lost}"
time_of() { local TIMEFORMAT='%1R'; { time :; } 2>&1; }; time_of
