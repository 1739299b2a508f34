// What one system call costs, timed by the program itself; prints nanoseconds a call.
// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(int argc, char **argv) {
    const char *path = argc > 1 ? argv[1] : "/tmp/airlock-bench-file";
    const long n = 1000000, files = 20000;
    // The first calls pay for what is set up once.
    for (int i = 0; i < 1000; i++) syscall(SYS_getpid);
    double t = now();
    for (long i = 0; i < n; i++) syscall(SYS_getpid);
    printf("getpid %.1f\n", (now() - t) / n);

    int null = open("/dev/null", O_WRONLY);
    if (null < 0) return perror("/dev/null"), 1;
    t = now();
    for (long i = 0; i < n; i++)
        if (write(null, "x", 1) != 1) return perror("write"), 1;
    printf("write_dev_null %.1f\n", (now() - t) / n);

    t = now();
    for (long i = 0; i < files; i++) {
        int f = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0600);
        if (f < 0 || write(f, "x", 1) != 1 || close(f) || unlink(path)) return perror(path), 1;
    }
    printf("create_write_unlink %.1f\n", (now() - t) / files);
    return 0;
}
