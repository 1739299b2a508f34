#!/bin/sh
# program: curl
# what: against a local server: get, head, post, headers, a file that is missing
mkdir www; seq 1 10000 >www/numbers; echo index >www/index.html
python3 - <<'END' &
import http.server, os
class H(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *a): super().__init__(*a, directory="www")
    def log_message(self, *a): pass
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])); self.send_response(201); self.end_headers(); self.wfile.write(body[::-1])
s = http.server.ThreadingHTTPServer(("127.0.0.1", 8001), H); open("ready", "w").close(); s.serve_forever()
END
for i in $(seq 300); do [ -e ready ] && break; sleep 0.1; done
curl -s http://127.0.0.1:8001/; curl -s http://localhost:8001/numbers | sha256sum; curl -s -o /dev/null -w '%{http_code} %{size_download}\n' http://127.0.0.1:8001/missing; curl -s -d abc http://127.0.0.1:8001/x; echo; curl -sI http://127.0.0.1:8001/numbers | grep -i length; curl -s file://$PWD/www/index.html; curl -s http://127.0.0.1:1/; echo "status $?"; kill $!; wait 2>/dev/null; true
