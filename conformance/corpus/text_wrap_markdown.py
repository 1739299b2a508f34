# A small Markdown converter and a template engine.
import re, html, textwrap
MD = """# Title *here*

A paragraph with **bold**, `code <x>` and a [link](http://x.org).
Second line.

- one
- two **b**

1. first
2. second

> quoted

```
raw *text* <tag>
```
---
"""
def inline(s):
    s = html.escape(s, quote=False)
    for p, r in ((r"`([^`]+)`", r"<code>\1</code>"), (r"\*\*(.+?)\*\*", r"<b>\1</b>"), (r"\*(.+?)\*", r"<i>\1</i>"), (r"\[(.+?)\]\((.+?)\)", r'<a href="\2">\1</a>')): s = re.sub(p, r, s)
    return s
def block(b):
    if m := re.match(r"(#+) (.*)", b): return f"<h{len(m[1])}>{inline(m[2])}</h{len(m[1])}>"
    if b.startswith("- "): return "<ul>" + "".join(f"<li>{inline(l[2:])}</li>" for l in b.splitlines()) + "</ul>"
    if re.match(r"\d+\. ", b): return "<ol>" + "".join("<li>" + inline(l.split(". ", 1)[1]) + "</li>" for l in b.splitlines()) + "</ol>"
    if b.startswith("> "): return f"<blockquote>{inline(b[2:])}</blockquote>"
    if b.startswith("```"): return "<pre>" + html.escape(b.split("```")[1].strip()) + "</pre>" + ("<hr>" if "---" in b else "")
    return f"<p>{inline(b)}</p>"
print("\n".join(map(block, re.split(r"\n\n+", MD.strip()))))
def render(t, env):
    code, ind = ["def f(env):", " o = []"], 1
    for part in re.split(r"(\{\{.*?\}\}|\{%.*?%\})", t):
        if part.startswith("{{"): code.append(" " * ind + f"o.append(str(eval({part[2:-2].strip()!r}, env)))")
        elif part.startswith("{%"):
            w = part[2:-2].strip()
            if w == "end": ind -= 1
            elif w.startswith("for "): v = w.split()[1]; code.append(" " * ind + f"for env[{v!r}] in eval({w.split(' in ')[1]!r}, env):"); ind += 1
            else: code.append(" " * ind + f"if eval({w[3:]!r}, env):"); ind += 1
        elif part: code.append(" " * ind + f"o.append({part!r})")
    ns = {}; exec("\n".join([*code, " return ''.join(o)"]), ns); return ns["f"](env)
print(render("Hello {{ name }}!{% for x in items %} {% if x % 2 %}{{ x }} odd{% end %}{% end %} {{ len(items) }}", {"name": "Ann", "items": [1, 2, 3]})); print(textwrap.fill("word " * 20, 33)); print(textwrap.fill("Indented text that goes on and on until it has to wrap around", 30, initial_indent="  * ", subsequent_indent="    "))
