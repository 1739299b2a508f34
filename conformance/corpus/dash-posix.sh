#!/bin/dash
# Plain POSIX shell in dash.
x=1; while [ $x -lt 4 ]; do echo $x; x=$((x + 1)); done
f() { echo "$# $1"; return 3; }; f a b; echo $?
case abc in a?c) echo match;; esac; for i in a b; do echo $i; done; if true; then echo t; elif false; then echo e; else echo f; fi
echo ${y:-d} ${#x} ${x%4}; p=/a/b/c; echo ${p##*/} ${p%/*}; set -- 1 2 3; shift; echo "$*"; echo "$((1 + 2 * 3)) $((7 / 2)) $((1 << 4))"
trap 'echo bye' EXIT; (exit 5); echo $?; echo a | { read v; echo "got $v"; }; cat <<E
doc $x
E
eval 'z=9'; echo $z; unset z; echo ${z-none}; printf '%s %d\n' a 1; test -d / && echo dir; [ 1 -eq 1 -a 2 -eq 2 ] && echo and; command -v cat; type cd; umask; pwd | wc -l; alias ll='echo alias'; eval ll; until [ $x -eq 0 ]; do x=$((x - 1)); done; echo $x; local_test() { local v=1; echo $v; }; local_test; echo "a	b" | cut -f2; exec 3>f; echo fd >&3; exec 3>&-; cat f; sleep 0.01 & wait; echo done; readonly r=1; (r=2) 2>/dev/null || echo ro; set -e; false || echo handled; set +e; times >/dev/null; getopts a o -a; echo $o; ulimit -n >/dev/null; wait; kill -0 $$; echo $?; IFS=:; v=a:b; for w in $v; do echo $w; done
