# A little test framework, as many projects have.
pass=0 fail=0
check() { local want=$1 got; shift; got=$("$@" 2>&1); local s=$?; if [[ $got == "$want" ]]; then ((pass++)); else ((fail++)); echo "FAIL: $*: wanted '$want', got '$got' ($s)"; fi; }
check 5 expr 2 + 3; check hello echo hello; check "a b" printf '%s %s' a b; check 4 expr 2 + 3; check "" true; check x false
check 3 bash -c 'echo "$#"' _ 1 2 3; check ABC tr a-z A-Z <<<abc; check 2 grep -c a <<<$'a\nb\na'
echo "$pass passed, $fail failed"; (exit $fail); echo $?
describe() { echo "# $1"; }; it() { "${@:2}" >/dev/null 2>&1 && echo "ok - $1" || echo "not ok - $1"; }
describe shell; it "has true" true; it "lacks none" nonexistent; it "compares" test 1 -lt 2; trap 'echo "done after $((pass + fail))"' EXIT
