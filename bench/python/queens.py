# Queens on a board: generators of permutations and sets.
def permutations(items, r):
    n = len(items)
    indices, cycles = list(range(n)), list(range(n - r + 1, n + 1))[::-1]
    yield tuple(items[i] for i in indices[:r])
    while n:
        for i in reversed(range(r)):
            cycles[i] -= 1
            if cycles[i] == 0:
                indices[i:] = indices[i + 1:] + indices[i:i + 1]
                cycles[i] = n - i
            else:
                j = cycles[i]
                indices[i], indices[-j] = indices[-j], indices[i]
                yield tuple(items[i] for i in indices[:r])
                break
        else:
            return


def queens(n):
    columns = range(n)
    for board in permutations(columns, n):
        if n == len({board[i] + i for i in columns}) == len({board[i] - i for i in columns}):
            yield board


print(len(list(queens(9))))
