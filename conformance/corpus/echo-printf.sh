# printf and echo in all their forms.
printf '%s|%10s|%-10s|%.2s\n' abc abc abc abc
printf '%d %i %5d %-5d| %05d %+d\n' 42 -7 42 42 42 42
printf '%x %X %o %#x %#o\n' 255 255 8 255 8
printf '%f %.2f %e %g %G\n' 3.14159 3.14159 31415.9 0.0001 1e10
printf '%c%c%c\n' abc def ghi
printf '%b|%s\n' 'a\tb\x41\101' 'a\tb'
printf '%q %q %q\n' 'a b' "it's" $'new\nline'
printf '%s-' 1 2 3; echo
printf '%(%Y)T\n' 0; printf '%*d|%-*d|\n' 6 42 6 42
printf '%%|%5.1f|%s\n' 2.25; printf '%d\n' "'A" 0x1f 077
printf -v var '%03d' 7; echo "$var"
echo -n no newline; echo; echo -e 'tab\there'; echo -E 'a\tb'; echo -- -x
printf '%u\n' -1; printf '%d\n' notanumber 2>/dev/null; echo $?
