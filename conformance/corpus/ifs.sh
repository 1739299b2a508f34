# Word splitting and read.
v="a:b c:d"; IFS=:; set -- $v; echo $#; echo "$1|$2|$3"; unset IFS
set -- $v; echo $#; IFS=', '; set -- "x, y,,z"; set -- $1; echo $#; printf '<%s>' "$@"; echo; unset IFS
read -r a b c <<< "1 2 3 4 5"; echo "$a $b $c"; IFS=, read -r a b <<< "x,y,z"; echo "$a|$b"
read -r -a arr <<< "p q r"; echo "${#arr[@]}"; read -r -n 3 x <<< abcdef; echo $x; read -r -d : x <<< "ab:cd"; echo $x
echo 'a\tb' | { read x; echo "$x"; }; echo 'a\tb' | { read -r x; echo "$x"; }; printf 'no newline' | { read -r x || echo "eof: $x"; }
printf 'a\0b\0' | while IFS= read -r -d '' x; do echo "[$x]"; done; IFS= read -r x <<< "  keep  "; echo "[$x]"; read -r x <<< "  trim  "; echo "[$x]"
"${unset[@]}" 2>/dev/null; set --; echo $#; x='*'; echo "$x"; for w in "a b" c; do echo "$w"; done; read -t 0.05 x < <(sleep 1) || echo "timeout $(($? > 128))"
