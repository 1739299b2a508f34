# Names of files with all kinds of characters.
for n in plain 'two words' '-dash' 'star*' 'quote"s' "it's" 'semi;colon' 'dollar$x' 'back\slash' $'new\nline' 'ünï' '#hash' '~tilde' '[brackets]' '{braces}' 'a=b' ' leading' 'trailing '; do printf '%s' "$n" >"./$n"; done
count=0; for f in *; do ((count++)); [ "$(cat -- "./$f")" = "$f" ] || echo "differs: $f"; done; echo $count
find . -type f -print0 | sort -z | while IFS= read -r -d '' f; do printf '%q\n' "${f#./}"; done; ls -b | head -5; ls -Q | wc -l; find . -name '*\**' -printf '%f\n'; find . -name '*[[]*' -printf '%f\n'; rm -- -dash; rm ./*\**; ls | wc -l; for f in *\ *; do mv -- "$f" "${f// /_}"; done; ls -d *_* | wc -l; rm -f -- ./*; ls -A | wc -l
