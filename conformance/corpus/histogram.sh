# Histogram of word lengths and letters.
text="the quick brown fox jumps over the lazy dog while seven wizards brew magic potions"
for w in $text; do ((len[${#w}]++)); done
for l in "${!len[@]}"; do printf '%2d %s\n' "$l" "$(printf '#%.0s' $(seq "${len[l]}"))"; done
for ((i = 0; i < ${#text}; i++)); do c=${text:i:1}; [[ $c == [a-z] ]] && letters+="$c"$'\n'; done
printf '%s' "$letters" | sort | uniq -c | sort -k1,1nr -k2 | head -5 | while read -r n c; do echo "$c $n"; done
