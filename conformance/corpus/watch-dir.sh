# A directory watched by polling; timestamps and sizes.
mkdir w; snap() { find w -type f -printf '%f %s\n' | sort; }; before=$(snap)
echo 1 >w/a; echo 22 >w/b; after=$(snap); diff <(echo "$before") <(echo "$after") | grep '^[<>]'
before=$after; echo more >>w/a; rm w/b; mkdir w/sub; echo x >w/sub/c; after=$(snap); diff <(echo "$before") <(echo "$after") | grep '^[<>]'
touch -d '2020-01-01' w/a; find w -newermt 2021-01-01 -type f | sort; find w -type f -mtime +365; stat -c '%Y' w/a | { read -r t; [ $t -lt 1600000000 ] && echo old; }; touch w/a; [ w/a -nt w/sub/c ] || [ ! w/sub/c -nt w/a ] && echo newer
(for i in 1 2 3; do sleep 0.03; echo $i >>w/log; done) & n=0; while [ "$(wc -l <w/log 2>/dev/null || echo 0)" -lt 3 ] 2>/dev/null; do sleep 0.01; ((++n > 1000)) && break; done; wait; cat w/log; tail -n +2 w/log; tail -c 2 w/log; (sleep 0.05; echo late >>w/log) & timeout 5 sh -c 'tail -f -n 0 w/log | head -1' 2>/dev/null; wait
