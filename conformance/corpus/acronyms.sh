# First letters, title case, vowels.
while read -r line; do a=; for w in $line; do a+=${w:0:1}; done; echo "${a^^}: $line"; done <<'END'
portable network graphics
read the manual
what you see is what you get
END
s="hello shell world"; t=; for w in $s; do t+="${w^} "; done; echo "${t% }"; v=${s//[^aeiou]/}; echo "${#v} vowels in ${#s}"
r=; for ((i = ${#s} - 1; i >= 0; i--)); do r+=${s:i:1}; done; echo "$r"; [[ ${s// /} == *lsh* ]] && echo found
for w in level radar shell noon; do [[ $w == "$(rev <<<"$w")" ]] && echo "$w is a palindrome"; done
