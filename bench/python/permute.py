# Pancake flips of all permutations: small integers and slices of lists.
def flips(n):
    count, most, checksum, sign = list(range(n)), 0, 0, 1
    permutation = list(range(n))
    while True:
        first = permutation[0]
        if first:
            work, steps = permutation[:], 0
            while first:
                work[: first + 1] = work[first::-1]
                steps += 1
                first = work[0]
            most = max(most, steps)
            checksum += sign * steps
        if sign == 1:
            permutation[0], permutation[1] = permutation[1], permutation[0]
            sign = -1
        else:
            permutation[1], permutation[2] = permutation[2], permutation[1]
            sign = 1
            for i in range(2, n):
                if count[i] != 0:
                    count[i] -= 1
                    break
                if i == n - 1:
                    return checksum, most
                count[i] = i
                permutation.insert(i + 1, permutation.pop(0))


print(flips(9), flips(9))
