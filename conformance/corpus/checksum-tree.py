# A Merkle tree with proofs, and a chain of blocks.
import hashlib, json
def h(*p): return hashlib.sha256(b"".join(p)).digest()
def tree(leaves):
    level = [h(b"\0", l) for l in leaves]; levels = [level]
    while len(level) > 1:
        level = [h(b"\1", *level[i:i + 2]) if i + 1 < len(level) else level[i] for i in range(0, len(level), 2)]; levels.append(level)
    return levels
def proof(levels, i):
    out = []
    for l in levels[:-1]:
        j = i ^ 1
        if j < len(l): out.append((j & 1, l[j]))
        i //= 2
    return out
def check(leaf, p, root):
    x = h(b"\0", leaf)
    for right, s in p: x = h(b"\1", x, s) if right else h(b"\1", s, x)
    return x == root
leaves = [f"leaf {i}".encode() for i in range(11)]; t = tree(leaves); root = t[-1][0]; print(root.hex(), [len(l) for l in t])
print([check(l, proof(t, i), root) for i, l in enumerate(leaves)], check(b"other", proof(t, 3), root), check(leaves[0], proof(t, 1), root))
chain = []
for i in range(4):
    b = {"n": i, "prev": chain[-1]["hash"] if chain else "0" * 64, "data": f"tx{i}", "nonce": 0}
    while not (d := hashlib.sha256(json.dumps(b, sort_keys=True).encode()).hexdigest()).startswith("00"): b["nonce"] += 1
    chain.append({**b, "hash": d})
print([(b["nonce"], b["hash"][:10]) for b in chain]); chain[1]["data"] = "forged"
print([hashlib.sha256(json.dumps({k: v for k, v in b.items() if k != "hash"}, sort_keys=True).encode()).hexdigest() == b["hash"] for b in chain])
