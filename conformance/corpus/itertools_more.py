# itertools: every tool once.
from itertools import *; import operator
print(list(islice(count(5, 2), 4)), list(islice(cycle("ab"), 5)), list(repeat(7, 3)), list(accumulate([1, 2, 3, 4], operator.mul)), list(chain([1], "a", (2,))), list(chain.from_iterable([[1], [2, 3]])), list(compress("abcd", [1, 0, 1, 0])))
print(list(dropwhile(lambda x: x < 3, [1, 4, 2])), list(takewhile(lambda x: x < 3, [1, 4, 2])), list(filterfalse(lambda x: x % 2, range(5))), [(k, list(g)) for k, g in groupby("aabbbc")], list(starmap(pow, [(2, 3), (3, 2)])), list(pairwise("abcd")), list(zip_longest("ab", "xyz", fillvalue="-")))
print(list(product("ab", repeat=2)), list(permutations([1, 2, 3], 2)), list(combinations("abcd", 2)), list(combinations_with_replacement("ab", 2)), len(list(permutations(range(7)))), sum(1 for _ in combinations(range(20), 5)))
a, b = tee([1, 2, 3]); print(next(a), list(b), list(a)); print(list(accumulate([3, 1, 2], max, initial=0)), list(islice("abcdef", 1, None, 2)), list(batch for batch in iter(lambda it=iter(range(7)): list(islice(it, 3)), [])))
def primes():
    s = count(2)
    while True: p = next(s); yield p; s = filterfalse(lambda x, p=p: x % p == 0, s)
print(list(islice(primes(), 25)))
