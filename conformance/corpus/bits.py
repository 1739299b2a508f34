# Bits and codes: CRC, Hamming, Gray, LFSR, base conversion, bloom filter, huffman.
import heapq, zlib
def crc32(data):
    c = 0xffffffff
    for b in data:
        c ^= b
        for _ in range(8): c = c >> 1 ^ (0xedb88320 if c & 1 else 0)
    return c ^ 0xffffffff
d = b"The quick brown fox jumps over the lazy dog"; print(hex(crc32(d)), crc32(d) == zlib.crc32(d)); print([i ^ i >> 1 for i in range(16)], [bin(i).count("1") for i in range(16)], [(x & -x) for x in (12, 40, 7)], [x.bit_length() for x in (0, 1, 255, 256)])
def hamming(d4): p = [d4 >> 3 & 1, d4 >> 2 & 1, d4 >> 1 & 1, d4 & 1]; a, b, c, e = p; return [a ^ b ^ e, a ^ c ^ e, a, b ^ c ^ e, b, c, e]
for v in (0b1011, 0b0001):
    w = hamming(v); w[4] ^= 1; s = sum((w[i] and i + 1 or 0) ^ 0 for i in ()) ; e = 0
    for i, bit in enumerate(w): e ^= (i + 1) * bit
    w[e - 1] ^= 1; print(v, e, w == hamming(v))
x, seen = 0xACE1, 0
while True:
    bit = (x ^ x >> 2 ^ x >> 3 ^ x >> 5) & 1; x = x >> 1 | bit << 15; seen += 1
    if x == 0xACE1: break
print(seen)
def huffman(t):
    q = [(n, i, c) for i, (c, n) in enumerate(sorted({c: t.count(c) for c in set(t)}.items()))]; heapq.heapify(q); k = len(q)
    while len(q) > 1: a, b = heapq.heappop(q), heapq.heappop(q); heapq.heappush(q, (a[0] + b[0], k, (a[2], b[2]))); k += 1
    def walk(n, p): return {n: p or "0"} if isinstance(n, str) else {**walk(n[0], p + "0"), **walk(n[1], p + "1")}
    return walk(q[0][2], "")
h = huffman("abracadabra alakazam"); e = "".join(h[c] for c in "abracadabra"); print(sorted(h.items()), e); inv, out, cur = {v: k for k, v in h.items()}, "", ""
for b in e:
    cur += b
    if cur in inv: out += inv[cur]; cur = ""
print(out); m = 0
for w in ("ann", "bob", "cy"): 
    for s in range(3): m |= 1 << zlib.crc32(w.encode(), s) % 64
print(hex(m), [all(m >> zlib.crc32(w.encode(), s) % 64 & 1 for s in range(3)) for w in ("ann", "dan", "cy")]); print([int("".join(map(str, [(n >> i) & 1 for i in range(8)])), 2) for n in (1, 2, 200)], (0b1010 << 3 | 5) & 0xff, ~0 & 0xf, -5 >> 1, -5 & 0xff)
