#!/bin/sh
# program: gawk
# what: arrays, functions, formats, getline, regular expressions
# sample: yes
seq 1 3000 | gawk '{ s += $1; if ($1 % 3 == 0) c[$1 % 10]++ } END { print s; PROCINFO["sorted_in"] = "@ind_num_asc"; for (k in c) print k, c[k] }'
gawk -F: '{ print $1, $NF }' /etc/passwd | head -4
gawk 'function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) } BEGIN { print fib(18); printf "%.10f %e %g\n", atan2(0, -1), exp(1), log(10); print substr("hello", 2, 3), index("hello", "l"), toupper("abc"), gensub(/(b+)/, "<\\1>", "g", "abbbc"); "echo from a command" | getline x; print x; print strftime("%Y-%m-%d", 86400, 1); n = split("a,b,c", p, ","); print n, p[3]; print length(p), sprintf("%c", 65); print match("foobar", /o+/), RSTART, RLENGTH }'
printf 'k1=v1;k2=v2\n' | gawk -v RS=';' -F= '{ print $2 }'
