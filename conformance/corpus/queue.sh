# A work queue with several workers.
mkdir todo doing done; for i in $(seq 24); do echo "$i" >"todo/$(printf '%02d' "$i")"; done
worker() { local f; for f in todo/*; do [ -e "$f" ] || continue; mv "$f" doing/ 2>/dev/null || continue; f=${f#todo/}; n=$(<"doing/$f"); echo $((n * n)) >"done/$f"; rm "doing/$f"; done; }
for w in 1 2 3; do worker & done; wait
ls todo doing | grep -c '^[0-9]'; cat done/* | paste -sd+ | bc; ls done | wc -l
printf '%s\n' done/* | xargs -P 3 -I{} sh -c 'echo $(($(cat {}) + 1))' | sort -n | tail -1
