# caller, LINENO, FUNCNAME, and errors in functions.
trace() { local i=0; while caller $i; do ((i++)); done | awk '{ print $1, $2 }'; }
inner() { trace; }; outer() { inner; }; outer
die() { echo "died: $1 in ${FUNCNAME[1]}" >&2; return 9; }; work() { die "no luck"; }; work 2>&1; echo $?
f() { echo "$LINENO ${BASH_LINENO[0]} ${#FUNCNAME[@]}"; }; f; g() { f; }; g
set -E; trap 'echo "error on line $LINENO, status $?"' ERR; bad() { false; echo after; }; bad; trap - ERR
on_exit() { echo "cleanup $1"; }; (trap 'on_exit sub' EXIT; echo working); h() { trap 'echo "return from h"' RETURN; echo body; }; h; trap - RETURN
PS4='+ ${FUNCNAME[0]:-main}: '; k() { :; }; { set -x; k 1; set +x; } 2>&1 | grep -c k; type -a echo | head -1; declare -F | grep -c .; unset -f k; declare -F k || echo unset; (ulimit -f 1 2>/dev/null; echo limit); time_it() { local t0=$SECONDS; :; echo $((SECONDS - t0 < 5)); }; time_it; echo "${BASH_SOURCE[0]##*/}"
