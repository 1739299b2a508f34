# Edges to a matrix, degrees and reachability with awk.
cat >e <<'END'
a b
b c
c d
d b
e f
END
awk '{ d[$1]++; i[$2]++; n[$1]; n[$2] } END { for (k in n) print k, d[k] + 0, i[k] + 0 }' e | sort
awk '{ r[$1, $2] = 1; n[$1]; n[$2] } END { for (k in n) for (i in n) for (j in n) if ((i, k) in r && (k, j) in r) r[i, j] = 1; for (i in n) { s = i ":"; for (j in n) if ((i, j) in r) t[i] = t[i] " " j; print i ":" t[i] } }' e | while IFS=: read -r n r; do echo "$n: $(tr ' ' '\n' <<<"$r" | sort | xargs)"; done | sort
{ echo 'digraph {'; sed 's/\(.\) \(.\)/  \1 -> \2;/' e; echo '}'; } | tee g.dot | wc -l; grep -c -- '->' g.dot; declare -A comp; while read -r a b; do comp[$a]=${comp[$a]:-$a} comp[$b]=${comp[$b]:-$b}; x=${comp[$a]} y=${comp[$b]}; for k in "${!comp[@]}"; do [ "${comp[$k]}" = "$y" ] && comp[$k]=$x; done; done <e; for k in "${!comp[@]}"; do echo "${comp[$k]} $k"; done | sort | awk '{ g[$1] = g[$1] $2 } END { for (k in g) print g[k] }' | sort; tsort e 2>&1 >/dev/null | head -1 | cut -d: -f3; sort -u <(cut -d' ' -f1 e) <(cut -d' ' -f2 e) | paste -sd,
