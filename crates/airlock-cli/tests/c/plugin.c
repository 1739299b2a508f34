// A library that is opened at run time: its own data, thread-local data, a constructor, and a function chosen when it
// is loaded. SPDX-License-Identifier: Apache-2.0
#include <string.h>

// Another library of the same size has another one.
#ifndef WORD
#define WORD "four"
#endif

static int constructed;
static __thread int calls = 100;

__attribute__((constructor)) static void construct(void) { constructed = 7; }

static int chosen(int n) { return n * 3; }
static int (*choose(void))(int) { return chosen; }
int resolved(int) __attribute__((ifunc("choose")));

// A jump table whose entries the loader relocates; the one below is constant.
int interpret(const char *program) {
    static const void *const table[] = {&&add, &&twice, &&stop};
    int value = 1;
    const char *at = program;
    goto *table[*at++ - 'a'];
add:
    value += 5;
    goto *table[*at++ - 'a'];
twice:
    value *= 2;
    goto *table[*at++ - 'a'];
stop:
    return value;
}

int classify(int c) {
    switch (c) {
    case 'a': return 3;
    case 'b': return 1;
    case 'c': return 4;
    case 'd': return 1;
    case 'e': return 5;
    case 'f': return 9;
    case 'g': return 2;
    default: return -1;
    }
}

int plugin(int n) { return resolved(n) + constructed + calls++ + (int)strlen(WORD); }
