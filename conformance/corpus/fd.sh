# File descriptors: duplicates, here-strings, redirections.
exec 3>out; echo three >&3; echo more >&3; exec 3>&-; cat out
echo append >>out; wc -l <out; exec 4<out; read -r x <&4; read -r y <&4; echo "$x $y"; exec 4<&-
{ echo to stdout; echo to stderr >&2; } 2>&1 | sort
{ echo a; echo b >&2; } 2>err >both; cat both err
echo x &>all; cat all; echo y &>>all; cat all
cat <<< "a here-string"; cat <<'A' <<B
quoted $x
A
plain $x
B
exec {fd}>named; echo named >&$fd; exec {fd}>&-; cat named
ls none 2>/dev/null || echo "status $?"; echo swapped 3>&1 1>&2 2>&3 2>/dev/null
: >out; [ -s out ] || echo empty; set -C; echo z >all 2>/dev/null || echo "not overwritten"; echo z >|all; cat all
exec 5<>rw; echo written >&5; exec 5>&-; cat rw; echo closed >&9 2>/dev/null || echo "bad descriptor"
