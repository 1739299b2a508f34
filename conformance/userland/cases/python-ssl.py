#!/usr/bin/python3
# program: python3.11
# what: ssl: contexts, ciphers, a handshake in memory with a certificate of its own, hmac, secrets
# timeout: 400
import hashlib, hmac, secrets, ssl, subprocess
subprocess.run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout k.pem -out c.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost -days 3650".split(), check=True, capture_output=True)
s = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); s.load_cert_chain("c.pem", "k.pem"); c = ssl.create_default_context(cafile="c.pem")
def pair(c): a, b, x, y = (ssl.MemoryBIO() for _ in range(4)); return c.wrap_bio(a, b, server_hostname="localhost"), s.wrap_bio(x, y, server_side=True), a, b, x, y
cl, sv, ci, co, si, so = pair(c)
def step(f, *a):
    try: return f(*a)
    except ssl.SSLWantReadError: return None
for _ in range(6): step(cl.do_handshake); si.write(co.read()); step(sv.do_handshake); ci.write(so.read())
print(cl.version(), cl.cipher()[0], cl.getpeercert()["subject"]); cl.write(b"secret"); si.write(co.read()); print(sv.read(100)); print(len(ssl.create_default_context().get_ciphers()) > 5, ssl.OPENSSL_VERSION.split()[:2], len(secrets.token_hex(8)), hmac.new(b"k", b"m", "sha256").hexdigest(), hashlib.scrypt(b"p", salt=b"s", n=16, r=1, p=1).hex()[:16])
cl, *_ = pair(ssl.create_default_context()); print(step(cl.do_handshake))
