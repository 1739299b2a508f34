# hashlib: all the algorithms, updates, hmac, key derivation.
import hashlib, hmac, zlib, binascii
data = bytes(range(256)) * 40
for n in sorted(hashlib.algorithms_guaranteed):
    h = hashlib.new(n); h.update(data[:1000]); h.update(data[1000:]); print(n, h.hexdigest(16) if n.startswith("shake") else h.hexdigest()[:32], h.block_size)
print(hmac.new(b"key", data, hashlib.sha1).hexdigest(), hmac.compare_digest(b"a", b"a"), hashlib.pbkdf2_hmac("sha256", b"pw", b"salt", 1000).hex(), hashlib.scrypt(b"pw", salt=b"salt", n=64, r=2, p=1, dklen=16).hex(), hashlib.blake2b(b"x", digest_size=8, key=b"k").hexdigest(), hashlib.blake2s(b"x", person=b"p").hexdigest()[:16])
h = hashlib.sha256(b"a"); c = h.copy(); h.update(b"b"); print(h.hexdigest() == hashlib.sha256(b"ab").hexdigest(), c.hexdigest() == hashlib.sha256(b"a").hexdigest()); print(zlib.crc32(data), zlib.adler32(data), binascii.crc_hqx(data, 0), binascii.hexlify(data[:4], "-"))
for n in (0, 1, 55, 56, 63, 64, 65, 127, 128, 129, 1000): print(n, hashlib.md5(data[:n]).hexdigest()[:8], hashlib.sha512(data[:n]).hexdigest()[:8])
