# A tokenizer and Pratt parser for expressions, with an evaluator.
import re, operator
TOKEN = re.compile(r"\s*(?:(\d+\.?\d*)|([a-z]\w*)|(\*\*|[-+*/%()=,]))")
OPS = {"+": (10, operator.add), "-": (10, operator.sub), "*": (20, operator.mul), "/": (20, operator.truediv), "%": (20, operator.mod), "**": (31, operator.pow)}
class Parser:
    def __init__(self, text):
        self.t, pos = [], 0
        text = text.rstrip()
        while pos < len(text):
            m = TOKEN.match(text, pos)
            if not m: raise SyntaxError(f"bad character {text[pos:].strip()[0]!r}")
            self.t.append(m.group(m.lastindex)); pos = m.end()
        self.i, self.env = 0, {}
    def peek(self): return self.t[self.i] if self.i < len(self.t) else None
    def take(self): self.i += 1; return self.t[self.i - 1]
    def expr(self, env, least=0):
        t = self.take() if self.peek() else "end"
        if t == "(": left = self.expr(env); self.take() if self.peek() == ")" else self.fail()
        elif t == "-": left = -self.expr(env, 25)
        elif t[0].isdigit(): left = float(t) if "." in t else int(t)
        elif t[0].isalpha() and t != "end": left = env[t]
        else: self.fail()
        while (op := OPS.get(self.peek())) and op[0] > least: self.take(); left = op[1](left, self.expr(env, op[0] - (self.t[self.i - 1] == "**")))
        return left
    def fail(self): raise SyntaxError(f"unexpected {self.peek()!r}")
for e in "1+2*3", "(1+2)*3", "2**3**2", "-2**2", "10-4-3", "7/2", "x*y-1", "1+", "3 $ 4", "((2))", "17%5*2.5":
    try: print(e, "=", Parser(e).expr({"x": 6, "y": 7}))
    except (SyntaxError, KeyError) as x: print(e, "->", x)
