# jq over a small document.
cat >d.json <<'END'
{"users": [{"name": "ann", "age": 31, "tags": ["x", "y"]}, {"name": "bob", "age": 25, "tags": []}, {"name": "cy", "age": null}], "n": 3}
END
jq -c '.users | map(select(.age > 26) | .name)' d.json; jq -r '.users[] | [.name, .age // "?"] | @tsv' d.json
jq '.users | length' d.json; jq -c '.users | sort_by(.name) | reverse | .[0]' d.json; jq -c '[.users[].tags? // [] | .[]] | unique' d.json
jq -c 'paths(type == "number")' d.json; jq -c 'to_entries | map(.key)' d.json; jq -c '.users |= map(del(.tags))' d.json; jq '.users[0].name |= ascii_upcase | .users[0].name' d.json
jq -n -c '[limit(5; repeat(1))], ([1, 2] | combinations(2)?), ("a,b" | split(",")), ("x" * 3), (now | type)'; jq -e '.missing' d.json; echo $?; jq -s 'add' <<< '1 2 3'
jq -R -s -c 'split("\n") | map(select(. != ""))' <<< $'l1\nl2'; jq -n '"2015-03-05T23:51:47Z" | fromdate, (1425599621 | todate)'; jq --tab . <<< '{"a":[]}'; jq -c 'def f(x): x * 2; [.users[].age | select(.) | f(.)]' d.json; jq -n '[1, [2, [3]]] | flatten, (tojson | length)' -c; jq -n 'try error("x") catch "caught \(.)"'
