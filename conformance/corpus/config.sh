# Reads a configuration file with sections.
cat >c.ini <<'END'
; comment
[server]
port = 8080
host=localhost
[paths]
root = /srv/data
temp = ${root}/tmp
END
section=; declare -A conf
while IFS= read -r line || [ -n "$line" ]; do
  line=${line%%;*}; line=${line#"${line%%[! ]*}"}
  case $line in "") continue;; \[*\]) section=${line:1:-1};; *=*) k=${line%%=*}; v=${line#*=}; k=${k%% *}; v=${v# }; conf[$section.$k]=${v//'${root}'/${conf[$section.root]}};; esac
done <c.ini
for k in $(printf '%s\n' "${!conf[@]}" | sort); do echo "$k -> ${conf[$k]}"; done
[ "${conf[server.port]}" -gt 1024 ] && echo "unprivileged"
