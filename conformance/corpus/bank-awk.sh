# Monthly statement with awk.
cat >t.csv <<'END'
2024-01-05,rent,-800.00
2024-01-10,salary,2500.50
2024-02-05,rent,-800.00
2024-02-07,food,-123.45
2024-02-10,salary,2500.50
END
awk -F, '{ m = substr($1, 1, 7); s[m] += $3; b += $3; printf "%s %-8s %10.2f %10.2f\n", $1, $2, $3, b } END { for (m in s) print m, s[m] | "sort" }' t.csv
awk -F, '$3 < 0 { out[$2] -= $3 } END { for (k in out) printf "%s %.2f\n", k, out[k] }' t.csv | sort -k2,2nr; sort -t, -k3,3g t.csv | head -2; cut -d, -f2 t.csv | sort -u | paste -sd' '
