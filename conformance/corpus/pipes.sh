# Pipelines: status, size, early ends, tee, named pipes.
seq 100000 | tail -1; seq 100000 | wc -l; yes | head -100000 | sort | uniq -c | tr -s ' '; false | true | false; echo "${PIPESTATUS[*]}"
seq 1000000 | head -1; echo "${PIPESTATUS[0]}"; seq 5 | tee a b | tac | paste -sd, ; cmp a b && echo same; seq 3 | { read -r x; cat; } | paste -sd,
mkfifo p; seq 3 >p & cat p; wait; (cat p >out) & echo x >p; wait; cat out; cat <(echo 1) <(echo 2) | sort -r; seq 10 | tee >(wc -l >count) >/dev/null; sleep 0.1; cat count
head -c 300000 /dev/zero | wc -c; head -c 200000 /dev/zero | tr '\0' x | md5sum; echo a | cat - /dev/null; { echo 1; echo 2; } | while read -r n; do echo $((n * 2)); done | sort -rn; ! true | false; echo $?; set -o pipefail; seq 3 | grep -q 9 | cat; echo $?; : | cat; yes 2>/dev/null | sed 3q
