# bc and dc-like arithmetic with scale and functions.
bc <<'END'
scale = 3
10 / 3; -7 / 2; 7 % 3; 2 ^ 100; sqrt(2); length(12345); scale(1.234)
define fact(n) { if (n <= 1) return (1); return (n * fact(n - 1)) }
fact(30)
for (i = 0; i < 5; i++) { print i * i, " " }
print "\n"
a[0] = 5; a[1] = a[0] * 2; a[1]
x = 5; x += 3; x; x++; x; if (x > 8) print "big\n" else print "small\n"
obase = 16; 255; obase = 2; 10; obase = 10; ibase = 16; FF; ibase = A
while (x > 5) { x -= 1 }; x
auto
END
echo 'scale=50; 4*a(1)' | bc -l; echo 'e(1)' | bc -l; echo 'l(10); s(1); c(1)' | bc -l; echo '1/0' | bc 2>&1 | head -1 | cut -d: -f1; echo '2^0.5' | bc 2>/dev/null; echo '.5 + .5; 0.10 * 3; 1.0 == 1' | bc
