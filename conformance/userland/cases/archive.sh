#!/bin/sh
# program: tar, gzip, bzip2, xz, zstd
# what: pack, unpack and compare with each
# timeout: 400
mkdir d; seq 1 20000 >d/numbers; cp /bin/ls d/ls; ln -s ls d/link; touch -d @1600000000 d/*
tar --sort=name --mtime=@1600000000 --owner=0 --group=0 --numeric-owner -cf d.tar d; sha256sum d.tar
for c in gzip bzip2 xz zstd; do $c -k -c d.tar >d.tar.$c; $c -dc d.tar.$c | cmp - d.tar && echo "$c same"; $c -t d.tar.$c 2>&1 | head -1; done
gzip -n -c d.tar | sha256sum; xz -T1 -c d.tar | sha256sum; bzip2 -c d.tar | sha256sum; zstd -q -c -9 d.tar | sha256sum
mkdir u; tar -C u -xJf d.tar.xz; diff -r d u/d && echo unpacked; tar -tvf d.tar --numeric-owner --utc; rm d/numbers; tar -xzf d.tar.gzip d/numbers; wc -l d/numbers
