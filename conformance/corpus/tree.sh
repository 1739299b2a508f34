# A directory tree drawn with characters, and sizes summed up.
mkdir -p r/a/b r/c/d/e; for i in 1 2 3; do seq $((i * 50)) >r/a/f$i; seq $i >r/c/d/g$i; done; ln -s a r/link
draw() { local f last p=$2; local items=("$1"/*); for f in "${items[@]}"; do [ -e "$f" ] || [ -L "$f" ] || continue; [[ $f == "${items[-1]}" ]] && last=1 || last=; echo "$p${last:+\`}${last:-|}-- ${f##*/}" | sed 's/`1/`/'; [ -d "$f" ] && [ ! -L "$f" ] && draw "$f" "$p${last:+    }$([ -z "$last" ] && echo '|   ')"; done; }
draw r ""; find r -type f -printf '%s\n' | paste -sd+ | bc; find r -type d | sort | while read -r d; do echo "$d $(find "$d" -type f -printf '%s\n' | awk '{ s += $1 } END { print s + 0 }')"; done
find r -type f | awk -F/ '{ n[NF]++ } END { for (d in n) print d, n[d] }' | sort; du -b r/a/f1 | cut -f1; (cd r && find . -type f | sort | xargs md5sum | md5sum)
