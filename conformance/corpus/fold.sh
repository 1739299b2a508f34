# fold, fmt, pr, expand, unexpand, nl, tac, rev.
text="The quick brown fox jumps over the lazy dog and runs away into the dark green forest."
echo "$text" | fold -w 20; echo "$text" | fold -s -w 20; echo "$text" | fmt -w 30
printf 'a\tb\tc\n' | expand; printf 'a\tb\n' | expand -t 4 | od -c | head -2; printf '        x\n' | unexpand | od -c | head -1
seq 3 | nl -w2 -s') '; printf 'a\n\nb\n' | nl -b a; seq 3 | nl -v10 -i5
seq 12 | pr -3 -t -l 4 -w 30; seq 5 | tac; echo abc | rev; printf 'a:b:c' | tac -s:; echo
echo "$text" | tr ' ' '\n' | pr -4 -t -w 60 -l 5
