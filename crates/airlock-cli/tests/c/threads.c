// Threads, one check after the other; the first that fails is named and ends the program.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void start_and_join(pthread_t *threads, int count, void *(*body)(void *)) {
    for (int i = 0; i < count; i++) CHECK(pthread_create(&threads[i], NULL, body, NULL) == 0);
    for (int i = 0; i < count; i++) CHECK(pthread_join(threads[i], NULL) == 0);
}

static long locked_count, atomic_count;
static __thread int own = 5;

static void *count_up(void *arg) {
    own++;
    for (int i = 0; i < 50000; i++) {
        pthread_mutex_lock(&mutex);
        locked_count++;
        pthread_mutex_unlock(&mutex);
        __atomic_add_fetch(&atomic_count, 1, __ATOMIC_SEQ_CST);
    }
    CHECK(own == 6);
    return arg;
}

static void counting(void) {
    pthread_t threads[4];
    start_and_join(threads, 4, count_up);
    CHECK(locked_count == 200000 && atomic_count == 200000 && own == 5);
}

static int turn;

static void *answer(void *arg) {
    for (int i = 0; i < 1000; i++) {
        pthread_mutex_lock(&mutex);
        while (turn != 1) pthread_cond_wait(&changed, &mutex);
        turn = 0;
        pthread_cond_broadcast(&changed);
        pthread_mutex_unlock(&mutex);
    }
    return arg;
}

static void conditions(void) {
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, answer, NULL) == 0);
    for (int i = 0; i < 1000; i++) {
        pthread_mutex_lock(&mutex);
        while (turn != 0) pthread_cond_wait(&changed, &mutex);
        turn = 1;
        pthread_cond_broadcast(&changed);
        pthread_mutex_unlock(&mutex);
    }
    pthread_join(thread, NULL);
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_nsec += 50000000;
    if (end.tv_nsec >= 1000000000) {
        end.tv_sec++;
        end.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&mutex);
    int result;
    do result = pthread_cond_timedwait(&changed, &mutex, &end);
    while (result == 0);
    CHECK(result == ETIMEDOUT);
    pthread_mutex_unlock(&mutex);
}

static void *map_and_unmap(void *arg) {
    for (int i = 0; i < 200; i++) {
        char *p = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        CHECK(p != MAP_FAILED);
        memset(p, i, 65536);
        CHECK(p[65535] == (char)i);
        CHECK(munmap(p, 65536) == 0);
    }
    return arg;
}

static void mappings(void) {
    pthread_t threads[4];
    start_and_join(threads, 4, map_and_unmap);
    // fork copies the memory while others change it.
    for (int i = 0; i < 4; i++) CHECK(pthread_create(&threads[i], NULL, map_and_unmap, NULL) == 0);
    for (int i = 0; i < 40; i++) {
        pid_t pid = fork();
        if (pid == 0) _exit(3);
        int status;
        CHECK(waitpid(pid, &status, 0) == pid && WEXITSTATUS(status) == 3);
    }
    for (int i = 0; i < 4; i++) CHECK(pthread_join(threads[i], NULL) == 0);
}

static volatile sig_atomic_t hits;
static pthread_t hit;

static void on_usr1(int signal) {
    (void)signal;
    hit = pthread_self();
    hits++;
}

static void *sleep_until_hit(void *arg) {
    while (!hits) sleep(1);
    return arg;
}

static void *wait_for_ever(void *arg) {
    for (;;) pause();
    return arg;
}

static void signals_and_cancellation(void) {
    signal(SIGUSR1, on_usr1);
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, sleep_until_hit, NULL) == 0);
    usleep(50000);
    CHECK(pthread_kill(thread, SIGUSR1) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(hits == 1 && pthread_equal(hit, thread));
    CHECK(pthread_create(&thread, NULL, wait_for_ever, NULL) == 0);
    usleep(20000);
    CHECK(pthread_cancel(thread) == 0);
    void *result;
    CHECK(pthread_join(thread, &result) == 0 && result == PTHREAD_CANCELED);
}

static void *fork_and_wait(void *arg) {
    pid_t pid = fork();
    if (pid == 0) _exit(6);
    int status;
    CHECK(waitpid(pid, &status, 0) == pid && WEXITSTATUS(status) == 6);
    return arg;
}

static void *spin(void *arg) {
    for (volatile int i = 0;; i++) {
    }
    return arg;
}

static void *leave(void *arg) {
    (void)arg;
    usleep(20000);
    exit(8);
}

static void *run_another(void *arg) {
    usleep(20000);
    execl("/proc/self/exe", "again", "again", (char *)NULL);
    return arg;
}

static void ends(void) {
    pthread_t threads[3];
    start_and_join(threads, 3, fork_and_wait);
    int status;
    void *(*last[])(void *) = {leave, run_another};
    int expected[] = {8, 11};
    for (int i = 0; i < COUNT(last); i++) {
        pid_t pid = fork();
        if (pid == 0) {
            CHECK(pthread_create(&threads[0], NULL, spin, NULL) == 0);
            CHECK(pthread_create(&threads[1], NULL, wait_for_ever, NULL) == 0);
            CHECK(pthread_create(&threads[2], NULL, last[i], NULL) == 0);
            for (;;) pause();
        }
        CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == expected[i]);
    }
    // The first thread ends; the process does not.
    pid_t pid = fork();
    if (pid == 0) {
        CHECK(pthread_create(&threads[0], NULL, spin, NULL) == 0);
        pthread_exit(NULL);
    }
    usleep(50000);
    CHECK(waitpid(pid, &status, WNOHANG) == 0);
    CHECK(kill(pid, SIGTERM) == 0);
    CHECK(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
}

static void *die_with(void *arg) {
    pthread_mutex_lock(arg);
    return NULL;
}

static void kinds_of_locks(void) {
    pthread_mutexattr_t attributes;
    pthread_mutex_t robust;
    pthread_t thread;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&robust, &attributes);
    CHECK(pthread_create(&thread, NULL, die_with, &robust) == 0 && pthread_join(thread, NULL) == 0);
    CHECK(pthread_mutex_lock(&robust) == EOWNERDEAD);
    CHECK(pthread_mutex_consistent(&robust) == 0 && pthread_mutex_unlock(&robust) == 0);

    // Between processes.
    struct {
        pthread_mutex_t mutex;
        sem_t semaphore;
        int count;
    } *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(shared != MAP_FAILED);
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&shared->mutex, &attributes);
    sem_init(&shared->semaphore, 1, 0);
    for (int i = 0; i < 4; i++) {
        if (fork() == 0) {
            for (int k = 0; k < 1000; k++) {
                pthread_mutex_lock(&shared->mutex);
                shared->count++;
                pthread_mutex_unlock(&shared->mutex);
            }
            sem_post(&shared->semaphore);
            _exit(0);
        }
    }
    for (int i = 0; i < 4; i++) CHECK(sem_wait(&shared->semaphore) == 0);
    while (wait(NULL) > 0) {
    }
    CHECK(shared->count == 4000);

    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT);
    pthread_mutex_t inheriting;
    pthread_mutex_init(&inheriting, &attributes);
    CHECK(pthread_mutex_lock(&inheriting) == 0 && pthread_mutex_unlock(&inheriting) == 0);
}

int main(int argc, char **argv) {
    (void)argv;
    if (argc > 1) return getpid() == gettid() ? 11 : 12;
    counting();
    conditions();
    mappings();
    signals_and_cancellation();
    ends();
    kinds_of_locks();
    dprintf(1, "all is well\n");
    return 0;
}
