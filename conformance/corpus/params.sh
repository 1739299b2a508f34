# Parameter expansion in all forms.
p=/usr/local/lib/file.tar.gz; echo ${p##*/} ${p#*/} ${p%.*} ${p%%.*} ${#p}
echo ${p/lib/LIB} ${p//l/L} ${p/#\/usr/X} ${p/%gz/xz} ${p:5} ${p:5:5} ${p: -2}
unset u; echo ${u:-default} ${u:=assigned} $u ${u:+other}; e=; echo "${e:-empty}" "${e-not}" "${e:+x}" "${e+set}"
(echo ${nope:?must be set}) 2>&1 | sed 's/.*nope/nope/'; v=hello; echo ${v^} ${v^^} ${v^^[el]}; w=HELLO; echo ${w,} ${w,,}
set -- a b c d; echo $# $* $@ ${*:2} ${@:1:2} ${!#}; for x in "$*" "$@"; do echo "<$x>"; done; name=v; echo ${!name}; echo ${!v*} | head -c 20; echo
a=(x y z); echo ${a[@]#x} ${a[@]/y/Y} ${#a[1]}; echo ${v@Q} ${v@U} ${v@A}; s='a b  c'; echo $s; echo "$s"; echo "${s// /_}"; x="it's"; echo "${x//\'/\"}"; echo "${v:$((1 + 1)):1}"; t=$'tab\there\u00e4'; echo "$t" ${#t}
echo "${v/[aeiou]/_}" "${v//[^aeiou]/_}" "${p//\//:}"; n=7; printf -v z '%0*d' 4 $n; echo $z; echo "${z##+(0)}"; shopt -s extglob; echo "${z##+(0)}"
