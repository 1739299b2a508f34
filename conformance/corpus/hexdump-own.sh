# A hexadecimal dump in bash, against od.
data=$'Hello, World!\n0123456789 abcdefghijklmnop\t~'
dump() { local s=$1 i j c h a; for ((i = 0; i < ${#s}; i += 16)); do printf '%07o' $i; h= a=; for ((j = i; j < i + 16 && j < ${#s}; j++)); do printf -v c %02x "'${s:j:1}"; h+=" $c"; done; echo "$h"; done; printf '%07o\n' ${#s}; }
dump "$data"; printf '%s' "$data" | od -tx1; diff <(dump "$data") <(printf '%s' "$data" | od -tx1) && echo same; printf '%s' "$data" | od -c | head -2; printf '%s' "$data" | od -An -tu1 -w8 | head -2; printf '%s' "$data" | od -j 7 -N 5 -An -c; printf '\001\002\003\004\005\006\007\010' | od -An -td2 -td4 -td8 -tx8 --endian=big; printf 'abc' | od -An -vtx1 -w1
