# A regular-expression engine of our own (Thompson's construction) against re.
import re
class S:
    def __init__(s): s.eps, s.ch = [], None
def parse(p):
    pos = 0
    def alt():
        nonlocal pos
        a, b = cat()
        while pos < len(p) and p[pos] == "|":
            pos += 1; c, d = cat(); s, e = S(), S(); s.eps = [a, c]; b.eps.append(e); d.eps.append(e); a, b = s, e
        return a, b
    def cat():
        nonlocal pos
        s = e = S()
        while pos < len(p) and p[pos] not in "|)":
            a, b = rep(); e.eps.append(a); e = b
        return s, e
    def rep():
        nonlocal pos
        if p[pos] == "(": pos += 1; a, b = alt(); pos += 1
        else: a, b = S(), S(); a.ch = (p[pos], b); pos += 1
        while pos < len(p) and p[pos] in "*+?":
            s, e = S(), S(); s.eps.append(a); b.eps.append(e)
            if p[pos] in "*?": s.eps.append(e)
            if p[pos] in "*+": b.eps.append(a)
            a, b = s, e; pos += 1
        return a, b
    return alt()
def close(states):
    st, out = list(states), set()
    while st:
        s = st.pop()
        if s not in out: out.add(s); st += s.eps
    return out
def full(p, t):
    a, b = parse(p); cur = close([a])
    for c in t: cur = close([s.ch[1] for s in cur if s.ch and s.ch[0] in (c, ".")])
    return b in cur
n = bad = 0
for p in ("a*b", "(a|b)*c", "a+b?c", "(ab|cd)+", "a.c", "(a*)*b", "x?(yz)*x?", "((a|b)(c|d))*", "a|b|cd"):
    row = ""
    for t in ("", "a", "b", "ab", "aab", "abc", "abac", "c", "cd", "abcd", "axc", "xyzyzx", "acbd", "bbbbbc", "a" * 30 + "b"): r = full(p, t); n += 1; bad += r != bool(re.fullmatch(p, t)); row += "01"[r]
    print(f"{p:15} {row}")
print(n, bad)
