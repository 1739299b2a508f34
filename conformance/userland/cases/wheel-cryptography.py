#!/usr/bin/python3
# program: cryptography
# what: wheel: Fernet, AES-GCM, RSA and Ed25519 signatures, an X.509 certificate
# timeout: 600
# needs: wheels
import datetime; from cryptography import x509; from cryptography.fernet import Fernet; from cryptography.hazmat.primitives import hashes, serialization; from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa; from cryptography.hazmat.primitives.ciphers.aead import AESGCM; from cryptography.x509.oid import NameOID
f = Fernet(Fernet.generate_key()); print(f.decrypt(f.encrypt(b"secret"))); print(AESGCM(bytes(32)).encrypt(bytes(12), b"data", b"").hex()); k = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32)); print(k.sign(b"m").hex()); r = rsa.generate_private_key(65537, 2048); r.public_key().verify(r.sign(b"m", padding.PKCS1v15(), hashes.SHA256()), b"m", padding.PKCS1v15(), hashes.SHA256()); n = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")]); d = datetime.datetime(2024, 1, 1); c = x509.CertificateBuilder().subject_name(n).issuer_name(n).public_key(k.public_key()).serial_number(1).not_valid_before(d).not_valid_after(d + datetime.timedelta(9)).sign(k, None); print(c.fingerprint(hashes.SHA256()).hex()); h = hashes.Hash(hashes.BLAKE2b(64)); h.update(b"x"); print(h.finalize().hex()[:16])
