# expr, test and [[ ]].
expr 1 + 2 \* 3; expr \( 1 + 2 \) \* 3; expr length hello; expr substr hello 2 3; expr index hello l
expr abc : 'a\(.*\)'; expr 10 % 3; expr 5 '>' 3; expr a '<' b; expr 0; echo $?
touch f; mkdir d; ln -s f l; chmod 600 f
for t in -e -f -d -L -r -s -x -h; do for x in f d l none; do [ $t $x ] && printf '%s%s ' "$t" "$x"; done; done; echo
[ a = a ] && [ a != b ] && [ 1 -lt 2 ] && [ 2 -ge 2 ] && [ -n x ] && [ -z "" ] && echo ok
[[ abc == a* ]] && [[ abc != "a*" ]] && [[ abc =~ ^a.c$ ]] && [[ b > a ]] && echo ok
[[ -z $undefined && ( 1 -eq 1 || 1 -eq 2 ) ]] && echo ok
touch -d '2020-01-01' old; [ f -nt old ] && echo newer; [ old -ot f ] && echo older; [ f -ef l ] && echo same
[ ! -e none ]; echo $?; test; echo $?; [ "(" = "(" ]; echo $?
[[ "2024-05-06" =~ ([0-9]+)-([0-9]+) ]] && echo "${BASH_REMATCH[@]:1}"
