# seq, factor, numfmt, bc, shuf with a fixed source, sort -h.
seq 3; seq 2 5; seq 1 2 9; seq -s' ' 5 -1 1; seq -w 8 11; seq 0 0.25 1; seq -f '%.2f' 1 3; factor 97 360 18446744073709551557
numfmt --to=iec 1024 1536 1048576; numfmt --from=iec 1K 2M; numfmt --to=si --format='%.2f' 123456789; numfmt --grouping 1234567; numfmt -d, --field=2 --to=iec <<< 'a,2048'
echo '3 ^ 20; 10 / 3; 10 % 3; scale = 5; 10 / 3; s(1); ibase = 16; FF' | bc -l; echo 'define f(n) { if (n < 2) return 1; return n * f(n - 1); } f(25)' | bc
printf '1K\n1M\n10\n2G\n' | sort -h; printf '10\n9\n1e2\n-5\n' | sort -g; yes 1 | head -5 | paste -sd+ | bc; seq 10 | shuf --random-source=<(yes) | sort -n | tr '\n' ' '; echo; od -An -td2 <<< abc; printf '\x01\x02\x03\x04' | od -An -tx4; printf '%s' abc | xxd 2>/dev/null | head -1; printf abc | od -c -A x
