# Conway's game of life, some generations.
W=12 H=8; declare -A g
for c in 1,2 2,3 3,1 3,2 3,3 5,5 5,6 5,7; do g[$c]=1; done
show() { local x y; for ((y = 1; y <= H; y++)); do for ((x = 1; x <= W; x++)); do [[ ${g[$x,$y]} ]] && printf '#' || printf .; done; echo; done; echo; }
step() { local -A n=(); local c x y dx dy; for c in "${!g[@]}"; do x=${c%,*} y=${c#*,}; for dx in -1 0 1; do for dy in -1 0 1; do (( dx || dy )) && (( n[$((x + dx)),$((y + dy))]++ )); done; done; done
  local -A new=(); for c in "${!n[@]}"; do (( n[$c] == 3 )) || { (( n[$c] == 2 )) && [[ ${g[$c]} ]]; } && new[$c]=1; done; g=(); for c in "${!new[@]}"; do g[$c]=1; done; }
show; for i in 1 2 3 4 5; do step; done; show; echo "${#g[@]} cells"
