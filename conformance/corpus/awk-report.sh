# awk: a longer program, as a file.
cat >r.awk <<'END'
BEGIN { FS = "," }
NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
{ rows++; for (i = 2; i <= NF; i++) { sum[i] += $i; if (!(i in min) || $i < min[i]) min[i] = $i; if ($i > max[i]) max[i] = $i } keys[$1] = keys[$1] " " NR }
END {
  printf "%-8s %8s %8s %8s\n", "column", "min", "max", "mean"
  for (i = 2; i in name; i++) printf "%-8s %8.2f %8.2f %8.3f\n", name[i], min[i], max[i], sum[i] / rows
  n = asorti(keys, order); for (i = 1; i <= n; i++) print order[i] ":" keys[order[i]]
}
END
awk 'BEGIN { srand(7); print "k,a,b"; for (i = 0; i < 40; i++) printf "%s,%d,%.1f\n", substr("xyz", i % 3 + 1, 1), (i * 37) % 91, (i * 13 % 50) / 4 }' >d.csv
gawk -f r.awk d.csv; gawk -f r.awk <(head -3 d.csv); gawk 'BEGIN { n = split("5 3 9 1 7", v); for (i = 2; i <= n; i++) { x = v[i]; for (j = i - 1; j > 0 && v[j] > x; j--) v[j + 1] = v[j]; v[j + 1] = x } for (i = 1; i <= n; i++) printf "%d ", v[i]; print "" }'; gawk 'BEGIN { for (i = 2; i < 60; i++) { p = 1; for (j = 2; j * j <= i; j++) if (i % j == 0) { p = 0; break } if (p) printf "%d ", i } print "" }'
