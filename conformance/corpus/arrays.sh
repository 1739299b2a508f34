# Indexed and associative arrays.
a=(one two three "four five")
echo "${#a[@]} ${a[0]} ${a[-1]} ${a[@]:1:2}"
a+=(six); a[10]=ten
echo "${!a[@]}"
unset 'a[1]'; echo "${a[*]}"
declare -A m=([x]=1 [y]=2)
m[z]=3
for k in $(printf '%s\n' "${!m[@]}" | sort); do echo "$k=${m[$k]}"; done
[[ -v m[x] ]] && echo "x is there"; [[ -v m[q] ]] || echo "q is not"
b=("${a[@]/o/0}"); echo "${b[@]}"
IFS=,; echo "${a[*]}"; unset IFS
mapfile -t lines < <(seq 3); echo "${lines[@]}"
readarray -d : -t parts <<< "a:b:c"; echo "${#parts[@]}"
declare -p a | head -c 40; echo
echo "${a[@]^}" "${a[@]^^}"
