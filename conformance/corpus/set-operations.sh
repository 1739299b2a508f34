# Sets with sort and comm.
printf '%s\n' a b c d >x; printf '%s\n' c d e >y
echo "union $(sort -u x y | paste -sd' ')"; echo "both $(comm -12 x y | paste -sd' ')"; echo "only x $(comm -23 x y | paste -sd' ')"; echo "either $(comm -3 x y | tr -d '\t' | paste -sd' ')"
grep -Fxf x y | wc -l; grep -Fxvf y x; sort x y | uniq -d; awk 'NR == FNR { s[$0]; next } !($0 in s)' x y; join x y; while read -r a; do while read -r b; do echo -n "$a$b "; done <y; done <x; echo
subsets() { local n=$#; local a=("$@"); for ((m = 0; m < 1 << n; m++)); do s=; for ((i = 0; i < n; i++)); do ((m >> i & 1)) && s+=${a[i]}; done; echo -n "{$s} "; done; echo; }; subsets p q r; perms() { local p=$1 r=$2 i; [ -z "$r" ] && { echo -n "$p "; return; }; for ((i = 0; i < ${#r}; i++)); do perms "$p${r:i:1}" "${r:0:i}${r:i+1}"; done; }; perms "" abc; echo; cmp <(sort x) x && echo sorted; diff <(sort x y | uniq -u) - <<<$'a\nb\ne' && echo right
