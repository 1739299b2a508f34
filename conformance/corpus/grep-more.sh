# grep options.
cat >f <<'END'
apple pie
Banana split
cherry tart
apple strudel
date 2024-05-06
END
grep -n apple f; grep -i banana f; grep -v e f; grep -c a f; grep -o '[0-9]\+' f; grep -E 'a(pp|t)' f
grep -w pie f; grep -x 'cherry tart' f; grep -l apple f; grep -L zebra f; grep -m1 apple f; grep -b date f
grep -A1 Banana f; grep -B1 cherry f; grep -e pie -e tart f; printf 'apple\ntart\n' | grep -f - f
grep -F 'a.p' f; echo $?; grep -P '(?<=-)\d+(?=-)' -o f; grep -E '^(.).*\1$' f; grep '\<s' f; grep '[[:upper:]]' f; grep -z -o 'pie.Ban' f | tr '\0\n' '| '; echo
grep -s x none; echo $?; mkdir d; cp f d; grep -r --include=f -h date .; grep -rl apple . | sort; grep --color=always pie f | od -c | head -2
