#!/bin/sh
# program: dash
# what: functions, case, loops, here-documents, background jobs
# sample: yes
fact() { if [ "$1" -le 1 ]; then echo 1; else echo $(( $1 * $(fact $(( $1 - 1 )) ) )); fi; }
fact 10
for f in a.c b.h c.txt; do case $f in *.c) echo "$f source";; *.h) echo "$f header";; *) echo "$f other";; esac; done
cat <<END | tr a-z A-Z
here $(echo is) a document $((6 * 7))
END
i=0; while [ $i -lt 300 ]; do i=$((i + 1)); done; echo $i
(sleep 0.1; echo second) & echo first; wait
set -- one "two words" three; echo $#; shift; echo "$1"
x=${unset:-default}; echo "$x ${x%ult} ${x#de}"
kill -TERM $$ & trap 'echo terminated; exit 0' TERM; wait; sleep 1
