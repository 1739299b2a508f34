#!/bin/sh
# program: ssh-keygen
# what: make RSA, ECDSA and Ed25519 keys, fingerprints, sign and verify
# timeout: 400
for t in rsa ecdsa ed25519; do ssh-keygen -q -t $t -N '' -f k.$t -C test && ssh-keygen -lf k.$t.pub | awk '{ print $1, $3, $4 }'; ssh-keygen -y -f k.$t | cmp - k.$t.pub && echo same; stat -c %a k.$t; done
echo text >f; ssh-keygen -q -Y sign -f k.ed25519 -n file f 2>/dev/null; echo "me $(cat k.ed25519.pub)" >allowed; ssh-keygen -Y verify -f allowed -I me -n file -s f.sig <f | cut -d' ' -f1-5
