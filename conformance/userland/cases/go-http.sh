#!/bin/sh
# program: a Go program
# what: net/http: a server and a client on loopback
# timeout: 400
# needs: go
/fixtures/go-program http
