# Fields, associative arrays, string functions and arithmetic over numbered lines.
# SPDX-License-Identifier: Apache-2.0
{
    sum[$1 % 97] += $1
    key = substr($2, 1, 3)
    count[key]++
    if ($2 ~ /[aeiou]$/) vowels++
    total += length($0)
}
END {
    for (k in sum) if (sum[k] > most) { most = sum[k]; which = k }
    for (k in count) n++
    printf "%d %.0f %d %d %d\n", which, most, n, vowels, total
    for (i = 0; i < 400000; i++) x = (x * 1103 + 12345) % 65536
    print x, toupper("done"), index("needle in hay", "hay")
}
