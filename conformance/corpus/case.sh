# case with patterns, fall-through and continue.
t() {
  case $1 in
    [0-9]) echo "digit";;
    [0-9]*) echo "starts with a digit";;
    a|b) echo "a or b";;
    *' '*) echo "has a space";;
    "") echo "empty";;
    \*) echo "a star";;
    *) echo "other";;
  esac
}
for x in 5 5x a b "x y" "" '*' zz; do t "$x"; done
case abc in a*) echo one;;& *c) echo two;& zzz) echo three;; *) echo four;; esac
shopt -s nocasematch; case ABC in abc) echo "case ignored";; esac
