# Sorting algorithms on arrays.
a=(170 45 75 -90 802 24 2 66 0 17)
b=("${a[@]}"); n=${#b[@]}
for ((i = 0; i < n; i++)); do for ((j = 0; j < n - i - 1; j++)); do if ((b[j] > b[j + 1])); then t=${b[j]}; b[j]=${b[j + 1]}; b[j + 1]=$t; fi; done; done
echo "${b[@]}"
qsort() { (($# < 2)) && { echo "$@"; return; }; local p=$1 l=() r=() x; shift; for x; do ((x < p)) && l+=($x) || r+=($x); done; echo $(qsort "${l[@]}") $p $(qsort "${r[@]}"); }
qsort "${a[@]}"
bsearch() { local lo=0 hi=$((n - 1)) m; while ((lo <= hi)); do m=$(((lo + hi) / 2)); if ((b[m] == $1)); then echo "at $m"; return; elif ((b[m] < $1)); then lo=$((m + 1)); else hi=$((m - 1)); fi; done; echo "none"; }
bsearch 66; bsearch 67; printf '%s\n' "${a[@]}" | sort -n | tr '\n' ' '; echo; IFS=$'\n' sorted=($(sort -rn <<<"${a[*]}")); unset IFS; echo "${sorted[@]:0:3}"
