#!/usr/bin/python3
# program: python3.11
# what: socket: TCP and UDP on loopback, Unix sockets with descriptor passing, socketpair, http.server and urllib
import array, http.server, os, selectors, socket, threading, urllib.request
a, b = socket.socketpair(); a.sendall(b"x"); print(b.recv(10)); s = socket.create_server(("127.0.0.1", 0)); c = socket.create_connection(s.getsockname()); d, _ = s.accept(); c.sendall(b"tcp"); print(d.recv(10)); u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(("127.0.0.1", 0)); u.sendto(b"udp", u.getsockname()); print(u.recv(10)); r, w = os.pipe(); socket.send_fds(a, [b"f"], [r]); _, fds, _, _ = socket.recv_fds(b, 10, 1); os.write(w, b"passed"); print(os.read(fds[0], 10)); print(socket.gethostbyname("localhost"), socket.getaddrinfo("127.0.0.1", 80)[0][4])
class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self): self.send_response(200); self.end_headers(); self.wfile.write(self.path.encode())
    def log_message(self, *a): pass
h = http.server.ThreadingHTTPServer(("127.0.0.1", 0), H); threading.Thread(target=h.serve_forever, daemon=True).start(); print(urllib.request.urlopen(f"http://127.0.0.1:{h.server_port}/path").read()); h.shutdown(); sel = selectors.DefaultSelector(); sel.register(b, selectors.EVENT_READ); a.send(b"y"); print(type(sel).__name__, len(sel.select(1)))
