# Mutual exclusion with flock and mkdir.
echo 0 >n
add() { for i in 1 2 3 4 5 6 7 8; do ( flock 9; read -r v <n; echo $((v + 1)) >n ) 9>lock; done; }
for p in 1 2 3 4; do add & done; wait; cat n
(flock -x 8; flock -n 9 7>&- && echo "got it twice" || echo busy) 8>l2 9>l2
flock -n l3 echo "with a command"; flock -w 0.1 l3 true && echo free
mkdir d.lock && echo first; mkdir d.lock 2>/dev/null || echo second; rmdir d.lock
(flock -s 8; flock -s -n 9 && echo "both shared") 8>l4 9>l4
