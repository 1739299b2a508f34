#!/bin/sh
# program: ripgrep
# what: search in a tree with several threads, globs, replacements
mkdir -p t/a; seq 1 3000 >t/n; for i in 1 2 3; do echo "fn main$i() { let x = $i; }" >t/a/$i.rs; done; echo ignored >t/.gitignore
rg --sort path 'let x' t; rg -c '7' t/n; rg -g '*.rs' -o 'main[0-9]' t --sort path; rg -r '<$1>' '(\d)\d\d5' t/n | head -3; rg -l fn t | sort; rg -U 'x = 1;.*\n' t/a/1.rs; rg --files t | sort; rg -w nothing t; echo "status $?"; rg -P '(\d)\1\1\1' t/n
