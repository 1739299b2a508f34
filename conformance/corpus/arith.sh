# Arithmetic expansion: operators, bases, precedence, side effects.
i=5
echo $((i * 3 + 2)) $((i ** 2)) $((i % 3)) $((-7 / 2)) $((-7 % 3))
echo $((0x1f)) $((017)) $((2#1011)) $((36#z))
echo $((i++)) $((++i)) $((i--)) $i
echo $((1 << 10)) $((-1 >> 1)) $((5 & 3)) $((5 | 3)) $((5 ^ 3)) $((~5))
echo $((1 < 2)) $((2 <= 1)) $((1 == 1 && 2 != 3)) $((0 || 0)) $((!7))
echo $((i > 3 ? 10 : 20)) $((i = 3, i + 1))
(( i += 4 )); echo $i
let "j = i * 2" "k = j - 1"; echo $j $k
echo $((9223372036854775807 + 1))
for ((n = 0; n < 5; n++)); do printf '%d ' $((n * n)); done; echo
echo $((1 / 0)) 2>/dev/null || echo "division by zero"
