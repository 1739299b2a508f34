# Functions: recursion, locals, dynamic scope, return values, arguments.
fib() { (( $1 < 2 )) && { echo "$1"; return; }; echo $(( $(fib $(($1 - 1))) + $(fib $(($1 - 2))) )); }
fib 8
hanoi() { (( $1 == 0 )) && return; hanoi $(($1 - 1)) $2 $4 $3; moves=$((moves + 1)); hanoi $(($1 - 1)) $4 $3 $2; }
moves=0; hanoi 6 a b c; echo $moves
outer() { local v=outer; inner; echo "$v"; }; inner() { v=changed; }; outer; echo "${v-unset}"
args() { echo "$# $1 ${@: -1} ${*:2:2}"; shift 2; echo "$@"; }; args a b c d
ret() { return 300; }; ret; echo $?
apply() { local f=$1; shift; for x; do "$f" "$x"; done; }; sq() { echo -n "$(($1 * $1)) "; }; apply sq 1 2 3; echo
echo "$(type -t fib) $(type -t echo) $(type -t ls) $(type -t if)"
unset -f sq; type sq 2>/dev/null || echo "unset"; declare -f ret | head -3
f() { echo "${FUNCNAME[0]} from ${FUNCNAME[1]}"; }; g() { f; }; g
function with-dash { echo dash; }; with-dash
