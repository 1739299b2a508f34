# Numbers as words.
ones=(zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen) tens=(x x twenty thirty forty fifty sixty seventy eighty ninety)
say() { local n=$1; if ((n < 20)); then echo -n "${ones[n]}"; elif ((n < 100)); then echo -n "${tens[n / 10]}"; ((n % 10)) && { echo -n -; say $((n % 10)); }; elif ((n < 1000)); then say $((n / 100)); echo -n " hundred"; ((n % 100)) && { echo -n " and "; say $((n % 100)); }; else say $((n / 1000)); echo -n " thousand"; ((n % 1000)) && { echo -n " "; say $((n % 1000)); }; fi; return 0; }
for n in 0 7 13 20 42 99 100 101 342 1000 12345 999999; do say $n; echo; done
ord() { case $1 in *1[123]) echo $1th;; *1) echo $1st;; *2) echo $1nd;; *3) echo $1rd;; *) echo $1th;; esac; }; for n in 1 2 3 4 11 12 21 112; do ord $n; done | paste -sd' '; seq 1 30 | awk '{ s = ""; if ($1 % 3 == 0) s = s "Fizz"; if ($1 % 5 == 0) s = s "Buzz"; print s == "" ? $1 : s }' | paste -sd' '
