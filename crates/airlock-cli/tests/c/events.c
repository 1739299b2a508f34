// Descriptors that stand for events, one check after the other; the first that fails is named and ends the program.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

static long milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int watch(int set, int fd, uint32_t events) {
    struct epoll_event event = {.events = events, .data.u64 = 0x100000000 | (unsigned)fd};
    return epoll_ctl(set, EPOLL_CTL_ADD, fd, &event);
}

static int change(int set, int fd, uint32_t events) {
    struct epoll_event event = {.events = events, .data.u64 = 0x200000000 | (unsigned)fd};
    return epoll_ctl(set, EPOLL_CTL_MOD, fd, &event);
}

// The events of the only file that is ready; 0 if there is none, ~0 if there are several.
static uint32_t look(int set) {
    struct epoll_event events[8];
    int count = epoll_wait(set, events, 8, 0);
    CHECK(count >= 0);
    return count == 0 ? 0 : count == 1 ? events[0].events : ~0u;
}

static void levels_and_edges(void) {
    int set = epoll_create1(EPOLL_CLOEXEC), fds[2];
    char buffer[8];
    CHECK(pipe(fds) == 0 && watch(set, fds[0], EPOLLIN) == 0);
    FAILS(watch(set, fds[0], EPOLLIN), EEXIST);
    CHECK(look(set) == 0);
    CHECK(write(fds[1], "abc", 3) == 3);
    CHECK(look(set) == EPOLLIN && look(set) == EPOLLIN);
    CHECK(change(set, fds[0], EPOLLIN | EPOLLET) == 0);
    CHECK(look(set) == EPOLLIN && look(set) == 0);
    // Reading a part is no event, more bytes are.
    CHECK(read(fds[0], buffer, 1) == 1 && look(set) == 0);
    CHECK(write(fds[1], "d", 1) == 1 && look(set) == EPOLLIN && look(set) == 0);
    // What was there and is gone before anybody looked is not reported.
    CHECK(write(fds[1], "e", 1) == 1 && read(fds[0], buffer, 8) == 4 && look(set) == 0);
    CHECK(change(set, fds[0], EPOLLIN | EPOLLONESHOT) == 0 && write(fds[1], "f", 1) == 1);
    CHECK(look(set) == EPOLLIN && look(set) == 0);
    CHECK(write(fds[1], "g", 1) == 1 && look(set) == 0);
    CHECK(change(set, fds[0], EPOLLIN | EPOLLONESHOT) == 0 && look(set) == EPOLLIN);
    CHECK(change(set, fds[0], 0) == 0 && look(set) == 0);
    CHECK(close(fds[1]) == 0 && look(set) == EPOLLHUP);
    CHECK(epoll_ctl(set, EPOLL_CTL_DEL, fds[0], NULL) == 0 && look(set) == 0);
    FAILS(epoll_ctl(set, EPOLL_CTL_DEL, fds[0], NULL), ENOENT);
    FAILS(change(set, fds[0], EPOLLIN), ENOENT);
    // A writer: room is an edge only after there was none.
    CHECK(pipe(fds) == 0 && fcntl(fds[1], F_SETFL, O_NONBLOCK) == 0);
    CHECK(watch(set, fds[1], EPOLLOUT | EPOLLET) == 0 && look(set) == EPOLLOUT && look(set) == 0);
    static char block[65536];
    CHECK(write(fds[1], block, sizeof block) == sizeof block && look(set) == 0);
    CHECK(read(fds[0], block, sizeof block) == sizeof block && look(set) == EPOLLOUT);
    CHECK(close(fds[0]) == 0 && look(set) == (EPOLLOUT | EPOLLERR));
    close(fds[1]);
    close(set);
}

static void refusals(void) {
    int set = epoll_create(1), other = epoll_create1(0), file = open("/proc/self/exe", O_RDONLY), event = eventfd(0, 0);
    struct epoll_event events[2];
    FAILS(epoll_create(0), EINVAL);
    FAILS(epoll_create1(1), EINVAL);
    FAILS(watch(set, set, EPOLLIN), EINVAL);
    FAILS(watch(set, file, EPOLLIN), EPERM);
    FAILS(watch(set, 99, EPOLLIN), EBADF);
    FAILS(watch(99, event, EPOLLIN), EBADF);
    FAILS(watch(event, set, EPOLLIN), EINVAL);
    FAILS(epoll_ctl(set, 7, event, events), EINVAL);
    FAILS(epoll_ctl(set, EPOLL_CTL_ADD, event, NULL), EFAULT);
    FAILS(epoll_wait(set, events, 0, 0), EINVAL);
    FAILS(epoll_wait(event, events, 1, 0), EINVAL);
    FAILS(watch(set, other, EPOLLIN | EPOLLEXCLUSIVE), EINVAL);
    FAILS(watch(set, event, EPOLLIN | EPOLLEXCLUSIVE | EPOLLONESHOT), EINVAL);
    CHECK(watch(set, event, EPOLLIN | EPOLLEXCLUSIVE) == 0);
    FAILS(change(set, event, EPOLLIN), EINVAL);
    FAILS(read(set, events, 8), EINVAL);
    // Loops, and too many in a row.
    CHECK(watch(set, other, EPOLLIN) == 0);
    FAILS(watch(other, set, EPOLLIN), ELOOP);
    int last = other;
    for (int i = 0; i < 3; i++) {
        int next = epoll_create1(0);
        CHECK(watch(last, next, EPOLLIN) == 0);
        last = next;
    }
    int extra = epoll_create1(0);
    FAILS(watch(last, extra, EPOLLIN), ELOOP);
    for (int fd = set; fd <= extra; fd++) close(fd);
}

static void nested(void) {
    int outer = epoll_create1(0), inner = epoll_create1(0), event = eventfd(0, EFD_NONBLOCK);
    uint64_t one = 1;
    CHECK(watch(outer, inner, EPOLLIN) == 0 && watch(inner, event, EPOLLIN) == 0 && look(outer) == 0);
    CHECK(write(event, &one, 8) == 8 && look(outer) == EPOLLIN && look(inner) == EPOLLIN && look(outer) == EPOLLIN);
    CHECK(read(event, &one, 8) == 8 && look(outer) == 0 && look(inner) == 0);
    close(event);
    close(inner);
    close(outer);
}

// What is watched is the open file, not the descriptor.
static void duplicates(void) {
    int set = epoll_create1(0), event = eventfd(1, 0), copy = dup(event);
    CHECK(watch(set, event, EPOLLIN) == 0 && watch(set, copy, EPOLLIN) == 0 && look(set) == ~0u);
    CHECK(epoll_ctl(set, EPOLL_CTL_DEL, copy, NULL) == 0);
    close(event);
    CHECK(look(set) == EPOLLIN);
    FAILS(change(set, event, EPOLLIN), EBADF);
    close(copy);
    CHECK(look(set) == 0);
    // The set is the same in a child, and what the child closes stays.
    int fds[2];
    CHECK(pipe(fds) == 0 && watch(set, fds[0], EPOLLIN) == 0);
    pid_t child = fork();
    if (child == 0) {
        close(fds[0]);
        CHECK(epoll_ctl(set, EPOLL_CTL_ADD, 0, NULL) == -1);
        CHECK(write(fds[1], "x", 1) == 1);
        _exit(look(set) == EPOLLIN ? 0 : 1);
    }
    int status;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    CHECK(look(set) == EPOLLIN);
    close(fds[0]);
    close(fds[1]);
    CHECK(look(set) == 0);
    close(set);
}

static int shared_set, shared_event;

static void *write_later(void *arg) {
    uint64_t one = 1;
    usleep(50000);
    CHECK(write(shared_event, &one, 8) == 8);
    return arg;
}

static void nothing(int signal) { (void)signal; }

static void waiting(void) {
    shared_set = epoll_create1(0);
    shared_event = eventfd(0, 0);
    struct epoll_event event;
    pthread_t thread;
    long start = milliseconds();
    CHECK(epoll_wait(shared_set, &event, 1, 30) == 0 && milliseconds() - start >= 30);
    CHECK(watch(shared_set, shared_event, EPOLLIN | EPOLLET) == 0);
    for (int i = 0; i < 3; i++) {
        CHECK(pthread_create(&thread, NULL, write_later, NULL) == 0);
        CHECK(epoll_wait(shared_set, &event, 1, -1) == 1 && event.data.u64 == (0x100000000 | (unsigned)shared_event));
        CHECK(pthread_join(thread, NULL) == 0);
    }
    // A file that is added while somebody waits.
    int other = epoll_create1(0), fds[2];
    CHECK(pipe(fds) == 0 && write(fds[1], "x", 1) == 1);
    pid_t child = fork();
    if (child == 0) {
        usleep(50000);
        _exit(watch(other, fds[0], EPOLLIN) != 0);
    }
    CHECK(epoll_wait(other, &event, 1, 5000) == 1);
    CHECK(waitpid(child, NULL, 0) == child);
    // A signal ends the wait, whatever SA_RESTART says; the mask counts while it lasts.
    struct sigaction action = {.sa_handler = nothing, .sa_flags = SA_RESTART};
    sigaction(SIGUSR1, &action, NULL);
    sigset_t block, none;
    sigemptyset(&none);
    sigemptyset(&block);
    sigaddset(&block, SIGUSR1);
    sigprocmask(SIG_BLOCK, &block, NULL);
    kill(getpid(), SIGUSR1);
    int empty = epoll_create1(0);
    CHECK(epoll_wait(empty, &event, 1, 10) == 0);
    FAILS(epoll_pwait(empty, &event, 1, 5000, &none), EINTR);
    struct timespec short_time = {.tv_nsec = 5000000};
    CHECK(syscall(SYS_epoll_pwait2, empty, &event, 1, &short_time, NULL, 8) == 0);
    sigprocmask(SIG_UNBLOCK, &block, NULL);
    close(shared_set);
    close(shared_event);
    close(other);
    close(empty);
    close(fds[0]);
    close(fds[1]);
}

// Each of many is reported, and as many as fit.
static void many(void) {
    enum { COUNT = 200 };
    int set = epoll_create1(0), fds[COUNT], seen[COUNT + 16] = {0};
    for (int i = 0; i < COUNT; i++) {
        fds[i] = eventfd(i % 2, 0);
        CHECK(watch(set, fds[i], EPOLLIN) == 0);
    }
    struct epoll_event events[30];
    for (int i = 0; i < 4; i++) {
        CHECK(epoll_wait(set, events, 30, 0) == 30);
        for (int j = 0; j < 30; j++) seen[(int)events[j].data.u64]++;
    }
    for (int i = 0; i < COUNT; i++) CHECK((seen[fds[i]] > 0) == (i % 2 == 1));
    for (int i = 0; i < COUNT; i++) close(fds[i]);
    CHECK(epoll_wait(set, events, 30, 0) == 0);
    close(set);
}

static void timers(void) {
    int set = epoll_create1(0), timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    struct itimerspec periodic = {.it_interval = {.tv_nsec = 20000000}, .it_value = {.tv_nsec = 20000000}}, off = {0}, old;
    uint64_t count;
    FAILS(read(timer, &count, 8), EAGAIN);
    CHECK(watch(set, timer, EPOLLIN | EPOLLET) == 0 && look(set) == 0);
    long start = milliseconds();
    struct epoll_event event;
    CHECK(timerfd_settime(timer, 0, &periodic, NULL) == 0);
    // An expiration is an edge if those before it were read.
    CHECK(epoll_wait(set, &event, 1, 5000) == 1 && milliseconds() - start >= 19);
    CHECK(epoll_wait(set, &event, 1, 60) == 0);
    CHECK(read(timer, &count, 8) == 8 && count >= 3);
    CHECK(epoll_wait(set, &event, 1, 5000) == 1 && milliseconds() - start >= 79);
    CHECK(timerfd_gettime(timer, &old) == 0 && old.it_interval.tv_nsec == 20000000 && old.it_value.tv_sec == 0);
    CHECK(timerfd_settime(timer, 0, &off, &old) == 0 && old.it_interval.tv_nsec == 20000000);
    CHECK(epoll_wait(set, &event, 1, 30) == 0);
    // Armed while somebody waits.
    pid_t child = fork();
    if (child == 0) {
        usleep(30000);
        struct itimerspec soon = {.it_value = {.tv_nsec = 1}};
        _exit(timerfd_settime(timer, 0, &soon, NULL) != 0);
    }
    CHECK(epoll_wait(set, &event, 1, 5000) == 1 && event.events == EPOLLIN);
    int status;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    // An absolute time, waited for by a read.
    int real = timerfd_create(CLOCK_REALTIME, 0);
    struct itimerspec absolute = {0};
    clock_gettime(CLOCK_REALTIME, &absolute.it_value);
    absolute.it_value.tv_sec++;
    start = milliseconds();
    CHECK(timerfd_settime(real, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &absolute, NULL) == 0);
    CHECK(read(real, &count, 8) == 8 && count == 1 && milliseconds() - start >= 990);
    FAILS(timerfd_create(CLOCK_PROCESS_CPUTIME_ID, 0), EINVAL);
    FAILS(timerfd_settime(set, 0, &off, NULL), EINVAL);
    FAILS(write(real, &count, 8), EINVAL);
    close(real);
    close(timer);
    close(set);
}

// Signals from a child, from a timer and from sigqueue, as they come to a set and to a blocking read.
static void signals(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGALRM);
    sigaddset(&set, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int fd = signalfd(-1, &set, SFD_CLOEXEC), epoll = epoll_create1(0);
    struct signalfd_siginfo info;
    CHECK(watch(epoll, fd, EPOLLIN) == 0 && look(epoll) == 0);
    pid_t child = fork();
    if (child == 0) {
        usleep(30000);
        _exit(5);
    }
    struct epoll_event event;
    CHECK(epoll_wait(epoll, &event, 1, 5000) == 1);
    CHECK(read(fd, &info, sizeof info) == sizeof info && info.ssi_signo == SIGCHLD);
    CHECK(info.ssi_code == CLD_EXITED && info.ssi_pid == (unsigned)child && info.ssi_status == 5);
    CHECK(waitpid(child, NULL, 0) == child && look(epoll) == 0);
    struct itimerval soon = {.it_value = {.tv_usec = 30000}};
    setitimer(ITIMER_REAL, &soon, NULL);
    CHECK(read(fd, &info, sizeof info) == sizeof info && info.ssi_signo == SIGALRM);
    setitimer(ITIMER_REAL, &soon, NULL);
    CHECK(epoll_wait(epoll, &event, 1, 5000) == 1);
    CHECK(read(fd, &info, sizeof info) == sizeof info && info.ssi_signo == SIGALRM);
    for (int i = 0; i < 3; i++) CHECK(sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = i}) == 0);
    struct signalfd_siginfo all[5];
    CHECK(read(fd, all, sizeof all) == 3 * sizeof info);
    for (int i = 0; i < 3; i++) CHECK(all[i].ssi_int == i && all[i].ssi_code == SI_QUEUE);
    close(epoll);
    close(fd);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static void processes(void) {
    int fds[2], status;
    CHECK(pipe(fds) == 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(fds[1], 200);
        CHECK(write(200, "x", 1) == 1);
        pause();
    }
    char byte;
    CHECK(read(fds[0], &byte, 1) == 1);
    int fd = syscall(SYS_pidfd_open, child, 0), epoll = epoll_create1(0);
    CHECK(fd >= 0 && (fcntl(fd, F_GETFD) & FD_CLOEXEC) && watch(epoll, fd, EPOLLIN) == 0 && look(epoll) == 0);
    FAILS(syscall(SYS_pidfd_open, 0, 0), EINVAL);
    FAILS(syscall(SYS_pidfd_open, 4000000, 0), ESRCH);
    FAILS(read(fd, &byte, 1), EINVAL);
    // A descriptor of the child.
    int copy = syscall(SYS_pidfd_getfd, fd, 200, 0);
    CHECK(copy >= 0 && write(copy, "y", 1) == 1 && read(fds[0], &byte, 1) == 1 && byte == 'y');
    FAILS(syscall(SYS_pidfd_getfd, fd, 199, 0), EBADF);
    siginfo_t info;
    CHECK(waitid(P_PIDFD, fd, &info, WEXITED | WNOHANG) == 0);
    CHECK(syscall(SYS_pidfd_send_signal, fd, SIGTERM, NULL, 0) == 0);
    struct epoll_event event;
    CHECK(epoll_wait(epoll, &event, 1, 5000) == 1 && (event.events & EPOLLIN));
    CHECK(waitid(P_PIDFD, fd, &info, WEXITED) == 0 && info.si_pid == child && info.si_status == SIGTERM);
    FAILS(syscall(SYS_pidfd_send_signal, fd, 0, NULL, 0), ESRCH);
    FAILS(waitid(P_PIDFD, fd, &info, WEXITED), ECHILD);
    FAILS(waitid(P_PIDFD, fds[0], &info, WEXITED), EBADF);
    close(fd);
    // One that comes with the child.
    int pidfd = -1;
    child = syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, 0, &pidfd, 0, 0);
    if (child == 0) _exit(fcntl(pidfd, F_GETFD) == -1 ? 3 : 4);
    CHECK(child > 0 && pidfd >= 0);
    CHECK(waitid(P_PIDFD, pidfd, &info, WEXITED | WNOWAIT) == 0 && info.si_status == 3);
    CHECK(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 3);
    close(pidfd);
    close(epoll);
    close(copy);
    close(fds[0]);
    close(fds[1]);
}

// Files that processes map after they have parted, and a process-shared lock in one.
static void common_memory(void) {
    struct shared {
        pthread_mutex_t lock;
        pthread_cond_t changed;
        int turn, sum;
    } *ours;
    shm_unlink("/airlock-events");
    pid_t children[2];
    int go[2], status;
    CHECK(pipe(go) == 0);
    for (int i = 0; i < 2; i++) {
        children[i] = fork();
        if (children[i] != 0) continue;
        char byte;
        CHECK(read(go[0], &byte, 1) == 1);
        int fd = shm_open("/airlock-events", O_RDWR, 0);
        struct shared *theirs = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        CHECK(theirs != MAP_FAILED);
        for (int n = 0; n < 500; n++) {
            CHECK(pthread_mutex_lock(&theirs->lock) == 0);
            while (theirs->turn != i) pthread_cond_wait(&theirs->changed, &theirs->lock);
            theirs->sum++;
            theirs->turn = 1 - i;
            pthread_cond_broadcast(&theirs->changed);
            pthread_mutex_unlock(&theirs->lock);
        }
        _exit(0);
    }
    int fd = shm_open("/airlock-events", O_RDWR | O_CREAT | O_EXCL, 0600);
    CHECK(fd >= 0 && ftruncate(fd, 4096) == 0);
    ours = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    CHECK(ours != MAP_FAILED);
    pthread_mutexattr_t mutex;
    pthread_condattr_t cond;
    pthread_mutexattr_init(&mutex);
    pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
    pthread_condattr_init(&cond);
    pthread_condattr_setpshared(&cond, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&ours->lock, &mutex);
    pthread_cond_init(&ours->changed, &cond);
    CHECK(write(go[1], "xx", 2) == 2);
    for (int i = 0; i < 2; i++) CHECK(waitpid(children[i], &status, 0) == children[i] && status == 0);
    int sum = 0;
    CHECK(ours->sum == 1000 && pread(fd, &sum, 4, (char *)&ours->sum - (char *)ours) == 4 && sum == 1000);
    sum = 7;
    CHECK(pwrite(fd, &sum, 4, 4000) == 4 && ((int *)ours)[1000] == 7);
    // Longer, as another process sees it.
    CHECK(ftruncate(fd, 8192) == 0);
    int *more = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    CHECK(more != MAP_FAILED && more[1000] == 7);
    more[1000] = 8;
    CHECK(((int *)ours)[1000] == 8);
    CHECK(munmap(ours, 4096) == 0 && munmap(more, 8192) == 0 && pread(fd, &sum, 4, 4000) == 4 && sum == 8);
    CHECK(shm_unlink("/airlock-events") == 0);
    close(fd);
    close(go[0]);
    close(go[1]);
}

static void segments(void) {
    int id = shmget(IPC_PRIVATE, 10000, IPC_CREAT | 0600), status;
    CHECK(id >= 0);
    int *ours = shmat(id, NULL, 0);
    CHECK(ours != (void *)-1);
    pid_t child = fork();
    if (child == 0) {
        ours[0] = 1;
        CHECK(shmdt(ours) == 0);
        int *again = shmat(id, NULL, 0);
        CHECK(again != (void *)-1 && again[0] == 1);
        again[2000] = 2;
        _exit(0);
    }
    CHECK(waitpid(child, &status, 0) == child && status == 0 && ours[0] == 1 && ours[2000] == 2);
    struct shmid_ds about;
    CHECK(shmctl(id, IPC_STAT, &about) == 0 && about.shm_nattch == 1 && about.shm_segsz == 10000);
    CHECK(about.shm_lpid == child && about.shm_cpid == getpid());
    CHECK(shmctl(id, IPC_RMID, NULL) == 0 && ours[0] == 1 && shmdt(ours) == 0);
    FAILS(shmctl(id, IPC_STAT, &about), EINVAL);
}

// Waits until a task waits for the first semaphore of a set.
static void await_waiter(int id) {
    for (int i = 0; i < 1000 && semctl(id, 0, GETNCNT) != 1; i++) usleep(10000);
    CHECK(semctl(id, 0, GETNCNT) == 1);
}

static void semaphores(void) {
    int id = semget(IPC_PRIVATE, 2, IPC_CREAT | 0600), status;
    struct sembuf take = {.sem_op = -1, .sem_flg = SEM_UNDO}, give = {.sem_op = 1}, zero = {.sem_num = 1};
    CHECK(id >= 0 && semctl(id, 1, SETVAL, 1) == 0);
    pid_t child = fork();
    if (child == 0) {
        CHECK(semop(id, &take, 1) == 0 && semctl(id, 0, GETVAL) == 0);
        struct sembuf one = {.sem_num = 1, .sem_op = -1};
        CHECK(semop(id, &one, 1) == 0);
        pause();
    }
    await_waiter(id);
    CHECK(semop(id, &give, 1) == 0 && semop(id, &zero, 1) == 0);
    // What the child took comes back when it ends.
    CHECK(kill(child, SIGKILL) == 0 && semop(id, &take, 1) == 0);
    CHECK(waitpid(child, &status, 0) == child);
    struct timespec soon = {.tv_nsec = 20000000};
    CHECK(semtimedop(id, &take, 1, &soon) == -1 && errno == EAGAIN);
    child = fork();
    if (child == 0) _exit(semop(id, &take, 1) == -1 && errno == EIDRM ? 0 : 1);
    await_waiter(id);
    CHECK(semctl(id, 0, IPC_RMID) == 0);
    CHECK(waitpid(child, &status, 0) == child && status == 0);
}

static void messages(void) {
    struct {
        long type;
        char text[16];
    } message = {2, "hello"};
    int id = msgget(IPC_PRIVATE, IPC_CREAT | 0600), status;
    pid_t child = fork();
    if (child == 0) {
        CHECK(msgrcv(id, &message, sizeof message.text, 2, 0) == 6 && strcmp(message.text, "hello") == 0);
        message.type = 1;
        CHECK(msgsnd(id, &message, 1, 0) == 0);
        _exit(0);
    }
    usleep(20000);
    CHECK(msgsnd(id, &message, 6, 0) == 0);
    CHECK(msgrcv(id, &message, sizeof message.text, -1, 0) == 1 && message.text[0] == 'h');
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    CHECK(msgctl(id, IPC_RMID, NULL) == 0);
}

// The next event of an inotify descriptor; its mask, cookie and name.
static uint32_t change_seen(int fd, char *name, uint32_t *cookie) {
    static char buffer[4096];
    static int at, end;
    if (at == end) {
        at = 0;
        end = read(fd, buffer, sizeof buffer);
        if (end < 0) {
            end = 0;
            return 0;
        }
    }
    struct inotify_event *event = (struct inotify_event *)(buffer + at);
    at += sizeof *event + event->len;
    strcpy(name, event->len ? event->name : "");
    *cookie = event->cookie;
    return event->mask;
}

static void changes(void) {
    char name[256], dir[] = "/tmp/airlock-changes-XXXXXX", path[300], other[300];
    uint32_t cookie, second;
    CHECK(mkdtemp(dir) != NULL);
    snprintf(path, sizeof path, "%s/one", dir);
    snprintf(other, sizeof other, "%s/two", dir);
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC), set = epoll_create1(0);
    int top = inotify_add_watch(fd, dir, IN_ALL_EVENTS);
    CHECK(top > 0 && watch(set, fd, EPOLLIN) == 0 && look(set) == 0);
    FAILS(inotify_add_watch(fd, dir, 0), EINVAL);
    FAILS(inotify_add_watch(fd, dir, IN_CREATE | IN_MASK_CREATE), EEXIST);
    FAILS(inotify_add_watch(fd, path, IN_CREATE), ENOENT);
#define SEEN(wanted, of) CHECK(change_seen(fd, name, &cookie) == (wanted) && strcmp(name, of) == 0)
    int file = open(path, O_RDWR | O_CREAT, 0600);
    CHECK(file >= 0 && look(set) == EPOLLIN);
    CHECK(write(file, "x", 1) == 1 && ftruncate(file, 3) == 0 && fchmod(file, 0644) == 0);
    CHECK(pread(file, name, 1, 0) == 1 && close(file) == 0);
    SEEN(IN_CREATE, "one");
    SEEN(IN_OPEN, "one");
    SEEN(IN_MODIFY, "one");
    // Two that say the same are one.
    SEEN(IN_ATTRIB, "one");
    SEEN(IN_ACCESS, "one");
    SEEN(IN_CLOSE_WRITE, "one");
    CHECK(change_seen(fd, name, &cookie) == 0 && look(set) == 0);
    // The file itself, elsewhere: in which order both are told is not said.
    int own = inotify_init1(IN_NONBLOCK), self = inotify_add_watch(own, path, IN_MOVE_SELF | IN_DELETE_SELF);
    CHECK(self > 0 && rename(path, other) == 0);
    CHECK(change_seen(fd, name, &second) == IN_MOVED_FROM && second != 0 && strcmp(name, "one") == 0);
    SEEN(IN_MOVED_TO, "two");
    CHECK(cookie == second);
    CHECK(mkdir(path, 0700) == 0 && unlink(other) == 0 && rmdir(path) == 0);
    SEEN(IN_CREATE | IN_ISDIR, "one");
    SEEN(IN_DELETE, "two");
    SEEN(IN_DELETE | IN_ISDIR, "one");
    CHECK(inotify_rm_watch(fd, top) == 0);
    SEEN(IN_IGNORED, "");
    CHECK(rmdir(dir) == 0 && change_seen(fd, name, &cookie) == 0);
    CHECK(change_seen(own, name, &cookie) == IN_MOVE_SELF && change_seen(own, name, &cookie) == IN_DELETE_SELF);
    CHECK(change_seen(own, name, &cookie) == IN_IGNORED && change_seen(own, name, &cookie) == 0);
    FAILS(inotify_rm_watch(own, self), EINVAL);
    close(own);
    close(fd);
    close(set);
}

static volatile sig_atomic_t notified;

static void note(int signal, siginfo_t *info, void *context) {
    (void)signal, (void)context;
    notified = info->si_code == SI_MESGQ ? info->si_value.sival_int : -1;
}

static void posix_queues(void) {
    struct mq_attr attr = {.mq_maxmsg = 2, .mq_msgsize = 32};
    mq_unlink("/airlock-events");
    mqd_t queue = mq_open("/airlock-events", O_RDWR | O_CREAT | O_EXCL, 0600, &attr);
    CHECK(queue >= 0);
    struct sigaction action = {.sa_sigaction = note, .sa_flags = SA_SIGINFO};
    sigaction(SIGUSR2, &action, NULL);
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2, .sigev_value.sival_int = 7};
    CHECK(mq_notify(queue, &event) == 0);
    FAILS(mq_notify(queue, &event), EBUSY);
    CHECK(mq_send(queue, "low", 4, 1) == 0 && notified == 7 && mq_send(queue, "high", 5, 9) == 0);
    struct timespec soon;
    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_nsec += 20000000;
    if (soon.tv_nsec >= 1000000000) soon.tv_sec++, soon.tv_nsec -= 1000000000;
    FAILS(mq_timedsend(queue, "x", 1, 0, &soon), ETIMEDOUT);
    char text[32];
    unsigned priority;
    int set = epoll_create1(0), status;
    CHECK(watch(set, queue, EPOLLIN) == 0 && look(set) == EPOLLIN);
    CHECK(mq_receive(queue, text, 32, &priority) == 5 && priority == 9 && strcmp(text, "high") == 0);
    CHECK(mq_receive(queue, text, 32, NULL) == 4 && look(set) == 0);
    pid_t child = fork();
    if (child == 0) {
        mqd_t other = mq_open("/airlock-events", O_WRONLY);
        usleep(30000);
        _exit(mq_send(other, "child", 6, 0) != 0);
    }
    CHECK(mq_receive(queue, text, 32, NULL) == 6 && strcmp(text, "child") == 0);
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    CHECK(mq_getattr(queue, &attr) == 0 && attr.mq_maxmsg == 2 && attr.mq_curmsgs == 0);
    CHECK(mq_unlink("/airlock-events") == 0 && mq_close(queue) == 0);
    close(set);
}

int main(void) {
    levels_and_edges();
    refusals();
    nested();
    duplicates();
    waiting();
    many();
    timers();
    signals();
    processes();
    changes();
    common_memory();
    segments();
    semaphores();
    messages();
    posix_queues();
    puts("all is well");
    return 0;
}
