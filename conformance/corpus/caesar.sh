# Ciphers: caesar, vigenere, xor in hex, frequency attack.
caesar() { local k=$2 i c o= n; for ((i = 0; i < ${#1}; i++)); do c=${1:i:1}; if [[ $c == [a-z] ]]; then printf -v n %d "'$c"; n=$(((n - 97 + k + 26) % 26 + 97)); printf -v c "\\$(printf %o $n)"; fi; o+=$c; done; echo "$o"; }
m="attack at dawn, defend the eastern wall"; e=$(caesar "$m" 7); echo "$e"; caesar "$e" -7
top=$(grep -o '[a-z]' <<<"$e" | sort | uniq -c | sort -k1,1nr -k2 | head -1 | awk '{ print $2 }'); echo "most frequent: $top"
k="key" o=; for ((i = 0; i < 12; i++)); do printf -v a %d "'${m:i:1}"; printf -v b %d "'${k:i % 3:1}"; printf -v h %02x $((a ^ b)); o+=$h; done; echo "$o"
p=; for ((i = 0; i < 24; i += 2)); do printf -v b %d "'${k:i / 2 % 3:1}"; printf -v c "\\x$(printf %x $((16#${o:i:2} ^ b)))"; p+=$c; done; echo "$p"
