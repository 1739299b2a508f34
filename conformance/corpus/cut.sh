# cut, paste, join, column-like work.
printf 'a:b:c\n1:2:3\nx::z\n' >f
cut -d: -f2 f; cut -d: -f1,3 f; cut -d: -f2- --output-delimiter=/ f
cut -c1-3 f; cut -b2 f; cut -d: -s -f1 f; printf 'no delimiter\n' | cut -d: -f2
paste -d, f f | head -2; paste -s -d+ f; seq 6 | paste - - -
printf '1 a\n2 b\n4 d\n' >l; printf '1 x\n3 y\n4 z\n' >r
join l r; join -a1 -e- -o 0,1.2,2.2 l r; join -v2 l r
cut --complement -d: -f2 f
