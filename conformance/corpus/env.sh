# Environment: export, unset, env, readonly, subshells.
A=1; export B=2; C=3 env | grep -c '^C=3'
env | grep -E '^(A|B)='; sh -c 'echo "${A-unset} ${B-unset}"'
(B=changed; export B; sh -c 'echo $B'); echo $B
readonly R=5; (R=6) 2>/dev/null || echo "readonly"
unset B; echo "${B-gone}"
f() { local x=inner; export y=set; echo $x; }; x=outer; f; echo "$x $y"
env -i X=1 sh -c 'echo $X; echo ${HOME-none}'
env -u HOME sh -c 'echo ${HOME-none}'
declare -x D=exported; sh -c 'echo $D'; export -n D; sh -c 'echo ${D-hidden}'
export -f f; bash -c f
declare -i n; n=2+3; echo $n; declare -l low=ABC; echo $low; declare -u up=abc; echo $up
nr=var; declare -n ref=nr; ref=changed; echo $nr; printenv HOME
