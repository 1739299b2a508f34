# Signals between processes, as seen from a shell.
for s in TERM KILL HUP USR1; do sleep 5 & kill -$s $!; wait $! 2>/dev/null; echo "$s $?"; done
bash -c 'trap "echo caught; exit 5" TERM; echo ready >r; while :; do sleep 0.02; done' & 
while ! [ -s r ]; do sleep 0.02; done; kill $!; wait $!; echo $?
kill -l 9; kill -l TERM; kill -0 $$ && echo alive; kill -0 99999 2>/dev/null || echo "not there"
sleep 5 & p=$!; kill -STOP $p; sleep 0.05; kill -CONT $p; kill $p; wait $p 2>/dev/null; echo $?
(trap 'echo child got it' USR1; kill -USR1 $BASHPID; :) ; bash -c 'kill -SEGV $$' 2>/dev/null; echo $?; sh -c 'kill -ABRT $$' 2>/dev/null; echo $?
timeout 0.1 sleep 5; echo $?; timeout -s KILL 0.1 sleep 5; echo $?; timeout 5 true; echo $?; timeout -k 0.1 0.1 sh -c 'trap "" TERM; sleep 3'; echo $?
