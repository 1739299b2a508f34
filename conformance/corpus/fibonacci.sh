# Fibonacci, four ways.
f() { local a=0 b=1 i; for ((i = 0; i < $1; i++)); do printf '%s ' $a; ((b = a + b, a = b - a)); done; echo; }
f 30; r() { (($1 < 2)) && echo $1 || echo $(($(r $(($1 - 1))) + $(r $(($1 - 2))))); }; for i in 1 5 9; do r $i; done
awk 'BEGIN { a = 0; b = 1; for (i = 0; i < 40; i++) { t = a + b; a = b; b = t }; print a }'; echo 'define f(n) { auto a, b, t; a = 0; b = 1; while (n--) { t = a + b; a = b; b = t }; return a }; f(200)' | bc
declare -a m=(0 1); for ((i = 2; i <= 90; i++)); do m[i]=$((m[i - 1] + m[i - 2])); done; echo "${m[90]} ${#m[@]}"; seq 1 15 | awk 'BEGIN { a = 1; b = 1 } { print a; t = a + b; a = b; b = t }' | paste -sd' '; dc -e '0 1 30 [d3R+rd3R1-d0<x]sx 2>/dev/null' 2>/dev/null | head -1
