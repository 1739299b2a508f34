# A shop's stock in a file, with atomic updates and a report.
db=stock.db; : >$db
set_() { grep -v "^$1 " $db >$db.new; echo "$1 $2" >>$db.new; sort -o $db.new $db.new; mv $db.new $db; }; get() { awk -v k="$1" '$1 == k { print $2; f = 1 } END { exit !f }' $db; }
for i in apple:5 pear:3 fig:12; do set_ "${i%:*}" "${i#*:}"; done; cat $db
sell() { local have; have=$(get "$1") || { echo "no $1 here"; return 2; }; if ((have < $2)); then echo "only $have $1"; return 1; fi; set_ "$1" $((have - $2)); echo "sold $2 $1"; }
sell apple 2; sell apple 9; sell kiwi 1; sell fig 12; for i in 1 2 3 4; do sell pear 1 || break; done; awk '{ s += $2; print } END { print "total", s }' $db
low=$(awk '$2 < 2 { print $1 }' $db); for x in $low; do echo "order $x"; done; cp $db before; set_ apple 100; diff before $db; comm -13 before $db; [ -e $db.new ] || echo "no leftovers"; (for i in 1 2 3; do (flock 9; v=$(get apple); set_ apple $((v - 1))) 9>l & done; wait); get apple; get nothing || echo "status $?"; wc -l <$db; tr ' ' = <$db | paste -sd';'; while read -r k v; do printf '%-6s %s\n' "$k" "$(printf '%*s' $((v / 10)) '' | tr ' ' '#')"; done <$db
