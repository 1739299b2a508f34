# A ledger kept in associative arrays, with errors.
declare -A balance
deposit() { (( balance[$1] = ${balance[$1]:-0} + $2 )); }
withdraw() {
  if (( ${balance[$1]:-0} < $2 )); then echo "refused: $1 has ${balance[$1]:-0}" >&2; return 1; fi
  (( balance[$1] -= $2 ))
}
transfer() { withdraw "$1" "$3" && deposit "$2" "$3"; }
deposit ann 100; deposit bob 50
transfer ann bob 30 && echo moved; transfer bob ann 500 2>&1 || echo "status $?"
for i in {1..20}; do transfer ann bob 1; done
for who in ann bob; do printf '%-5s %6d\n' "$who" "${balance[$who]}"; done
