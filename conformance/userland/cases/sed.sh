#!/bin/sh
# program: sed
# what: substitution, hold space, ranges, in-place editing
# sample: yes
printf 'one\ntwo\nthree\nfour\n' >f
sed -n '1!G;h;$p' f; sed '/two/,/three/s/t/T/g' f; sed -E 's/(.)(.)/\2\1/g' f; sed -i.bak 's/o/0/2' f; cat f f.bak; sed '$!N;s/\n/ /' f; sed 's/.*/\U&/;2q' f; sed -n '/o/{=;p}' f; sed 'y/abc/xyz/;2i\inserted' f; seq 20 | sed -n '3~5p'; sed --version | head -1
