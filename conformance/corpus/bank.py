# Accounts with exceptions and a journal.
class Insufficient(Exception):
    pass
class Account:
    def __init__(self, owner, balance=0): self.owner, self.balance, self.journal = owner, balance, []
    def move(self, amount, why):
        if self.balance + amount < 0: raise Insufficient(f"{self.owner} has {self.balance}, needs {-amount}")
        self.balance += amount; self.journal.append((why, amount, self.balance))
    def __repr__(self): return f"<{self.owner}: {self.balance}>"
def transfer(a, b, n): a.move(-n, f"to {b.owner}"); b.move(n, f"from {a.owner}")
a, b = Account("ann", 100), Account("bob")
for n in (30, 50, 40):
    try: transfer(a, b, n)
    except Insufficient as e: print("refused:", e)
print(a, b, *a.journal, *b.journal, sep="\n"); print(sum(j[1] for j in b.journal) == b.balance)
