#!/bin/sh
# program: bc, diff, patch, file, less, ps
# what: what scripts expect to be there
seq 1 20 >a; sed 's/^7$/seven/;/^15$/d' a >b; diff -u a b | tail -n +3; diff -u a b >p; patch -s a p; cmp a b && echo patched
echo '2^100; scale=20; 1/7; sqrt(2)' | bc; file -b /bin/ls | cut -d, -f1-3; file -b a p; less -F a </dev/null | head -2; ps -o pid=,comm= -p $$ | awk '{ print $2 }'; ps -e -o comm= | sort | uniq -c | awk '$2 == "sh" { print "sh" }'; free -b | wc -l; pgrep -x sh >/dev/null && echo found; uptime | grep -c load; cat /proc/sys/kernel/ostype; getconf PAGESIZE; locale | head -1; mount | grep -c ' / '; df / | wc -l
