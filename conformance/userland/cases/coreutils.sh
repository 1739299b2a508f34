#!/bin/sh
# program: coreutils
# what: some 50 of its programs over files of its own
# sample: yes
umask 022
seq 1 1000 >numbers; shuf --random-source=numbers -n 5 numbers; sort -rn numbers | head -3; tac numbers | tail -2
wc numbers; cksum numbers; md5sum numbers; sha1sum numbers; sha256sum numbers; sha512sum numbers | cut -c1-20; b2sum numbers | cut -c1-20
split -l 300 numbers part.; ls part.*; cat part.* | cmp - numbers && echo same
mkdir -p a/b/c; touch -d '2020-01-02 03:04:05 UTC' a/b/c/f; stat -c '%n %s %a %F %y' a/b/c/f; ln -s f a/b/c/l; readlink -f a/b/c/l
cp -a a d; du -b d/b/c/f numbers; rm -r d; mv a z; ls -R z; stat -c '%A %U %G %s' z/b/c/f z/b/c/l
printf 'b 2\na 1\nc 3\n' >l; printf 'a x\nb y\n' >r; sort l | join - r; paste l r; comm -12 numbers numbers | wc -l
printf 'one two  three\n' | tr -s ' ' | fmt -w 8; printf 'a\tb\n' | expand -t 4; printf 'abc\n' | rev 2>/dev/null; echo 100 | numfmt --to=iec; numfmt --to=si 123456
expr 6 '*' 7; factor 1234567890; date -u -d @1700000000 '+%F %T %a'; basename /x/y.c .c; dirname /x/y.c; seq -s, 5; yes | head -2
echo hello | base64; echo hello | base32; echo aGVsbG8K | base64 -d; echo hello | od -An -tx1; head -c 5 numbers; tail -c 5 numbers
nl l; fold -w 3 l; pr -t -2 l; tsort <<END
a b
b c
END
dd if=numbers bs=100 count=2 skip=1 2>/dev/null | wc -c; truncate -s 12345 big; stat -c %s big; csplit -s numbers 500 && wc -l xx00 xx01
test -d z && echo dir; [ 3 -gt 2 ] && echo gt; echo "$(printf '%s-%s' a b)"; env -i A=1 env; nproc --all >/dev/null && echo nproc; id -un; whoami; uname -s; tty
timeout 0.2 sleep 5; echo "timeout: $?"; nice -n 5 nice; chmod 640 l; stat -c %a l; mktemp -u /tmp/xx.XXXX | wc -c; install -m 755 l m; stat -c %A m; pwd; realpath --relative-to=/usr /usr/bin/env; stdbuf -oL echo buffered; sync; mkfifo p; (echo via fifo >p &) ; cat p; tee t1 t2 <l >/dev/null; cat t1 t2 | uniq -c | sort -rn | head -1; ptx -G -b l <l 2>/dev/null | head -1; true
