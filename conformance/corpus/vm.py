# A stack machine with an assembler, running small programs.
def assemble(text):
    code, labels = [], {}
    for line in text.strip().splitlines():
        line = line.split(";")[0].strip()
        if line.endswith(":"): labels[line[:-1]] = len(code)
        elif line: code.append(line.split())
    return [(op, labels.get(a[0], a[0]) if a else None) for op, *a in code]
def run(code, limit=10000):
    st, mem, pc, out, n = [], {}, 0, [], 0
    while pc < len(code) and n < limit:
        op, a = code[pc]; pc += 1; n += 1
        match op:
            case "push": st.append(int(a))
            case "load": st.append(mem.get(a, 0))
            case "store": mem[a] = st.pop()
            case "add" | "sub" | "mul" | "lt": y, x = st.pop(), st.pop(); st.append({"add": x + y, "sub": x - y, "mul": x * y, "lt": int(x < y)}[op])
            case "jmp": pc = a
            case "jz": pc = a if st.pop() == 0 else pc
            case "print": out.append(st.pop())
            case "dup": st.append(st[-1])
            case _: raise ValueError(op)
    return out, n
fact = assemble("push 1\nstore r\npush 1\nstore i\nloop:\nload i\npush 21\nlt\njz end\nload r\nload i\nmul\ndup\nprint\nstore r\nload i\npush 1\nadd\nstore i\njmp loop\nend:")
print(run(fact)); print(run(assemble("l:\njmp l"))); print(run(assemble("push 2 ; two\npush 3\nsub\nprint")))
try: run([("bad", None)])
except ValueError as e: print("unknown", e)
