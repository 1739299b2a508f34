# Temporary files and clean-up, here with traps.
d=$(mktemp -d); [ -d "$d" ] && stat -c %a "$d"; f=$(mktemp -p "$d" name.XXXX.txt); [[ $f == "$d"/name.????.txt ]] && stat -c '%a %s' "$f"
(trap 'rm -rf "$d/sub"' EXIT; mkdir "$d/sub"; echo x >"$d/sub/f"; ls "$d/sub"); [ -e "$d/sub" ] || echo cleaned
(t=$d/killed; touch $t; trap 'rm -f "$t"; exit 1' TERM; kill -TERM $BASHPID; sleep 1); [ -e $d/killed ] || echo "cleaned after a signal"
exec 7>"$d/held"; rm "$d/held"; echo "into a removed file" >&7; cat /proc/self/fd/7 2>/dev/null | wc -l; exec 7>&-; (cd "$d" && touch a b c && set -- * && echo $#); rm -r "$d"; ls "$d" 2>/dev/null || echo gone
mktemp -u x.XXXXXX | wc -c; mktemp nope 2>/dev/null || echo "needs XXX"; TMPDIR=$PWD mktemp | grep -c "^$PWD"; install -d -m 700 p/q; stat -c %a p/q p; touch -t 202001020304 old; find . -name old -mtime +30; touch -r old new; [ old -nt new ] || echo same; sync; df . >/dev/null && echo df; : >empty; [ -s empty ] || echo empty
