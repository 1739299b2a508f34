#!/bin/sh
# program: grep
# what: basic, extended and Perl expressions over /etc and generated text
# sample: yes
seq 1 5000 >n; grep -c 7 n; grep -E '^(12|34)+$' n; grep -P '(\d)\1\1' n | head -3; grep -vc '[02468]$' n
grep -o 'r[a-z]*t' /etc/passwd | head -3; grep -rn '^root' /etc/passwd /etc/group; printf 'Äpfel\nöl\n' | grep -i 'Ö'; grep -n -B1 -A1 '^100$' n; grep -w 10 n; grep -x -f - n <<END
17
4999
END
grep -q nothing n; echo $?
