# Background jobs, wait, exit statuses.
f() { sleep 0.0$1; return "$1"; }
f 1 & p1=$!
f 2 & p2=$!
f 3 & p3=$!
wait $p2; echo "second $?"
wait $p1; echo "first $?"
wait $p3; echo "third $?"
(exit 42) & wait $!; echo $?
wait; echo "none left $?"
{ echo a; sleep 0.05; echo b; } | while read -r x; do echo "got $x"; done
(sleep 5 & echo $! >pid; wait) 2>/dev/null &
while ! [ -s pid ]; do sleep 0.01; done
kill "$(cat pid)"; wait $! 2>/dev/null; echo "ended $?"
wait 99999 2>/dev/null; echo "no such child $?"
