# Files and directories compared and synchronised by hand.
mkdir src dst; for i in 1 2 3 4; do seq $i $((i * 3)) >src/f$i; done; cp -p src/f1 src/f2 dst; echo changed >dst/f2; echo extra >dst/x
for f in $( (ls src; ls dst) | sort -u ); do
  if [ ! -e src/$f ]; then echo "- $f"; elif [ ! -e dst/$f ]; then echo "+ $f"; elif cmp -s src/$f dst/$f; then echo "= $f"; else echo "! $f $(diff src/$f dst/$f | grep -c '^[<>]')"; fi
done
cp -ru src/. dst; diff -rq src dst; rm dst/x; diff -r src dst && echo "in step"
md5sum src/* | sed 's|src/||' | sort -k2 >a; (cd dst && md5sum *) | sort -k2 | diff a - && echo "same sums"
cp -n src/f1 dst/f2; head -1 dst/f2; cp --remove-destination src/f1 dst/f2; cmp src/f1 dst/f2 && echo replaced; cp -t dst src/f3; cp -l src/f4 dst/hard; stat -c %h dst/hard; cp -s "$PWD/src/f1" dst/sym; [ -L dst/sym ] && cat dst/sym; cp -r --parents src/f1 dst; ls dst/src; dd if=src/f4 of=dst/dd bs=4 status=none; cmp src/f4 dst/dd && echo dd
