# Conditions in all spellings.
x=5 s=abc e=
if [ $x -eq 5 ] && [ "$s" = abc ]; then echo 1; fi
if test $x -gt 3 -a "$s" != abd; then echo 2; fi
if [[ $x -lt 10 && $s == a* && ! $s == b* ]]; then echo 3; fi
if (( x > 3 && x < 10 )); then echo 4; fi
[ -z "$e" ] && [ -n "$s" ] && echo 5; [[ $s =~ ^[a-c]+$ ]] && echo "6 ${BASH_REMATCH[0]}"
[ "$e" ] || echo 7; [ ! "$e" ] && echo 8; ! [ $x = 6 ] && echo 9; { [ $x = 6 ] || [ $x = 5 ]; } && echo 10
case $x in [1-4]) echo no;; 5) echo 11;; esac; [ 5 = 5.0 ] || echo 12; [[ 5 -eq 05 ]] && echo 13; [ a \< b ] && echo 14; [ -t 0 ] || echo 15
if ! grep -q zzz /etc/passwd; then echo 16; elif true; then echo no; else echo no; fi; if (exit 3); then echo no; else echo "17 $?"; fi; [ abc = ABC ] || [[ ${s^^} == ABC ]] && echo 18; [[ -o errexit ]] || echo 19; [[ a.b == a?b && a.b != a\?b ]] && echo 20; [ x -eq 1 ] 2>/dev/null; echo $?
