# Joining two tables.
printf 'id,name\n1,ann\n2,bob\n3,cy\n' >people; printf 'pid,item\n1,pen\n3,ink\n1,cup\n9,hat\n' >items
join -t, <(tail -n +2 people | sort) <(tail -n +2 items | sort); join -t, -a1 -e none -o 1.2,2.2 <(tail -n +2 people | sort) <(tail -n +2 items | sort); join -t, -v2 <(tail -n +2 people | sort) <(tail -n +2 items | sort)
awk -F, 'NR == FNR { if (FNR > 1) n[$1] = $2; next } FNR > 1 { print ($1 in n ? n[$1] : "?"), $2 }' people items; while IFS=, read -r i n; do [ "$i" = id ] || echo "$n has $(grep -c "^$i," items)"; done <people
sort -t, -k2 items | awk -F, '{ a[$1] = a[$1] " " $2 } END { for (k in a) print k a[k] }' | sort; paste -d, <(cut -d, -f1 people) <(cut -d, -f2 people) | cmp - people && echo rebuilt
