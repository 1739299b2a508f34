# A word game played from a script.
word=shell guesses="e a l x s h q" shown= wrong=0 tried=
for g in $guesses; do
  tried+=$g; if [[ $word == *$g* ]]; then echo "$g: yes"; else echo "$g: no"; ((wrong++)); fi
  shown=; for ((i = 0; i < ${#word}; i++)); do c=${word:i:1}; [[ $tried == *$c* ]] && shown+=$c || shown+=_; done; echo "$shown ($wrong wrong)"
  [ "$shown" = "$word" ] && { echo "won after ${#tried}"; break; }
done
bulls() { local s=$1 g=$2 b=0 c=0 i; for ((i = 0; i < ${#s}; i++)); do [ "${s:i:1}" = "${g:i:1}" ] && ((b++)) || { [[ $s == *"${g:i:1}"* ]] && ((c++)); }; done; echo "$g: $b bulls, $c cows"; }; for g in 1234 4321 1243 5678 9230; do bulls 1235 $g; done
board=(. . . . . . . . .); p=X; for m in 4 0 2 6 3 5 1 7; do board[m]=$p; for l in "0 1 2" "3 4 5" "6 7 8" "0 3 6" "1 4 7" "2 5 8" "0 4 8" "2 4 6"; do set -- $l; [ "${board[$1]}${board[$2]}${board[$3]}" = $p$p$p ] && { echo "$p wins"; break 2; }; done; [ $p = X ] && p=O || p=X; done; printf '%s%s%s\n' "${board[@]}"
