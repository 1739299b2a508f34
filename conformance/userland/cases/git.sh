#!/bin/sh
# program: git
# what: init, add, commit, branch, merge, diff, log, clone over a local path, gc, fsck
# timeout: 400
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@example.org GIT_AUTHOR_DATE='1600000000 +0000' GIT_COMMITTER_DATE='1600000000 +0000'
git init -q -b main r; cd r
seq 1 100 >a; git add a; git commit -q -m first; sed -i 's/^50$/fifty/' a; git diff; git commit -qam second
git checkout -q -b topic HEAD~1; echo b >b; git add b; git commit -q -m topic; git checkout -q main; git merge -q --no-edit topic
git log --format='%H %s' --graph; git status --short; git rev-parse HEAD; git cat-file -p HEAD^{tree}; cd ..
git clone -q r c; cd c; git log --oneline | wc -l; git grep -n fifty; git blame -s a | sed -n 50p; git tag v1; git describe --tags; git stash list; git gc -q; git fsck 2>&1; git show --stat HEAD~1; git archive HEAD | tar -t; git rev-list --objects --all | wc -l
