// What processes and threads cost, timed by the program itself; prints microseconds each.
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static void *nothing(void *arg) { return arg; }

static void forks(const char *name, int n) {
    double t = now();
    for (int i = 0; i < n; i++) {
        pid_t pid = fork();
        if (pid == 0) _exit(0);
        waitpid(pid, NULL, 0);
    }
    printf("%s %.1f\n", name, (now() - t) / n);
}

// A byte to another process and back, over a connected socket each.
static int round_trips(const char *name, int here, int there) {
    int n = 5000;
    char c = 0;
    if (fork() == 0) {
        close(here);
        while (read(there, &c, 1) == 1)
            if (write(there, &c, 1) != 1) break;
        _exit(0);
    }
    close(there);
    double t = now();
    for (int i = 0; i < n; i++)
        if (write(here, &c, 1) != 1 || read(here, &c, 1) != 1) return 1;
    printf("%s %.1f\n", name, (now() - t) / n);
    close(here);
    wait(NULL);
    return 0;
}

static int sockets(void) {
    int pair[2], on = 1;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) || round_trips("unix_round_trip", pair[0], pair[1])) return 1;
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof a;
    int s = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(s, (void *)&a, len) || listen(s, 1) || getsockname(s, (void *)&a, &len)) return 1;
    if (connect(c, (void *)&a, len)) return 1;
    int t = accept(s, NULL, NULL);
    setsockopt(c, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(t, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    close(s);
    return round_trips("tcp_round_trip", c, t);
}

int main(int argc, char **argv) {
    if (argc > 1) return 0;
    // The first of each pays for what is set up once.
    for (int i = 0; i < 3; i++)
        if (fork() == 0) _exit(0);
    while (wait(NULL) > 0) {
    }
    forks("fork_exit_wait", 300);
    char *volatile large = malloc(50 << 20);
    memset(large, 1, 50 << 20);
    forks("fork_exit_wait_50MB", 30);
    free(large);

    char *args[] = {argv[0], "end", NULL};
    int n = 200;
    double t = now();
    for (int i = 0; i < n; i++) {
        pid_t pid;
        if (posix_spawn(&pid, "/proc/self/exe", NULL, NULL, args, environ)) return 1;
        waitpid(pid, NULL, 0);
    }
    printf("spawn_wait %.1f\n", (now() - t) / n);

    n = 500;
    t = now();
    for (int i = 0; i < n; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, nothing, NULL)) return 1;
        pthread_join(thread, NULL);
    }
    printf("thread_create_join %.1f\n", (now() - t) / n);

    int there[2], back[2];
    char c = 0;
    if (pipe(there) || pipe(back)) return 1;
    if (fork() == 0) {
        close(there[1]);
        while (read(there[0], &c, 1) == 1)
            if (write(back[1], &c, 1) != 1) break;
        _exit(0);
    }
    n = 5000;
    t = now();
    for (int i = 0; i < n; i++)
        if (write(there[1], &c, 1) != 1 || read(back[0], &c, 1) != 1) return 1;
    printf("pipe_round_trip %.1f\n", (now() - t) / n);
    close(there[1]);
    wait(NULL);
    return sockets();
}
