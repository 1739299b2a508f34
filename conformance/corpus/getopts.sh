# getopts: flags, values, errors, rest.
parse() {
  local OPTIND=1 o
  while getopts ':ab:c' o; do
    case $o in a) echo "flag a";; b) echo "value b=$OPTARG";; c) echo "flag c";; :) echo "missing for $OPTARG";; \?) echo "unknown $OPTARG";; esac
  done
  shift $((OPTIND - 1)); echo "rest: $*"
}
parse -a -b 5 x y; parse -ab7 -c; parse -b; parse -z; parse -- -a; parse -ca file -b
set -- --name=value -v; for a; do case $a in --*=*) echo "${a%%=*} is ${a#*=}";; -v) echo verbose;; esac; done
getopt -o ab: --long alpha,beta: -- -a --beta 3 rest
