# A toy version store with checksums.
store=store; mkdir $store; put() { local h; h=$(sha1sum <"$1" | cut -c1-12); cp "$1" $store/$h; echo "$h"; }
commit() { local t; t=$(for f in *.txt; do echo "$(put "$f") $f"; done | tee tree); echo "$t" >tree; h=$(put tree); echo "$h $1" >>log; echo "$h $1"; }
echo one >a.txt; echo two >b.txt; commit first; echo more >>a.txt; commit second; rm b.txt; commit third; cat log | wc -l
show() { grep "^$1" log | cut -d' ' -f2; cat $store/$1; }; show "$(head -1 log | cut -d' ' -f1)"
checkout() { rm -f ./*.txt; while read -r h f; do cp $store/$h "$f"; done <$store/$1; ls ./*.txt; }; checkout "$(sed -n 2p log | cut -d' ' -f1)"; cat a.txt; ls $store | wc -l
diff $store/$(sed -n 1p log | cut -d' ' -f1) $store/$(sed -n 2p log | cut -d' ' -f1); for f in $store/*; do [ "$(sha1sum <"$f" | cut -c1-12)" = "${f#*/}" ] || echo "damaged $f"; done; echo checked
