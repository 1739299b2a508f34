# Formatted tables from data, with column, printf and paste.
cat >d <<'END'
name,qty,price
apple,3,1.25
kiwi,12,0.4
watermelon,1,7
END
column -t -s, d; column -t -s, -R2,3 d; awk -F, 'NR > 1 { t += $2 * $3; printf "%-12s %5d %8.2f %8.2f\n", $1, $2, $3, $2 * $3 } END { printf "%-12s %23.2f\n", "total", t }' d
cut -d, -f1 d | paste - <(cut -d, -f3 d); tail -n +2 d | sort -t, -k2,2nr | head -1; sed '1d;s/,/ | /g;s/^/| /;s/$/ |/' d; column -J -s, -N a,b,c -n t <(tail -n +2 d); paste -d'|' d d | head -2; pr -m -t -w 40 d d | head -2; awk -F, '{ for (i = 1; i <= NF; i++) m[NR, i] = $i } END { for (i = 1; i <= NF; i++) { for (r = 1; r <= NR; r++) printf "%s%s", m[r, i], r < NR ? "," : "\n" } }' d; column -c 40 <(seq 20); join -t, -j1 <(sort d) <(sort d) | head -1
