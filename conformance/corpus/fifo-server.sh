# A server behind named pipes.
mkfifo req rep
server() { while read -r cmd arg; do case $cmd in up) echo "${arg^^}";; len) echo "${#arg}";; quit) echo bye; return;; *) echo "unknown $cmd";; esac; done; }
server <req >rep &
exec 3>req 4<rep
ask() { echo "$*" >&3; read -r answer <&4; echo "$* => $answer"; }
ask up hello; ask len "some words here"; ask what; for i in {1..30}; do ask len "$i$i" >/dev/null; done; ask quit
exec 3>&- 4<&-; wait; echo "status $?"
