#!/bin/sh
# program: nginx
# what: static files over loopback, two workers, a reload
# timeout: 400
mkdir www logs; seq 1 5000 >www/n; echo index >www/index.html
cat >n.conf <<END
user root; worker_processes 2; pid $PWD/pid; error_log $PWD/logs/e; events { worker_connections 64; }
http { access_log off; server { listen 127.0.0.1:8003; root $PWD/www; location /r { return 301 /n; } } }
END
nginx -t -c $PWD/n.conf 2>/dev/null && nginx -c $PWD/n.conf; for i in $(seq 100); do curl -s -o /dev/null http://127.0.0.1:8003/ && break; sleep 0.1; done
curl -s http://127.0.0.1:8003/; curl -s http://127.0.0.1:8003/n | sha256sum; curl -s -o /dev/null -w '%{http_code} %{redirect_url}\n' http://127.0.0.1:8003/r; curl -s -o /dev/null -w '%{http_code}\n' http://127.0.0.1:8003/missing; nginx -s reload -c $PWD/n.conf; sleep 1; curl -s -r 0-9 http://127.0.0.1:8003/n; nginx -s quit -c $PWD/n.conf; for i in $(seq 100); do [ -e pid ] || break; sleep 0.1; done; ls pid 2>/dev/null; echo stopped
