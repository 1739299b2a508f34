# Topological order with tsort and by hand.
cat >deps <<'END'
app lib
app ui
ui lib
lib core
tests app
END
tsort deps
declare -A seen; order=()
visit() { [[ ${seen[$1]} ]] && return; seen[$1]=1; local d; for d in $(awk -v n="$1" '$1 == n { print $2 }' deps); do visit "$d"; done; order+=("$1"); }
for n in $(awk '{ print $1; print $2 }' deps | sort -u); do visit "$n"; done
echo "${order[@]}"; echo 'core app' >>deps; tsort deps >/dev/null 2>&1; echo "loop: $?"
