# Path manipulation of a hundred made-up names.
for d in usr/local /opt/app . ../x; do for f in a.tar.gz noext .hidden 'with space.txt' trailing/; do
  p=$d/$f; b=$(basename "$p"); e=${b##*.}; [ "$e" = "$b" ] && e=none; echo "$p|$(dirname "$p")|$b|$e|${p%/*}|${b%%.*}"
done; done | column -t -s'|' -o ' | '
realpath -m --relative-to=/a/b /a/c/d; realpath -m -s /x/../y/./z; readlink -m none/there | sed "s|$PWD|PWD|"; basename -a x/1 y/2; basename -s .c a.c; dirname a/b c/d; pathchk -p 'bad*name' 2>/dev/null; echo $?
