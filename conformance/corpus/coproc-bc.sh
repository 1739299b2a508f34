# A coprocess as a calculator and as a filter.
coproc BC { bc -l; }
calc() { echo "$1" >&"${BC[1]}"; read -r r <&"${BC[0]}"; echo "$1 = $r"; }
calc '2 ^ 64'; calc 'scale = 10; 1 / 3' 2>/dev/null; calc 'sqrt(2)'; for i in 1 2 3; do calc "$i * $i"; done
exec {BC[1]}>&-; wait "$BC_PID"; echo "status $?"
coproc UP { while read -r l; do echo "${l^^}"; done; }
for w in one two; do echo "$w" >&"${UP[1]}"; read -r x <&"${UP[0]}"; echo "$x"; done
eval "exec ${UP[1]}>&-"; wait $UP_PID; echo done
