// Compresses and expands generated text at two levels.
// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zlib.h"

int main(void) {
    static const char *const words[] = {"machine ", "code ", "lifted ", "to ", "wasm ", "and ", "run ", "in ", "a ", "box\n"};
    const uLong size = 12 << 20;
    Bytef *text = malloc(size + 16), *packed = malloc(compressBound(size)), *back = malloc(size);
    if (!text || !packed || !back) return fprintf(stderr, "zlib: no memory\n"), 1;
    unsigned x = 7;
    for (uLong at = 0; at < size;) {
        x = x * 1664525u + 1013904223u;
        const char *word = words[(x >> 20) % 10];
        uLong length = strlen(word);
        memcpy(text + at, word, length);
        at += length;
        if ((x >> 8) % 5 == 0 && at < size) text[at++] = 'A' + (x >> 25) % 26;
    }
    for (int level = 1; level <= 6; level += 5) {
        uLongf packed_size = compressBound(size);
        if (compress2(packed, &packed_size, text, size, level) != Z_OK) return fprintf(stderr, "zlib: compress\n"), 1;
        for (int round = 0; round < 6; round++) {
            uLongf back_size = size;
            if (uncompress(back, &back_size, packed, packed_size) != Z_OK || back_size != size || memcmp(back, text, size))
                return fprintf(stderr, "zlib: expand\n"), 1;
        }
        printf("level %d: %lu -> %lu, crc %08lx\n", level, size, packed_size, crc32(0, packed, packed_size));
    }
    return 0;
}
