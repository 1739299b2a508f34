# A small Lisp.
import operator as op, math
def tokens(s): return s.replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split()
def parse(t):
    if not t: raise SyntaxError("unexpected end")
    x = t.pop(0)
    if x == "(":
        l = []
        while t and t[0] != ")": l.append(parse(t))
        if not t: raise SyntaxError("missing )")
        t.pop(0); return l
    if x == ")": raise SyntaxError("unexpected )")
    if x == "'": return ["quote", parse(t)]
    for f in (int, float):
        try: return f(x)
        except ValueError: pass
    return x
class Env(dict):
    def __init__(s, p=(), a=(), outer=None): super().__init__(zip(p, a)); s.outer = outer
    def find(s, k):
        if k in s: return s
        if s.outer is None: raise NameError(k)
        return s.outer.find(k)
G = Env(); G.update({"+": lambda *a: sum(a), "*": lambda *a: math.prod(a), "-": lambda a, *b: a - sum(b) if b else -a, "/": op.truediv, "<": op.lt, "=": op.eq, "car": lambda l: l[0], "cdr": lambda l: l[1:], "cons": lambda a, l: [a] + l, "list": lambda *a: list(a), "null?": lambda l: l == [], "length": len, "map": lambda f, l: [f(x) for x in l], "apply": lambda f, l: f(*l)})
def ev(x, e=G):
    while True:
        if isinstance(x, str): return e.find(x)[x]
        if not isinstance(x, list): return x
        match x:
            case ["quote", v]: return v
            case ["if", c, a, b]: x = a if ev(c, e) else b; continue
            case ["define", [n, *p], b]: e[n] = ev(["lambda", p, b], e); return None
            case ["define", n, v]: e[n] = ev(v, e); return None
            case ["set!", n, v]: e.find(n)[n] = ev(v, e); return None
            case ["lambda", p, b]: return lambda *a, p=p, b=b, e=e: ev(b, Env(p, a, e))
            case ["let", bs, b]: x = [["lambda", [n for n, _ in bs], b], *(v for _, v in bs)]; continue
            case ["begin", *xs]: [ev(y, e) for y in xs[:-1]]; x = xs[-1]; continue
            case [f, *a]: return ev(f, e)(*(ev(y, e) for y in a))
def show(v): return "(" + " ".join(map(show, v)) + ")" if isinstance(v, list) else str(v)
for s in ("(+ 1 2 (* 3 4))", "(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))", "(fact 25)", "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))", "(map fib '(1 5 10 14))", "(let ((x 2) (y 3)) (* x y))", "(define (adder n) (lambda (x) (+ x n)))", "((adder 10) 5)", "(define (fold f a l) (if (null? l) a (fold f (f a (car l)) (cdr l))))", "(fold + 0 '(1 2 3 4))", "(cons 1 '(a (b c)))", "(begin (define c 0) (set! c (+ c 5)) c)", "(apply * '(2 3 7))", "(undefined 1)", "(+ 1", ")", "(car '())", "(/ 1 0)", "(length '(1 2 3))"):
    try: v = ev(parse(tokens(s))); print(s, "=>", show(v)) if v is not None else print(s)
    except (NameError, SyntaxError, IndexError, ZeroDivisionError) as x: print(s, "!!", type(x).__name__, x)
