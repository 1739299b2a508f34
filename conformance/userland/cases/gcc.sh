#!/bin/sh
# program: gcc
# what: compile, assemble and link a C program inside, run the result; a static one, a shared library
# timeout: 900
cat >m.c <<'END'
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
int twice(int);
static int by(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
int main(int argc, char **argv) { int v[] = { 5, 3, 9, 1 }; qsort(v, 4, sizeof *v, by); for (int i = 0; i < 4; i++) printf("%d ", twice(v[i])); printf("%.6f %d %s\n", sqrt(2.0), argc, argv[argc - 1]); return 0; }
END
cat >t.c <<'END'
int twice(int x) { return 2 * x; }
END
gcc -O2 -Wall -c m.c t.c && gcc -o m m.o t.o -lm && ./m last && gcc -shared -fPIC -o libt.so t.c && gcc -o d m.c -L. -lt -lm -Wl,-rpath,. && ./d dynamic && gcc -static -O0 -o s m.c t.c -lm && ./s static; gcc -E -P t.c; gcc -S -O2 -o - t.c | grep -c ret; echo 'int main(void) { return undeclared; }' | gcc -x c -fdiagnostics-plain-output - 2>&1; nm t.o; ar rcs libx.a t.o; ar t libx.a; objdump -d t.o | tail -4; strip m; ./m stripped
