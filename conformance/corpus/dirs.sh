# Directories: cd, pushd, popd, CDPATH, pwd.
base=$PWD
mkdir -p a/b c; ln -s a/b link
cd a/b; echo "${PWD#$base}"; cd ..; echo "${PWD#$base}"; cd "$base"
cd link; echo "${PWD#$base}"; pwd -P | sed "s|$base||"; cd ..; echo "${PWD#$base}."
pushd a >/dev/null; pushd b >/dev/null; dirs | wc -w; popd >/dev/null; popd >/dev/null; echo "${PWD#$base}."
CDPATH=$base/a; cd b | sed "s|$base||"; echo "${OLDPWD#$base}."
cd "$base"; cd - >/dev/null; cd "$base"
cd nowhere 2>/dev/null || echo "no such directory"
mkdir a 2>/dev/null || echo "exists"; rmdir a 2>/dev/null || echo "not empty"; rm -r a link; ls
