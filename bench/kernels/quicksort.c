// Quicksort with a comparison through a function pointer: indirect calls in a hot loop.
// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>
#include <stdio.h>

typedef int (*compare)(const uint32_t *, const uint32_t *);

static int up(const uint32_t *a, const uint32_t *b) { return *a < *b ? -1 : *a > *b; }
static int down(const uint32_t *a, const uint32_t *b) { return up(b, a); }
// The compiler must not see which function it is.
static compare volatile orders[2] = {up, down};

static void sort(uint32_t *a, long n, compare cmp) {
    while (n > 1) {
        uint32_t pivot = a[n / 2];
        long i = 0, j = n - 1;
        for (;;) {
            while (cmp(&a[i], &pivot) < 0) i++;
            while (cmp(&pivot, &a[j]) < 0) j--;
            if (i >= j) break;
            uint32_t t = a[i];
            a[i++] = a[j];
            a[j--] = t;
        }
        sort(a, i, cmp);
        a += i, n -= i;
    }
}

static uint32_t values[1 << 20];

int main(void) {
    uint32_t sum = 0;
    for (int round = 0; round < 8; round++) {
        uint32_t x = 12345 + round;
        const long n = sizeof values / sizeof *values;
        for (long i = 0; i < n; i++) values[i] = (x = x * 1664525u + 1013904223u) >> 4;
        sort(values, n, orders[round & 1]);
        for (long i = 0; i < n; i += 997) sum = sum * 31 + values[i];
    }
    printf("%u\n", sum);
    return 0;
}
