# Classic word counts and small reports.
cat >t <<'END'
It was the best of times, it was the worst of times, it was the age of wisdom,
it was the age of foolishness, it was the epoch of belief, it was the epoch of
incredulity, it was the season of Light, it was the season of Darkness.
END
tr -cs 'A-Za-z' '\n' <t | tr A-Z a-z | sort | uniq -c | sort -k1,1nr -k2 | head -5 | sed 's/^ *//'
wc -lwmcL t; awk '{ for (i = 1; i <= NF; i++) n[length($i)]++ } END { for (k in n) print k, n[k] }' t | sort -n; tr -d '[:punct:]' <t | tr -s '[:space:]' '\n' | awk '{ print length, $0 }' | sort -k1,1nr -k2 -s | head -3; grep -o '\<[a-z]' t | sort | uniq -c | sort -rn | head -3 | sed 's/^ *//'; sed 's/[^aeiou]//g' t | awk '{ print length }'; fold -w 40 -s t | nl; cut -d, -f1 t; rev t | cut -c1-10; tr a-z b-za <t | head -1; paste -sd' ' t | md5sum; awk 'NR % 2' t; look a t 2>/dev/null | head -1; column -t -s, <<< $'a,bb\nccc,d'; expand t | cmp - t && echo "no tabs"; tail -r t 2>/dev/null || tac t | head -1; strings -n 8 t | wc -l; join -t, <(sort t) <(sort t) 2>/dev/null | wc -l; xargs -n 8 <t | head -2; shuf -n 1 --random-source=t t | wc -w | awk '{ print ($1 > 5) }'
