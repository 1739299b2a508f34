# Stack and queue structures, reverse polish notation.
stack=(); push() { stack+=("$@"); }; pop() { (( ${#stack[@]} )) || return 1; ret=${stack[-1]}; unset 'stack[-1]'; }
rpn() { stack=(); local t a; for t; do case $t in [-+x/]) pop && a=$ret && pop || { echo underflow; return 1; }; push $((ret ${t/x/*} a));; *) push "$t";; esac; done; echo "${stack[@]}"; }
rpn 3 4 + 2 x; rpn 5 1 2 + 4 x + 3 -; rpn 100 7 /; rpn 1 +; echo $?
q=(); for i in a b c; do q+=("$i"); done; while ((${#q[@]})); do echo -n "${q[0]} "; q=("${q[@]:1}"); done; echo
balanced() { stack=(); local i c; for ((i = 0; i < ${#1}; i++)); do c=${1:i:1}; case $c in '('|'['|'{') push "$c";; ')') pop && [[ $ret == '(' ]] || return 1;; ']') pop && [[ $ret == '[' ]] || return 1;; '}') pop && [[ $ret == '{' ]] || return 1;; esac; done; ((${#stack[@]} == 0)); }
for e in '(a[b]{c})' '(]' '((' ''; do balanced "$e" && echo "ok $e" || echo "bad $e"; done
