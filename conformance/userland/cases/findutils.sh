#!/bin/sh
# program: findutils
# what: find with tests and actions, xargs
# sample: yes
mkdir -p t/a t/b/c; for i in 1 2 3; do echo $i >t/a/$i.txt; seq $i 100 >t/b/c/$i.log; done; ln -s a t/link
find t | sort; find t -name '*.log' -size +200c -printf '%p %s %m %y\n' | sort
find t -type f -newer t/a/1.txt | wc -l >/dev/null; find t -type f -exec wc -c {} + | sort; find t -type l -printf '%l\n'
find t -type f -print0 | sort -z | xargs -0 -n 2 echo; seq 10 | xargs -P 2 -n 5 echo | sort; find t -name '?.txt' -delete; find t | sort | wc -l
find t -regex '.*/[12]\.log' | sort; find t -maxdepth 1 -mindepth 1 | sort; find t -empty; find /usr/lib/x86_64-linux-gnu -maxdepth 1 -name 'libc*.so*' | sort
