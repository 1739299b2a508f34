# ast: a small linter, constant folding and code generation.
import ast
SRC = '''
import os, sys
def f(a, b=[], *c, **d):
    """doc"""
    x = 1 + 2 * 3
    unused = 5
    for i in range(10):
        if i == None: pass
        try: print(i / (2 - 2))
        except: pass
    return x + a
class K:
    def m(self): return lambda q: q ** 2
'''
class Lint(ast.NodeVisitor):
    def __init__(s): s.out = []
    def say(s, n, t): s.out.append(f"{n.lineno}: {t}")
    def visit_FunctionDef(s, n):
        if any(isinstance(d, (ast.List, ast.Dict)) for d in n.args.defaults): s.say(n, f"mutable default in {n.name}")
        names = {x.id for x in ast.walk(n) if isinstance(x, ast.Name) and isinstance(x.ctx, ast.Load)}
        for x in ast.walk(n):
            if isinstance(x, ast.Assign) and x.targets[0].id not in names: s.say(x, f"{x.targets[0].id} is not used")
        s.generic_visit(n)
    def visit_ExceptHandler(s, n): s.say(n, "bare except") if n.type is None else None
    def visit_Compare(s, n): s.say(n, "== None") if isinstance(n.comparators[0], ast.Constant) and n.comparators[0].value is None else None
class Fold(ast.NodeTransformer):
    def visit_BinOp(s, n):
        s.generic_visit(n)
        if isinstance(n.left, ast.Constant) and isinstance(n.right, ast.Constant):
            try: return ast.copy_location(ast.Constant(eval(compile(ast.Expression(n), "", "eval"))), n)
            except ZeroDivisionError: pass
        return n
t = ast.parse(SRC); l = Lint(); l.visit(t); print(*l.out, sep="\n"); print(ast.unparse(Fold().visit(t))); print(ast.get_docstring(t.body[1]), [n.name for n in ast.walk(t) if isinstance(n, (ast.FunctionDef, ast.ClassDef))], len(list(ast.walk(t))))
print(ast.dump(ast.parse("a[1:2].b(*c, d=e) if not x else {**y}", mode="eval"), indent=1)); e = ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(6), ast.Mult(), ast.Constant(7)))); print(eval(compile(e, "made", "eval")))
