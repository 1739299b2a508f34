// A dynamic program: libraries that it is linked with, one that it opens and one that is not there, threads with
// thread-local data of libraries. SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>
#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int (*plugin)(int);

static void *thread(void *argument) {
    errno = 0;
    return (void *)(long)(plugin((int)(long)argument) + plugin(0));
}

static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

int main(int argc, char **argv) {
    void *library = dlopen(argv[1], RTLD_NOW);
    if (!library) {
        printf("%s\n", dlerror());
        return 1;
    }
    plugin = (int (*)(int))dlsym(library, "plugin");
    int (*interpret)(const char *) = (int (*)(const char *))dlsym(library, "interpret");
    int (*classify)(int) = (int (*)(int))dlsym(library, "classify");
    printf("%d %d\n", plugin(1), plugin(1));
    // Each thread has the library's thread-local data anew.
    pthread_t threads[3];
    for (long i = 0; i < 3; i++) pthread_create(&threads[i], 0, thread, (void *)i);
    for (int i = 0; i < 3; i++) {
        void *result;
        pthread_join(threads[i], &result);
        printf("%ld ", (long)result);
    }
    printf("\n%d", interpret("abbac"));
    for (const char *c = "abcdefgz`"; *c; c++) printf(" %d", classify(*c));
    printf(" %d\n", classify(-1));
    int numbers[] = {5, 3, 9, 1};
    qsort(numbers, 4, sizeof *numbers, compare);
    volatile double two = 2;
    printf("%d%d%d%d %.6f %s\n", numbers[0], numbers[1], numbers[2], numbers[3], pow(two, 0.5), strerror(ENOENT));
    printf("%s\n", dlsym(library, "absent") ? "found" : "absent");
    dlclose(library);
    // Other libraries in its place, and itself again.
    for (char **name = argv + 2; *name; name++) {
        library = dlopen(*name, RTLD_NOW);
        plugin = (int (*)(int))dlsym(library, "plugin");
        printf("%d ", plugin(1));
        if (dlclose(library)) return 2;
    }
    printf("\n");
    return 0;
}
