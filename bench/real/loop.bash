# Arithmetic, arrays and pattern matching in loops, with shell builtins only.
# SPDX-License-Identifier: Apache-2.0
declare -A seen
declare -a list
sum=0
for ((i = 0; i < 120000; i++)); do
    ((sum = (sum * 31 + i) % 1000003))
    list[i % 1000]=$sum
    key="k$((sum % 500))"
    seen[$key]=$((${seen[$key]:-0} + 1))
    [[ $sum == *77* ]] && ((hits++))
done
total=0
for value in "${list[@]}"; do ((total += value)); done
echo "$sum $total ${#seen[@]} $hits ${list[7]//7/seven}"
