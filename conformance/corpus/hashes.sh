# Checksums of known data.
printf 'hello' >f; seq 1 5000 >g
for c in md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum; do $c f | cut -c1-32; $c <g | cut -c1-16; done
cksum f g; sum f; sum -s f; cksum -a crc f 2>/dev/null
sha256sum f g >sums; sha256sum -c sums; echo x >>g; sha256sum -c sums 2>/dev/null; echo $?
sha256sum --tag f; md5sum -z f | tr '\0' '\n'; b2sum -l 128 f
base64 g | head -2; base64 -w0 f; echo; base64 -d <<< aGVsbG8=; echo; base32 f; basenc --base16 f; basenc --base64url f; echo '!!' | base64 -d 2>/dev/null; echo $?
