// fork copies memory when it is used; nobody must see that. One check after the other; the first that fails is named and
// ends the program.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

#define WORDS (1 << 20)

static volatile uint64_t *words;
static int ends[2];

static void fill(uint64_t salt) {
    for (uint64_t i = 0; i < WORDS; i++) words[i] = i * 3 + salt;
}

static int holds(uint64_t salt) {
    for (uint64_t i = 0; i < WORDS; i++)
        if (words[i] != i * 3 + salt) return 0;
    return 1;
}

static void ended_well(pid_t child) {
    int status;
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void wait_for_parent(void) {
    char c;
    CHECK(close(ends[1]) == 0 && read(ends[0], &c, 1) == 0);
}

static void let_children_go(void) { CHECK(close(ends[0]) == 0 && close(ends[1]) == 0); }

// The parent writes before the child looks, and the other way round.
static void both_write(void) {
    for (int first = 0; first < 2; first++) {
        fill(1);
        CHECK(pipe(ends) == 0);
        pid_t child = fork();
        if (child == 0) {
            if (first == 0) wait_for_parent();
            CHECK(holds(1));
            fill(2);
            if (first == 1) wait_for_parent();
            CHECK(holds(2));
            _exit(0);
        }
        fill(3);
        let_children_go();
        ended_well(child);
        CHECK(holds(3));
    }
}

static void descendants(void) {
    fill(1);
    CHECK(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        words[77] = 0;
        pid_t grandchild = fork();
        if (grandchild == 0) {
            wait_for_parent();
            CHECK(words[77] == 0);
            words[77] = 77 * 3 + 1;
            CHECK(holds(1));
            _exit(0);
        }
        fill(2);
        CHECK(close(ends[1]) == 0 && close(ends[0]) == 0);
        ended_well(grandchild);
        CHECK(holds(2));
        _exit(0);
    }
    pid_t second = fork();
    if (second == 0) {
        wait_for_parent();
        CHECK(holds(1));
        _exit(0);
    }
    fill(4);
    let_children_go();
    ended_well(child);
    ended_well(second);
    CHECK(holds(4));
}

// Mappings change on either side, and system calls use memory.
static void mappings(void) {
    size_t size = 64 * 4096;
    char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(memory != MAP_FAILED);
    memset(memory, 7, size);
    CHECK(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        wait_for_parent();
        for (size_t i = 0; i < size; i++) CHECK(memory[i] == 7);
        CHECK(mprotect(memory, 4096, PROT_READ) == 0);
        int own[2];
        CHECK(pipe(own) == 0 && write(own[1], memory + 4096, 4096) == 4096);
        CHECK(read(own[0], memory + 8192, 4096) == 4096 && memory[8192] == 7);
        CHECK(write(own[1], "x", 1) == 1 && read(own[0], memory, 1) == -1 && errno == EFAULT);
        _exit(0);
    }
    pid_t other = fork();
    if (other == 0) {
        CHECK(madvise(memory, 4096, MADV_DONTNEED) == 0 && memory[0] == 0 && memory[4096] == 7);
        char *moved = mremap(memory, size, 2 * size, MREMAP_MAYMOVE);
        CHECK(moved != MAP_FAILED && moved[size - 1] == 7 && moved[size] == 0);
        CHECK(munmap(moved, 2 * size) == 0);
        _exit(0);
    }
    CHECK(read(open("/dev/zero", 0), memory + 4096, 4096) == 4096);
    CHECK(mprotect(memory + 8192, 4096, PROT_NONE) == 0);
    CHECK(munmap(memory + 16384, 4096) == 0);
    CHECK(madvise(memory + 32768, 4096, MADV_DONTNEED) == 0);
    let_children_go();
    ended_well(child);
    ended_well(other);
    CHECK(munmap(memory, size) == 0);
}

static volatile int stop;

// Each thread keeps two words far apart equal but for one step; a copy is of one moment for each thread.
static void *keep_equal(void *arg) {
    volatile uint64_t *mine = words + (uintptr_t)arg * 65536;
    for (uint64_t n = 1; !stop; n++) {
        mine[0] = n;
        mine[32768] = n;
    }
    return NULL;
}

static void threads(void) {
    pthread_t all[3];
    memset((void *)words, 0, WORDS * 8);
    for (uintptr_t i = 0; i < 3; i++) CHECK(pthread_create(&all[i], NULL, keep_equal, (void *)i) == 0);
    for (int round = 0; round < 100; round++) {
        pid_t child = fork();
        if (child == 0) {
            for (int i = 0; i < 3; i++) {
                uint64_t a = words[i * 65536], b = words[i * 65536 + 32768];
                CHECK(a == b || a == b + 1);
            }
            _exit(0);
        }
        ended_well(child);
    }
    stop = 1;
    for (int i = 0; i < 3; i++) CHECK(pthread_join(all[i], NULL) == 0);
}

static void *count_ones(void *arg) {
    uint64_t sum = 0;
    for (uint64_t i = 0; i < WORDS; i++) sum += words[i];
    CHECK(sum == WORDS);
    return arg;
}

// Threads of a child use pages of its parent at the same time.
static void threads_of_a_child(void) {
    for (uint64_t i = 0; i < WORDS; i++) words[i] = 1;
    pid_t child = fork();
    if (child == 0) {
        pthread_t all[4];
        for (int i = 0; i < 4; i++) CHECK(pthread_create(&all[i], NULL, count_ones, NULL) == 0);
        for (int i = 0; i < 4; i++) CHECK(pthread_join(all[i], NULL) == 0);
        _exit(0);
    }
    for (uint64_t i = 0; i < WORDS; i++) words[i] = 2;
    ended_well(child);
}

static void *volatile last_fault;

static void note(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)context;
    last_fault = info->si_addr;
    CHECK(mprotect((void *)((uintptr_t)info->si_addr & ~4095ul), 4096, PROT_READ | PROT_WRITE) == 0);
}

// A page that the guest itself protects faults for the guest.
static void own_barriers(void) {
    struct sigaction action = {.sa_sigaction = note, .sa_flags = SA_SIGINFO};
    CHECK(sigaction(SIGSEGV, &action, NULL) == 0);
    fill(1);
    CHECK(mprotect((void *)words, WORDS * 8, PROT_READ) == 0);
    pid_t child = fork();
    if (child == 0) {
        words[4096] = 5;
        CHECK(last_fault == (void *)&words[4096] && words[4096] == 5 && words[4097] == 4097 * 3 + 1);
        _exit(0);
    }
    words[8192] = 6;
    CHECK(last_fault == (void *)&words[8192] && words[8191] == 8191 * 3 + 1);
    ended_well(child);
    CHECK(mprotect((void *)words, WORDS * 8, PROT_READ | PROT_WRITE) == 0);
    words[8192] = 8192 * 3 + 1;
    CHECK(holds(1));
    signal(SIGSEGV, SIG_DFL);
}

int main(void) {
    words = mmap(NULL, WORDS * 8, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(words != MAP_FAILED);
    both_write();
    descendants();
    mappings();
    threads();
    threads_of_a_child();
    own_barriers();
    puts("all is well");
    return 0;
}
