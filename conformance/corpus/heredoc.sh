# Here-documents: expansion, quoting, tabs, nesting.
name=World
cat <<END
Hello $name, $((1 + 1)), $(echo sub), \$escaped, `echo old`
END
cat <<'END'
Hello $name $(not run)
END
cat <<-END
	tabs are
		stripped
	END
cat <<A; cat <<B
first
A
second
B
f() { cat; }; f <<END | tr a-z A-Z
through a function
END
while read -r a b; do echo "$b-$a"; done <<END
1 one
2 two
END
cat <<"E N D"
odd delimiter
E N D
x=$(cat <<END
in a substitution
END
); echo "$x"
