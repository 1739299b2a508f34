# Abbreviations that stay unique, and longest common prefixes.
words=(commit clone config checkout cherry-pick clean)
for w in "${words[@]}"; do for ((n = 1; n <= ${#w}; n++)); do p=${w:0:n}; c=0; for o in "${words[@]}"; do [[ $o == "$p"* ]] && ((c++)); done; ((c == 1)) && { echo "$p -> $w"; break; }; done; done
lcp() { local p=$1 w; for w; do while [[ $w != "$p"* ]]; do p=${p%?}; done; done; echo "[$p]"; }; lcp flower flow flight; lcp abc abc; lcp x y; compgen -W "${words[*]}" -- cl
