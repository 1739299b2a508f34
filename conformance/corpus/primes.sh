# Sieve, perfect numbers, collatz, gcd.
n=400; for ((i = 2; i <= n; i++)); do s[i]=1; done
for ((i = 2; i * i <= n; i++)); do (( s[i] )) && for ((j = i * i; j <= n; j += i)); do s[j]=0; done; done
for ((i = 2; i <= n; i++)); do (( s[i] )) && p+=($i); done; echo "${#p[@]} ${p[*]: -5}"
for ((i = 2; i < 500; i++)); do t=1; for ((j = 2; j * j <= i; j++)); do (( i % j == 0 )) && (( t += j + (j * j != i ? i / j : 0) )); done; (( t == i )) && echo "perfect $i"; done
best=0; for ((i = 1; i < 300; i++)); do x=$i c=0; while ((x != 1)); do ((x = x % 2 ? 3 * x + 1 : x / 2, c++)); done; ((c > best)) && { best=$c; at=$i; }; done; echo "collatz $at $best"
gcd() { (( $2 )) && gcd $2 $(($1 % $2)) || echo $1; }; gcd 1071 462; factor 1071 462; echo $((2 ** 62)) $((7 ** 20))
