# Reading, compiling and running source, pickling and unpickling: what a start of a large program consists of.
import ast
import pickle

source = "\n".join(
    f"def f{n}(a, b={n}):\n    if a > b:\n        return [x * {n} for x in range(a - b)]\n    return {{'k{n}': (a, b)}}" for n in range(150)
)
total = 0
for n in range(50):
    tree = ast.parse(source)
    namespace = {}
    exec(compile(tree, "<made>", "exec"), namespace)
    values = [namespace[f"f{i}"](i % 7 + 3) for i in range(150)]
    for _ in range(20):
        total += len(pickle.loads(pickle.dumps((values, ast.dump(tree.body[n])), protocol=4)))
print(total)
