// Recursive calls: the cost of call and return.
// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>

static __attribute__((noinline)) unsigned fib(unsigned n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int main(void) {
    volatile unsigned n = 43;
    printf("%u\n", fib(n));
    return 0;
}
