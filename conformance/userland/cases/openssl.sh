#!/bin/sh
# program: openssl
# what: digests, ciphers, an RSA and an EC key, a certificate, signing and verifying
# timeout: 600
seq 1 1000 >f; for d in md5 sha1 sha256 sha3-256 blake2b512; do openssl dgst -$d f; done
openssl enc -aes-256-cbc -pbkdf2 -pass pass:x -S 0011223344556677 -in f -out f.enc && sha256sum f.enc && openssl enc -d -aes-256-cbc -pbkdf2 -pass pass:x -S 0011223344556677 -in f.enc | cmp - f && echo decrypted
openssl genrsa -out k.pem 2048 2>/dev/null && openssl rsa -in k.pem -check -noout; openssl req -x509 -key k.pem -subj /CN=example.org -days 3650 -out c.pem && openssl verify -CAfile c.pem c.pem; openssl dgst -sha256 -sign k.pem -out sig f && openssl x509 -in c.pem -pubkey -noout >p.pem && openssl dgst -sha256 -verify p.pem -signature sig f
openssl ecparam -name prime256v1 -genkey -noout -out e.pem && openssl pkey -in e.pem -noout -text | grep -c :; openssl genpkey -algorithm ed25519 -out ed.pem && openssl pkey -in ed.pem -pubout | wc -l; openssl rand -hex 8 | wc -c; openssl version | cut -d' ' -f1-2; echo abc | openssl base64; openssl list -digest-algorithms | wc -l; openssl s_client -connect 127.0.0.1:1 </dev/null >/dev/null 2>&1; echo "status $?"
