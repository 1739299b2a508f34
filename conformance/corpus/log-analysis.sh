# A web server's log, taken apart.
for i in $(seq 60); do printf '10.0.0.%d - - [06/May/2024:%02d:00:00 +0000] "GET /%s HTTP/1.1" %d %d\n' $((i % 7)) $((i % 24)) "$(printf 'a\nb/c\nd.png\n' | sed -n "$((i % 3 + 1))p")" $((i % 10 ? 200 : 404)) $((i * 37 % 1000)); done >access.log
wc -l access.log; awk '{ print $1 }' access.log | sort | uniq -c | sort -k1,1nr -k2 | head -3 | sed 's/^ *//'; awk '$9 == 404 { print $7 }' access.log | sort | uniq -c | sed 's/^ *//'
awk '{ s[$7] += $10; n[$7]++ } END { for (p in s) printf "%s %d %.1f\n", p, n[p], s[p] / n[p] }' access.log | sort; grep -oE '\[[^:]+:[0-9]+' access.log | cut -d: -f2 | sort -n | uniq -c | awk '$1 > 2 { print $2 }' | head -5 | paste -sd,
sed -E 's/^([0-9.]+) .*"(GET|POST) ([^ ]+).*" ([0-9]+) .*/\4 \3 \1/' access.log | sort | head -2; grep -c ' 200 ' access.log; cut -d'"' -f2 access.log | sort -u
