# Listing and modes.
umask 027; mkdir d; touch d/f; stat -c '%a %A' d d/f; umask 0; touch d/g; stat -c %a d/g; umask -S; umask 022
chmod u+x,go-r d/f; stat -c %A d/f; chmod 1777 d; stat -c %A d; chmod =r d/f; stat -c %a d/f; chmod -R a+rX d; find d -printf '%m %p\n' | sort
printf '%100s' x >big; ls -1s --block-size=1 --hide=d | awk '{ print NF }' | head -1; ls -l big | awk '{ print $1, $5 }'; touch -d '2001-02-03 04:05:06' big; ls -l --time-style='+%F %T' big | awk '{ print $6, $7 }'
mkdir -p t/u; touch t/.h t/b t/a.txt t/u/x; ls t; ls -a t; ls -A t; ls -R t; ls -p t; ls -F t; ls -r t; ls -x -w 20 t; ls -m t; ls -Q t; ls -X t; ls -d t/*; ls -i t/b | awk '{ print ($1 > 0) }'
ls none 2>&1 | sed "s/'//g"; ls -lS --time-style=+ big d/f | awk '{ print $5, $6 }'; stat -f -c %T . >/dev/null && echo fs; stat -c '%s %b %B %F' -- big | awk '{ print $1, $4, $5 }'; du -b big; wc -c <big
