# Text that builds itself; eval and source.
gen() { echo "f$1() { echo \"function $1 \$1\"; }"; }
for i in 1 2 3; do eval "$(gen $i)"; done; f1 a; f2 b; f3 c
for i in 4 5; do gen $i; done >lib.sh; . ./lib.sh; f4 d; f5 e
printf 'x=%s\n' 7 >vars; echo 'export y=$((x * 2))' >>vars; source ./vars; echo "$x $y"; sh -c 'echo ${x-no} $y'
cmd='printf "%s-" a b c'; eval "$cmd"; echo; a='$b' b='$c' c=end; eval eval echo "\\$a"; s='var s=%s\n'; printf "$s" "'$s'"
set -- $(echo one two); echo $2; IFS=- read -ra parts <<<"a-b-c"; printf '<%s>' "${parts[@]}"; echo; eval 'for i in 1 2; do echo "loop $i"; done'; type f1 | tail -n +2
