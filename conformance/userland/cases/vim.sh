#!/bin/sh
# program: vim
# what: ex mode: substitute, global, sort, registers, write
# timeout: 400
printf 'pear 3\napple 1\nfig 2\n' >f
vim -es -u NONE -N f -c '%s/\v(\w+) (\d)/\2 \1/' -c 'sort n' -c 'g/fig/normal Aure' -c '1copy $' -c 'wq'; cat f
ex -s f <<'END'
2,3d
a
appended
.
%s/a/A/g
w g
q!
END
cat g; vim -es -u NONE -N -c 'let x = map(range(1, 5), "v:val * v:val")' -c 'call writefile([string(x), strftime("%Y", 0), toupper("abc")], "o")' -c 'q!'; cat o
