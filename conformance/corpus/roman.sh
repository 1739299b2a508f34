# Roman numerals, both ways, and bases.
v=(1000 900 500 400 100 90 50 40 10 9 5 4 1) s=(M CM D CD C XC L XL X IX V IV I)
roman() { local n=$1 r= i; for i in "${!v[@]}"; do while ((n >= v[i])); do r+=${s[i]}; ((n -= v[i])); done; done; echo "$r"; }
arabic() { local r=$1 n=0 i; for i in "${!s[@]}"; do while [[ $r == "${s[i]}"* ]]; do ((n += v[i])); r=${r#"${s[i]}"}; done; done; echo "$n"; }
for n in 1 4 9 14 40 90 400 1994 2024 3999; do r=$(roman $n); echo "$n $r $(arabic "$r")"; done
tobase() { local n=$1 d=0123456789abcdefghijklmnopqrstuvwxyz r=; while ((n)); do r=${d:n % $2:1}$r; ((n /= $2)); done; echo "${r:-0}"; }
for b in 2 3 8 16 36; do x=$(tobase 12345 $b); echo "$b $x $((b#$x))"; done; printf '%o %x %X\n' 12345 12345 12345; echo "obase=7; 12345" | bc
