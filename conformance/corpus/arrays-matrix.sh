# Matrices in associative arrays.
declare -A m; n=4; for ((i = 0; i < n; i++)); do for ((j = 0; j < n; j++)); do m[$i,$j]=$((i * n + j)); done; done
row() { local j; for ((j = 0; j < n; j++)); do printf '%4d' "${m[$1,$j]}"; done; echo; }; for ((i = 0; i < n; i++)); do row $i; done
for ((j = 0; j < n; j++)); do for ((i = n - 1; i >= 0; i--)); do printf '%4d' "${m[$i,$j]}"; done; echo; done
t=0; for ((i = 0; i < n; i++)); do ((t += m[$i,$i])); done; echo "trace $t"; x=0 y=0 dx=1 dy=0; declare -A s; for ((k = 0; k < n * n; k++)); do echo -n "${m[$y,$x]} "; s[$x,$y]=1; nx=$((x + dx)) ny=$((y + dy)); if ((nx < 0 || nx >= n || ny < 0 || ny >= n)) || [[ ${s[$nx,$ny]} ]]; then t=$dx; dx=$((-dy)); dy=$t; nx=$((x + dx)) ny=$((y + dy)); fi; x=$nx y=$ny; done; echo
