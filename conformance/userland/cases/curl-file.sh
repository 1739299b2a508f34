#!/bin/sh
# program: curl
# what: version, a file: URL, an unsupported protocol, a refused connection
seq 1 1000 >f; curl -s "file://$PWD/f" | sha256sum; curl --version | head -1 | cut -d' ' -f1-2; curl -s nosuch://x; echo "status $?"; curl -s -o copy "file://$PWD/f"; cmp f copy && echo same
