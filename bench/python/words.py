# Counting and sorting: dictionaries, sets, tuples, keys.
from collections import Counter, defaultdict

state, counts, by_length = 1, Counter(), defaultdict(set)
for _ in range(900_000):
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    word = "w" + str(state % 20_011)
    counts[word] += 1
    by_length[len(word)].add(word)
ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
print(ranked[:3], {length: len(found) for length, found in sorted(by_length.items())})
