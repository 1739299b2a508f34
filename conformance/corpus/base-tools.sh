# Encoding round trips.
for t in base64 base32; do printf 'binary \001\377\n' | $t | tee e; $t -d e | od -An -c; done
printf '%s' "hello world" | od -An -tx1 | tr -d ' \n'; echo
for h in 48 65 6c 6c 6f; do printf "\x$h"; done; echo
printf '%d %o %x\n' "'A" "'A" "'A"; printf '\101\x42\u0043\n'
url() { local s=$1 i c o=; for ((i = 0; i < ${#s}; i++)); do c=${s:i:1}; case $c in [a-zA-Z0-9._~-]) o+=$c;; *) printf -v c '%%%02X' "'$c"; o+=$c;; esac; done; echo "$o"; }
url 'a b&c=d/e?f'; u=$(url 'x y/z'); printf '%b\n' "${u//%/\\x}"; tr A-Za-z N-ZA-Mn-za-m <<<"Uryyb"; seq 3 | gzip -n | base64; echo H4sIAAAAAAAAAzPhAgDs9ZRRAgAAAA== | base64 -d | gzip -dc 2>/dev/null | head -c 2 | od -An -c
