# A recursive-descent calculator in bash.
tokens=(); pos=0
lex() { local s=$1; tokens=(); pos=0; while [[ -n $s ]]; do [[ $s =~ ^\ *([0-9]+|[-+*/%()]) ]] || { echo "bad: $s"; return 1; }; tokens+=("${BASH_REMATCH[1]}"); s=${s:${#BASH_REMATCH[0]}}; done; }
primary() { local t=${tokens[pos++]}; case $t in '(') sum; ((pos++));; -) primary; value=$((-value));; *) value=$t;; esac; }
product() { primary; local left=$value; while [[ ${tokens[pos]} == [*/%] ]]; do local op=${tokens[pos++]}; primary; left=$((left $op value)); done; value=$left; }
sum() { product; local left=$value; while [[ ${tokens[pos]} == [-+] ]]; do local op=${tokens[pos++]}; product; left=$((left $op value)); done; value=$left; }
for e in '1 + 2 * 3' '(1 + 2) * 3' '10 - 4 - 3' '-(2 + 3) * -4' '100 / 7 % 5' '((((7))))' '2 $ 3'; do lex "$e" && { sum; echo "$e = $value"; }; done
