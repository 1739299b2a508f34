// What the programs here check themselves with: the first check that fails is named and ends the program.
// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#define CHECK(what)                                                                     \
    do {                                                                                \
        if (!(what)) {                                                                  \
            dprintf(2, "%s:%d: %s (errno %d)\n", __func__, __LINE__, #what, errno);     \
            _exit(99);                                                                  \
        }                                                                               \
    } while (0)

// A call that fails with this error.
#define FAILS(call, error) CHECK((call) == -1 && errno == (error))
