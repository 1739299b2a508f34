#!/bin/bash
# program: bash
# what: pipelines, here-documents, arrays, substitutions, traps, job waiting
# sample: yes
set -u
declare -A count=()
while read -r word; do (( ++count[$word] )); done <<'WORDS'
pear
apple
pear
fig
WORDS
for key in "${!count[@]}"; do echo "$key ${count[$key]}"; done | sort
seq 1 2000 | while read -r n; do (( n % 7 == 0 )) && echo "$n"; done | tail -n 3
text="a-b-c"; echo "${text//-/+} ${text^^} ${text:2:3} ${#text}"
diff <(printf '1\n2\n3\n') <(printf '1\n3\n'); echo "diff: $?"
(exit 3) & wait $!; echo "child: $?"
trap 'echo leaving' EXIT
trap 'echo got usr1' USR1
kill -USR1 $$
printf '%05d|%-6s|%x|%q\n' 42 ab 255 "a b"
mapfile -t lines < <(printf 'x\ny\nz\n'); echo "${lines[@]: -2}"
[[ "file-2024.txt" =~ ([0-9]+) ]] && echo "${BASH_REMATCH[1]}"
false | true; echo "${PIPESTATUS[@]}"
coproc cat; echo hello >&"${COPROC[1]}"; read -r line <&"${COPROC[0]}"; echo "$line"
