// An interpreter with a switch: a jump table in a hot loop. It counts primes with a sieve in its own byte code.
// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { SET, MOV, ADD, ADDI, MULR, LT, JZ, JMP, LOADB, STOREB, OUT, HALT };
struct insn { uint8_t op, a, b, c; int32_t imm; };

#define LIMIT 1000000
static uint8_t memory[LIMIT];

static uint32_t run(const struct insn *code) {
    uint32_t r[8] = {0}, out = 0;
    for (const struct insn *i = code;; i++) {
        switch (i->op) {
        case SET: r[i->a] = i->imm; break;
        case MOV: r[i->a] = r[i->b]; break;
        case ADD: r[i->a] = r[i->b] + r[i->c]; break;
        case ADDI: r[i->a] = r[i->b] + i->imm; break;
        case MULR: r[i->a] = r[i->b] * r[i->c]; break;
        case LT: r[i->a] = r[i->b] < r[i->c]; break;
        case JZ: if (!r[i->a]) i += i->imm; break;
        case JMP: i += i->imm; break;
        case LOADB: r[i->a] = r[i->b] < LIMIT ? memory[r[i->b]] : 0; break;
        case STOREB: if (r[i->b] < LIMIT) memory[r[i->b]] = r[i->a]; break;
        case OUT: out = out * 33 + r[i->a]; break;
        case HALT: return out;
        }
    }
}

int main(void) {
    static const struct insn sieve[] = {
        {SET, 0, 0, 0, 2},      // 0: n = 2
        {SET, 1, 0, 0, LIMIT},  // 1: limit
        {SET, 2, 0, 0, 0},      // 2: count = 0
        {SET, 6, 0, 0, 1},      // 3: one
        {LT, 3, 0, 1, 0},       // 4: while n < limit
        {JZ, 3, 0, 0, 10},      // 5:   else to 16
        {LOADB, 3, 0, 0, 0},    // 6:   composite?
        {JZ, 3, 0, 0, 1},       // 7:   prime: to 9
        {JMP, 0, 0, 0, 5},      // 8:   to 14
        {ADDI, 2, 2, 0, 1},     // 9:   count++
        {ADD, 4, 0, 0, 0},      // 10:  m = 2n
        {LT, 3, 4, 1, 0},       // 11:  while m < limit
        {JZ, 3, 0, 0, 1},       // 12:    else to 14
        {JMP, 0, 0, 0, 3},      // 13:    body at 17
        {ADDI, 0, 0, 0, 1},     // 14:  n++
        {JMP, 0, 0, 0, -12},    // 15:  to 4
        {JMP, 0, 0, 0, 3},      // 16: to 20
        {STOREB, 6, 4, 0, 0},   // 17:    composite[m] = 1
        {ADD, 4, 4, 0, 0},      // 18:    m += n
        {JMP, 0, 0, 0, -9},     // 19:    to 11
        {OUT, 2, 0, 0, 0},      // 20
        {HALT, 0, 0, 0, 0},     // 21
    };
    uint32_t sum = 0;
    for (int round = 0; round < 24; round++) {
        memset(memory, 0, sizeof memory);
        sum = sum * 31 + run(sieve);
    }
    printf("%u %u\n", run(sieve) ? sum : 0, sum);
    return 0;
}
