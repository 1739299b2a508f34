# Arithmetic, parameter expansion and case in loops, with shell builtins only.
# SPDX-License-Identifier: Apache-2.0
i=0 sum=0 odd=0
while [ $i -lt ${1:-300000} ]; do
    i=$((i + 1))
    sum=$(((sum * 31 + i) % 1000003))
    case $sum in
    *[13579]) odd=$((odd + 1)) ;;
    esac
    name="file-$i.txt"
    [ "${name%.txt}" != "file-7777" ] || echo "$name"
done
echo "$i $sum $odd"
