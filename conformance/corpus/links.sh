# Hard and symbolic links.
echo data >f; ln f h; ln -s f s; ln -s none broken; ln -s . loop; mkdir d; ln -s ../f d/up
stat -c '%h' f h; cat s; [ -L s ] && readlink s; [ -e broken ] || echo broken; cat d/up; cat loop/loop/f
ln -s self self; cat self 2>/dev/null || echo "too many levels"; rm f; cat h; cat s 2>/dev/null || echo dangling
echo via >s; cat f; ln -sf h s; readlink s; ln -sfn d s; readlink s; readlink -f s/up | sed 's|.*/||'; realpath -m a/../b | sed 's|.*/||'
cp -P s copied; [ -L copied ] && echo "copied as a link"; cp -L d/up flat; [ -L flat ] || echo "copied as a file"; find . -type l | sort; find -L . -maxdepth 1 -type f | sort
mv s moved; readlink moved; unlink moved; ls; ln h h 2>/dev/null || echo exists; ln nothere x 2>/dev/null || echo missing; rm -r d; ls -A | wc -l; namei h | tail -1
