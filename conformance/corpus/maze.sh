# A path through a maze with breadth-first search.
maze=("##########" "#S..#....#" "##.##.##.#" "#..#..#..#" "#.##.##.##" "#.......E#" "##########")
for y in "${!maze[@]}"; do for ((x = 0; x < 10; x++)); do case ${maze[y]:x:1} in S) s=$x,$y;; E) e=$x,$y;; esac; done; done
queue=($s); declare -A from=([$s]=start)
while ((${#queue[@]})); do c=${queue[0]}; queue=("${queue[@]:1}"); [ $c = $e ] && break; x=${c%,*} y=${c#*,}; for d in 1,0 -1,0 0,1 0,-1; do nx=$((x + ${d%,*})) ny=$((y + ${d#*,})); [[ ${maze[ny]:nx:1} != '#' && -z ${from[$nx,$ny]} ]] && { from[$nx,$ny]=$c; queue+=($nx,$ny); }; done; done
n=0 c=$e; while [ "$c" != $s ]; do c=${from[$c]}; x=${c%,*} y=${c#*,}; [ "$c" != $s ] && maze[y]=${maze[y]:0:x}o${maze[y]:x+1}; ((n++)); done
printf '%s\n' "${maze[@]}"; echo "$n steps, ${#from[@]} seen"
