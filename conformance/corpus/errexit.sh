# set -e, -u, -o pipefail and traps on errors.
(set -e; false; echo never); echo "errexit $?"
(set -e; false || true; if false; then :; fi; ! true; echo reached); echo $?
(set -u; echo "$nothing") 2>/dev/null; echo "nounset $?"
(set -o pipefail; false | true); echo "pipefail $?"; false | true; echo $?
(trap 'echo "line $LINENO failed"' ERR; false; true); 
(trap 'echo leaving $?' EXIT; exit 3); echo $?
(set -e; f() { false; echo "in a condition"; }; if f; then echo yes; fi)
(trap 'echo int; exit 1' INT; kill -INT $BASHPID; echo not here); echo $?
(trap '' TERM; kill -TERM $BASHPID; echo survived)
(trap 'echo debug' DEBUG; :; :) | wc -l
(trap 'echo returned' RETURN; f() { :; }; declare -ft f; f)
set -x; : traced 2>/dev/null; { set +x; } 2>/dev/null; echo $-  | tr -d 'hBc'
