# Groups of anagrams.
words="listen silent enlist google elbow below tar rat art night thing"
key() { grep -o . <<<"$1" | sort | tr -d '\n'; }
declare -A groups
for w in $words; do k=$(key "$w"); groups[$k]+="$w "; done
for k in $(printf '%s\n' "${!groups[@]}" | sort); do set -- ${groups[$k]}; [ $# -gt 1 ] && echo "$k: $*"; done
echo "${#groups[@]} groups of $(wc -w <<<"$words") words"
