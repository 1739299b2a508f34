# Bulk renames and a backup rotation.
for i in 1 2 3 10; do echo "$i" >"IMG_$i.JPG"; done; touch 'odd name.JPG' x.jpeg
for f in *.JPG; do n=${f%.JPG}; n=${n,,}; n=${n// /-}; [[ $n =~ ([0-9]+)$ ]] && n=$(printf '%s%03d' "${n%"${BASH_REMATCH[1]}"}" "${BASH_REMATCH[1]}"); mv -n -- "$f" "$n.jpg"; done; ls
rotate() { local i; for ((i = 3; i > 0; i--)); do [ -e "$1.$((i - 1))" ] && mv "$1.$((i - 1))" "$1.$i"; done; [ -e "$1" ] && mv "$1" "$1.0"; }
for v in a b c d e; do echo $v >log; rotate log; done; for f in log*; do echo "$f $(cat "$f")"; done
touch a b; mv -b a b; ls b*; cp --backup=numbered b b2; cp --backup=numbered b b2; ls b2*; mv -v b b3 | tr -d "'"; mv -t . none 2>/dev/null; echo $?; install -D b3 new/dir/b3; find new
