# Columns: sums, transposition, running totals, pivot.
cat >d <<'END'
north q1 10
north q2 15
south q1 7
south q2 3
north q1 5
END
awk '{ t[$1] += $3; g += $3 } END { for (k in t) print k, t[k]; print "all", g }' d | sort; awk '{ c[$1 FS $2] += $3; r[$1]; q[$2] } END { printf "region"; for (x in q) k[++n] = x; asort(k); for (i = 1; i <= n; i++) printf " %s", k[i]; print ""; for (x in r) { printf "%s", x; for (i = 1; i <= n; i++) printf " %d", c[x FS k[i]]; print "" } }' d | sort
awk '{ s += $3; print $0, s }' d; cut -d' ' -f3 d | sort -n | awk '{ v[NR] = $1 } END { print v[1], v[NR], (NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2) }'; cut -d' ' -f3 d | paste -sd+ | bc; tr ' ' '\t' <d | cut -f1,3 | sort | uniq -c | sed 's/^ *//'; paste -d' ' <(cut -d' ' -f3 d) <(cut -d' ' -f1 d) | sort -k1,1nr | head -2; pr -2 -t -s: d; awk '{ print $3 | "sort -n | head -1" }' d
