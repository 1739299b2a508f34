#!/bin/sh
# program: make
# what: pattern rules, functions, parallel jobs, errors
cat >Makefile <<'END'
objects := $(patsubst %.in,%.out,$(wildcard *.in))
all: $(objects) ; @echo built $(words $^) "$(sort $(notdir $^))"
%.out: %.in ; @tr a-z A-Z <$< >$@
clean: ; rm -f *.out
fail: ; @exit 3
.PHONY: all clean fail
END
for i in a b c d; do echo "text $i" >$i.in; done
make -j2; cat *.out; make; touch a.in; make -n; make clean; make fail; echo "status $?"; make -s -f - <<'END'
x = $(shell echo from shell) $(foreach v,1 2 3,<$(v)>) $(if $(filter b,a b),yes,no)
all: ; @echo '$(x)'
END
