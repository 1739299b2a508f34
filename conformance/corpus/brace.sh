# Brace, tilde and pathname expansion.
echo {a,b,c}{1,2} {1..5} {5..1..2} {a..e} {01..03} x{,y,z}
echo pre{fix,{un,re}do}post {a,b {c}
touch a.c b.c c.h .hidden 'with space.c' d1 d2
echo *.c; echo .h*; echo [ab].?; echo d[0-9]; echo nothing*
shopt -s nullglob; echo nothing*; shopt -u nullglob
shopt -s extglob; echo !(*.c); echo @(a|b).c; echo +([a-d]).[ch]
mkdir -p x/y; touch x/1.t x/y/2.t; shopt -s globstar; echo **/*.t
set -f; echo *.c; set +f
HOME=/home/u; echo ~ ~/x "~" ; echo ~root
GLOBIGNORE='a*'; echo *.c
case "file.tar.gz" in *.tar.*) echo archive;; esac
