#!/bin/sh
# program: a Go program
# what: goroutines, channels, maps, sort, garbage collection (static, compiled natively by Debian's Go)
# timeout: 400
# needs: go
/fixtures/go-program
