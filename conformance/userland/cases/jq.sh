#!/bin/sh
# program: jq
# what: paths, map, group_by, reduce, regular expressions, formatting
# sample: yes
echo '{"a":[{"n":"x","v":3},{"n":"y","v":1},{"n":"x","v":5}],"b":null,"c":1.5e3}' >f.json
jq . f.json; jq -c '.a | group_by(.n) | map({(.[0].n): map(.v) | add}) | add' f.json; jq -r '.a[] | "\(.n)=\(.v)"' f.json; jq '[.a[].v] | sort, max, length, (add / length)' -c f.json; jq -n '[range(5)] | map(. * .) | @csv, @json, @base64' ; jq -r 'to_entries[] | .key + ":" + (.value | type)' f.json; jq -n '"a1b22" | [scan("[0-9]+")], gsub("[0-9]"; "#")' -c; jq -S -c . f.json; jq -n 'reduce range(10) as $i (0; . + $i)'; jq '.missing.deep // "default"' f.json; echo '{' | jq . 2>/dev/null; echo "status $?"; jq -n --arg x 1 '$x | tonumber + 1 | sqrt | floor'
