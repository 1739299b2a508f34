# select, and prompts from a file.
printf '2\n9\n1\n3\n' >answers
PS3='choose: '
select x in apple banana quit; do
  case $x in quit) echo leaving; break;; "") echo "no such choice $REPLY";; *) echo "you have $x ($REPLY)";; esac
done <answers 2>/dev/null
while read -r -p 'name? ' n; do [ "$n" = 1 ] && break; echo "hello $n"; done <answers
printf 'y\nn\n' | while read -r -n1 a; do [[ $a ]] || continue; case $a in [yY]) echo yes;; *) echo no;; esac; done
