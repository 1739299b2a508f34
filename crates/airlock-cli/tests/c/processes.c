// Processes, one check after the other; the first that fails is named and ends the program.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

extern char **environ;
static const char *self;

static int wait_status(pid_t pid) {
    int status = -1;
    pid_t got;
    do got = waitpid(pid, &status, 0);
    while (got < 0 && errno == EINTR);
    CHECK(got == pid);
    return status;
}

static void fork_copies_memory(void) {
    char *heap = malloc(3 << 20);
    memset(heap, 'p', 3 << 20);
    int local = 1;
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid == 0) {
        CHECK(getppid() > 0 && local == 1 && heap[2 << 20] == 'p');
        local = 2;
        heap[2 << 20] = 'c';
        _exit(42);
    }
    int status = wait_status(pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 42);
    CHECK(local == 1 && heap[2 << 20] == 'p');
    free(heap);
}

static void statuses(void) {
    for (int code = 0; code < 256; code += 51) {
        pid_t pid = fork();
        if (pid == 0) exit(code);
        CHECK(wait_status(pid) == code << 8);
    }
    pid_t pid = fork();
    if (pid == 0) {
        raise(SIGTERM);
        _exit(1);
    }
    int status = wait_status(pid);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    pid = fork();
    if (pid == 0) {
        *(volatile int *)16 = 1;
        _exit(1);
    }
    status = wait_status(pid);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
    pid = fork();
    if (pid == 0)
        for (volatile int i = 0;; i++) {
        }
    CHECK(kill(pid, SIGKILL) == 0);
    status = wait_status(pid);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    CHECK(kill(pid, 0) == -1 && errno == ESRCH);
    pid = fork();
    if (pid == 0) {
        // Nobody but the timer ends this.
        struct itimerval timer = {.it_value = {0, 50000}};
        setitimer(ITIMER_REAL, &timer, NULL);
        for (volatile int i = 0;; i++) {
        }
    }
    status = wait_status(pid);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM);
    CHECK(waitpid(-1, NULL, 0) == -1 && errno == ECHILD);
}

static void pipes_block(void) {
    int there[2], back[2];
    CHECK(pipe(there) == 0 && pipe(back) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        close(there[1]);
        close(back[0]);
        char c;
        while (read(there[0], &c, 1) == 1) {
            c++;
            CHECK(write(back[1], &c, 1) == 1);
        }
        _exit(0);
    }
    close(there[0]);
    close(back[1]);
    for (int i = 0; i < 1000; i++) {
        char c = (char)i, answer;
        CHECK(write(there[1], &c, 1) == 1);
        CHECK(read(back[0], &answer, 1) == 1 && answer == (char)(i + 1));
    }
    close(there[1]);
    char c;
    CHECK(read(back[0], &c, 1) == 0);
    CHECK(wait_status(pid) == 0);
    close(back[0]);
    // More than fits, in one write.
    CHECK(pipe(there) == 0);
    pid = fork();
    if (pid == 0) {
        static char big[1 << 20];
        CHECK(write(there[1], big, sizeof big) == sizeof big);
        _exit(0);
    }
    close(there[1]);
    size_t all = 0;
    static char part[10000];
    ssize_t n;
    while ((n = read(there[0], part, sizeof part)) > 0) all += (size_t)n;
    CHECK(all == 1 << 20);
    CHECK(wait_status(pid) == 0);
    close(there[0]);
    // A reader that goes away.
    CHECK(pipe(there) == 0);
    pid = fork();
    if (pid == 0) {
        close(there[0]);
        for (;;) CHECK(write(there[1], part, sizeof part) > 0);
    }
    close(there[1]);
    CHECK(read(there[0], part, 100) == 100);
    close(there[0]);
    int status = wait_status(pid);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE);
}

static volatile sig_atomic_t children;
static void on_child(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)context;
    if (info->si_code == CLD_EXITED && info->si_status == 5) children++;
}

static void child_signals(void) {
    struct sigaction action = {.sa_sigaction = on_child, .sa_flags = SA_SIGINFO}, old;
    CHECK(sigaction(SIGCHLD, &action, &old) == 0);
    sigset_t block, before;
    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    CHECK(sigprocmask(SIG_BLOCK, &block, &before) == 0);
    pid_t pid = fork();
    if (pid == 0) _exit(5);
    while (children == 0) CHECK(sigsuspend(&before) == -1 && errno == EINTR);
    CHECK(wait_status(pid) == 5 << 8);
    CHECK(sigprocmask(SIG_SETMASK, &before, NULL) == 0);
    // Nobody wants to know: no zombies.
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    CHECK(sigaction(SIGCHLD, &ignore, NULL) == 0);
    pid = fork();
    if (pid == 0) _exit(1);
    CHECK(waitpid(pid, NULL, 0) == -1 && errno == ECHILD);
    CHECK(sigaction(SIGCHLD, &old, NULL) == 0);
}

static volatile sig_atomic_t interrupts;
static void on_usr1(int signal) {
    (void)signal;
    interrupts++;
}

static int step_at, steps_left;
static const int steps[] = {5, -1, 7, -1};

__attribute__((noinline)) static int step(void) {
    int value = steps[step_at++ & 3];
    if (step_at == 1) kill(getpid(), SIGUSR1);
    return value;
}

__attribute__((noinline)) static void leaf(void) {
    if (--steps_left == 0) step_at |= 0;
}

__attribute__((noinline)) static int steps_in_a_loop(int block, const int *job) {
    int value, count = 0, all = 1;
    do {
        steps_left++;
        value = step();
        leaf();
        all &= !!value;
        if (job && *job) block = 0;
        if (++count > 10) return -100;
    } while (value >= 0);
    return count * 10 + all + block;
}

// A handler that returns into the middle of a loop finds every register as it was.
static void handlers_in_loops(void) {
    struct sigaction action = {.sa_handler = on_usr1};
    CHECK(sigaction(SIGUSR1, &action, NULL) == 0);
    int job = 0;
    CHECK(steps_in_a_loop(1, &job) == 22 && interrupts == 1);
}

static void interrupted_calls(void) {
    int fds[2];
    CHECK(pipe(fds) == 0);
    pid_t parent = getpid();
    for (int restart = 0; restart < 2; restart++) {
        struct sigaction action = {.sa_handler = on_usr1, .sa_flags = restart ? SA_RESTART : 0};
        CHECK(sigaction(SIGUSR1, &action, NULL) == 0);
        interrupts = 0;
        pid_t pid = fork();
        if (pid == 0) {
            usleep(100000);
            kill(parent, SIGUSR1);
            usleep(100000);
            CHECK(write(fds[1], "x", 1) == 1);
            _exit(0);
        }
        char c = 0;
        ssize_t n = read(fds[0], &c, 1);
        CHECK(interrupts == 1);
        if (restart) {
            CHECK(n == 1 && c == 'x');
        } else {
            CHECK(n == -1 && errno == EINTR);
            CHECK(read(fds[0], &c, 1) == 1);
        }
        CHECK(wait_status(pid) == 0);
    }
    // A sleep is not restarted, and says what is left.
    pid_t pid = fork();
    if (pid == 0) {
        usleep(100000);
        kill(parent, SIGUSR1);
        _exit(0);
    }
    struct timespec wanted = {5, 0}, left = {0, 0};
    CHECK(nanosleep(&wanted, &left) == -1 && errno == EINTR && left.tv_sec >= 4);
    CHECK(wait_status(pid) == 0);
    // poll sees what another process writes.
    pid = fork();
    if (pid == 0) {
        usleep(100000);
        CHECK(write(fds[1], "y", 1) == 1);
        _exit(0);
    }
    struct pollfd polled = {.fd = fds[0], .events = POLLIN};
    CHECK(poll(&polled, 1, 10000) == 1 && polled.revents == POLLIN);
    CHECK(wait_status(pid) == 0);
    close(fds[0]);
    close(fds[1]);
}

static void programs(void) {
    int fds[2];
    CHECK(pipe2(fds, O_CLOEXEC) == 0);
    pid_t pid = vfork();
    if (pid == 0) {
        dup2(fds[1], 1);
        execl(self, self, "say", "vfork", (char *)NULL);
        _exit(127);
    }
    CHECK(pid > 0);
    close(fds[1]);
    char text[64] = {0};
    CHECK(read(fds[0], text, sizeof text) == 6 && memcmp(text, "vfork\n", 6) == 0);
    CHECK(read(fds[0], text, sizeof text) == 0);
    CHECK(wait_status(pid) == 0);
    close(fds[0]);
    // posix_spawn: the error of a program that is not there comes back.
    char *args[] = {(char *)self, "exit", "9", NULL};
    CHECK(posix_spawn(&pid, self, NULL, NULL, args, environ) == 0);
    CHECK(wait_status(pid) == 9 << 8);
    CHECK(posix_spawn(&pid, "/no/such/program", NULL, NULL, args, environ) == ENOENT);
    CHECK(waitpid(-1, NULL, 0) == -1 && errno == ECHILD);
    // A script.
    int script = open("/tmp/script", O_CREAT | O_WRONLY | O_TRUNC, 0755);
    dprintf(script, "#!%s exit\n", self);
    close(script);
    char *script_args[] = {"script", "13", NULL};
    CHECK(posix_spawn(&pid, "/tmp/script", NULL, NULL, script_args, environ) == 0);
    int status = wait_status(pid);
    // argv: the program, "exit", the script, "13": the second argument is a path, so the status is that of atoi.
    CHECK(status == 0);
}

static void orphans(void) {
    CHECK(prctl(PR_SET_CHILD_SUBREAPER, 1) == 0);
    int fds[2];
    CHECK(pipe(fds) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (fork() == 0) {
            pid_t parent = getppid();
            while (getppid() == parent && parent != 1) usleep(1000);
            parent = getppid();
            CHECK(write(fds[1], &parent, sizeof parent) == sizeof parent);
            _exit(3);
        }
        usleep(20000);
        _exit(0);
    }
    CHECK(wait_status(pid) == 0);
    pid_t parent = 0;
    CHECK(read(fds[0], &parent, sizeof parent) == sizeof parent && parent == getpid());
    int status;
    CHECK(wait(&status) > 0 && WEXITSTATUS(status) == 3);
    close(fds[0]);
    close(fds[1]);
}

static void shared_memory(void) {
    int *shared = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *private = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int fd = open("/tmp/shared", O_CREAT | O_RDWR | O_TRUNC, 0600);
    CHECK(shared != MAP_FAILED && private != MAP_FAILED && fd >= 0 && ftruncate(fd, 4096) == 0);
    int *file = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    CHECK(file != MAP_FAILED);
    shared[5] = private[5] = file[5] = 1;
    pid_t pid = fork();
    if (pid == 0) {
        CHECK(shared[5] == 1 && private[5] == 1 && file[5] == 1);
        shared[5] = private[5] = file[5] = 2;
        __atomic_add_fetch(&shared[1500], 7, __ATOMIC_SEQ_CST);
        _exit(0);
    }
    CHECK(wait_status(pid) == 0);
    CHECK(shared[5] == 2 && shared[1500] == 7);
    CHECK(private[5] == 1);
    CHECK(file[5] == 2);
    int in_file = 0;
    CHECK(pread(fd, &in_file, 4, 20) == 4 && in_file == 2);
    munmap(shared, 8192);
    munmap(private, 8192);
    munmap(file, 4096);
    close(fd);
}

static void shared_descriptions(void) {
    int fd = open("/tmp/offsets", O_CREAT | O_RDWR | O_TRUNC, 0600);
    CHECK(write(fd, "abcdef", 6) == 6 && lseek(fd, 0, SEEK_SET) == 0);
    pid_t pid = fork();
    char c;
    if (pid == 0) {
        CHECK(read(fd, &c, 1) == 1 && c == 'a');
        CHECK(chdir("/tmp") == 0);
        umask(077);
        close(fd);
        _exit(0);
    }
    CHECK(wait_status(pid) == 0);
    CHECK(read(fd, &c, 1) == 1 && c == 'b');
    char cwd[100];
    CHECK(getcwd(cwd, sizeof cwd) && strcmp(cwd, "/") == 0);
    CHECK(umask(022) == 022);
    // flock belongs to the description, which the child has too; another one is kept out.
    CHECK(flock(fd, LOCK_EX) == 0);
    int ready[2];
    CHECK(pipe(ready) == 0);
    pid = fork();
    if (pid == 0) {
        CHECK(flock(fd, LOCK_EX | LOCK_NB) == 0);
        int other = open("/tmp/offsets", O_RDWR);
        CHECK(flock(other, LOCK_EX | LOCK_NB) == -1 && errno == EWOULDBLOCK);
        struct flock lock = {.l_type = F_WRLCK};
        CHECK(fcntl(fd, F_SETLK, &lock) == 0);
        CHECK(write(ready[1], "r", 1) == 1);
        usleep(100000);
        _exit(0);
    }
    CHECK(read(ready[0], &c, 1) == 1);
    struct flock lock = {.l_type = F_WRLCK};
    CHECK(fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type == F_WRLCK && lock.l_pid == pid);
    lock = (struct flock){.l_type = F_WRLCK};
    CHECK(fcntl(fd, F_SETLKW, &lock) == 0);
    CHECK(wait_status(pid) == 0);
    close(ready[0]);
    close(ready[1]);
    close(fd);
}

static void groups(void) {
    pid_t pid = fork();
    if (pid == 0) {
        CHECK(setsid() == getpid() && getpgrp() == getpid() && getsid(0) == getpid());
        _exit(0);
    }
    CHECK(wait_status(pid) == 0);
    pid_t leader = fork();
    if (leader == 0) {
        CHECK(setpgid(0, 0) == 0);
        pause();
    }
    CHECK(setpgid(leader, leader) == 0 || errno == EACCES);
    pid_t second = fork();
    if (second == 0) {
        CHECK(setpgid(0, leader) == 0);
        pause();
    }
    CHECK(setpgid(second, leader) == 0);
    CHECK(getpgid(second) == leader);
    CHECK(kill(-leader, SIGSTOP) == 0);
    int status;
    CHECK(waitpid(-leader, &status, WUNTRACED) > 0 && WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP);
    CHECK(waitpid(-leader, &status, WUNTRACED) > 0 && WIFSTOPPED(status));
    CHECK(kill(-leader, SIGCONT) == 0);
    CHECK(waitpid(-leader, &status, WCONTINUED) > 0 && WIFCONTINUED(status));
    CHECK(kill(-leader, SIGTERM) == 0);
    siginfo_t info;
    CHECK(waitid(P_PGID, (id_t)leader, &info, WEXITED | WNOWAIT) == 0 && info.si_status == SIGTERM);
    CHECK(waitpid(-leader, &status, 0) > 0 && WTERMSIG(status) == SIGTERM);
    CHECK(waitpid(-leader, &status, 0) > 0);
}

static void usage_and_proc(void) {
    pid_t pid = fork();
    if (pid == 0) {
        clock_t start = clock();
        while (clock() - start < CLOCKS_PER_SEC / 20) {
        }
        pause();
    }
    char path[64], text[512] = {0};
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    int fd = open(path, O_RDONLY);
    CHECK(fd >= 0 && read(fd, text, sizeof text - 1) > 0 && atoi(text) == pid);
    close(fd);
    snprintf(path, sizeof path, "/proc/%d/exe", pid);
    ssize_t n = readlink(path, text, sizeof text);
    CHECK(n == (ssize_t)strlen(self) && memcmp(text, self, (size_t)n) == 0);
    usleep(200000);
    kill(pid, SIGKILL);
    struct rusage usage;
    CHECK(wait4(pid, NULL, 0, &usage) == pid);
    CHECK(usage.ru_utime.tv_sec > 0 || usage.ru_utime.tv_usec > 30000);
    CHECK(getrusage(RUSAGE_CHILDREN, &usage) == 0 && (usage.ru_utime.tv_sec > 0 || usage.ru_utime.tv_usec > 30000));
    CHECK(open(path, O_RDONLY) == -1);
}

static void many(void) {
    for (int round = 0; round < 10; round++) {
        pid_t pids[20];
        for (int i = 0; i < 20; i++) {
            pids[i] = fork();
            CHECK(pids[i] >= 0);
            if (pids[i] == 0) _exit(i);
        }
        for (int i = 19; i >= 0; i--) CHECK(wait_status(pids[i]) == i << 8);
    }
}


int main(int argc, char **argv) {
    self = "/bin/prog";
    if (argc > 2 && strcmp(argv[1], "say") == 0) {
        dprintf(1, "%s\n", argv[2]);
        return 0;
    }
    if (argc > 2 && strcmp(argv[1], "exit") == 0) return atoi(argv[2]);
    if (argc > 1 && strcmp(argv[1], "bomb") == 0) {
        int made = 0;
        for (;;) {
            pid_t pid = fork();
            if (pid < 0) {
                CHECK(errno == EAGAIN || errno == ENOMEM);
                break;
            }
            if (pid == 0) pause();
            made++;
        }
        dprintf(1, "%d\n", made);
        // The end of the first process ends the others.
        return 0;
    }
    if (argc > 1 && strcmp(argv[1], "leave") == 0) {
        // A child that computes, one that sleeps, one that waits for input.
        if (fork() == 0)
            for (volatile int i = 0;; i++) {
            }
        if (fork() == 0) sleep(1000);
        if (fork() == 0) {
            int fds[2];
            char c;
            CHECK(pipe(fds) == 0);
            CHECK(read(fds[0], &c, 1) == 1);
        }
        usleep(20000);
        return 4;
    }
    if (argc > 1 && strcmp(argv[1], "spin") == 0) {
        fork();
        for (volatile int i = 0;; i++) {
        }
    }
    fork_copies_memory();
    statuses();
    pipes_block();
    child_signals();
    handlers_in_loops();
    interrupted_calls();
    programs();
    orphans();
    shared_memory();
    shared_descriptions();
    groups();
    usage_and_proc();
    many();
    dprintf(1, "all is well\n");
    return 0;
}
