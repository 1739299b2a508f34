# Quotes, escapes, comments, line continuation.
echo 'single $x `y` \n' "double \$x \`y\` \\ \"" \ \\\'\" $'ansi\t\x41\u20ac\'' # comment
echo a\
b "c\
d"; echo "a'b" 'a"b' a"b"c'd'e; echo "$(echo "nested $(echo "deep")")"; echo `echo \`echo old\``; x='a  b'; echo $x; echo "$x"; eval 'echo $x'; eval "echo \"\$x\""
y='$x'; eval echo $y; echo "*" '*' \*; echo "${x}y" "$x"y; set -- 'a b' c; for i in "$@"; do echo "[$i]"; done; for i in $*; do echo "<$i>"; done; echo "$# $*"; printf '%s\n' "a
b"; echo '#' not a comment; echo a#b; echo "tab	kept"; echo -e "\e[1mbold\e[0m" | od -c | head -1; echo $'a\0b' | wc -c; echo "!x" '!'; [ "" ] || echo "empty is false"; : "${unset:=}"; echo "a;b" a\;b; echo a && echo b || echo c; (echo sub; exit 1) || echo failed; { echo group; }; echo "\a" | od -c | head -1
