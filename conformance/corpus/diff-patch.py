# difflib in all forms and a patch applied by hand.
import difflib, re
a = "one two three four five six seven eight nine ten".split(); b = "one 2 three four 5 five six eight nine ten eleven".split()
u = list(difflib.unified_diff(a, b, "a", "b", n=1, lineterm="")); print(*u, sep="\n"); print(*difflib.context_diff(a, b, lineterm="", n=0), sep="\n"); print(*difflib.ndiff(a, b), sep="\n"); m = difflib.SequenceMatcher(None, a, b); print(m.get_opcodes(), round(m.ratio(), 4), m.find_longest_match(), list(difflib.restore(difflib.ndiff(a, b), 2)) == b)
def apply(lines, patch):
    out, i = [], 0
    for l in patch[2:]:
        if h := re.match(r"@@ -(\d+)", l): k = int(h[1]) - 1; out += lines[i:k]; i = k
        elif l[0] == "-": assert lines[i] == l[1:]; i += 1
        elif l[0] == "+": out.append(l[1:])
        else: out.append(lines[i]); i += 1
    return out + lines[i:]
print(apply(a, u) == b); print(difflib.get_close_matches("helo", ["hello", "help", "world", "hero"], 3, 0.5), difflib.HtmlDiff().make_table(["x"], ["y"]).count("<tr>"), difflib.IS_CHARACTER_JUNK(" "))
def lcs_diff(x, y):
    t = [[0] * (len(y) + 1) for _ in range(len(x) + 1)]
    for i in reversed(range(len(x))):
        for j in reversed(range(len(y))): t[i][j] = t[i + 1][j + 1] + 1 if x[i] == y[j] else max(t[i + 1][j], t[i][j + 1])
    i = j = 0
    while i < len(x) or j < len(y):
        if i < len(x) and j < len(y) and x[i] == y[j]: yield " " + x[i]; i += 1; j += 1
        elif j < len(y) and (i == len(x) or t[i][j + 1] > t[i + 1][j]): yield "+" + y[j]; j += 1
        else: yield "-" + x[i]; i += 1
print(" ".join(lcs_diff("kitten", "sitting")))
