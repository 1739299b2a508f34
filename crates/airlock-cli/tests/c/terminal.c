// Pseudo-terminals, line discipline and job control, checked step by step. Prints "all is well" if every check holds;
// otherwise the line of the first one that does not, and fails. Runs natively too.
//
//     cc -O1 -static -o terminal terminal.c && ./terminal
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

static int master, slave;

static void open_pair(void) {
    CHECK(openpty(&master, &slave, NULL, NULL, NULL) == 0);
}

static void close_pair(void) {
    close(master);
    close(slave);
}

// On Linux keys arrive a moment after they were typed.
static void settle(void) {
    usleep(20000);
}

static void type(const char *keys) {
    CHECK(write(master, keys, strlen(keys)) == (ssize_t)strlen(keys));
    settle();
}

// Reads what there is, waiting for the first byte.
static const char *from(int fd) {
    static char buf[8192];
    ssize_t n = read(fd, buf, sizeof buf - 1);
    CHECK(n >= 0);
    buf[n] = 0;
    return buf;
}

// Reads until so many bytes are there.
static const char *all_from(int fd, size_t wanted) {
    static char buf[8192];
    size_t have = 0;
    while (have < wanted) {
        ssize_t n = read(fd, buf + have, sizeof buf - 1 - have);
        CHECK(n > 0);
        have += n;
    }
    buf[have] = 0;
    return buf;
}

static int ready(int fd, int events) {
    struct pollfd p = {.fd = fd, .events = events};
    CHECK(poll(&p, 1, 0) >= 0);
    return p.revents;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void set_local(tcflag_t on, tcflag_t off, int min, int time) {
    struct termios t;
    CHECK(tcgetattr(slave, &t) == 0);
    t.c_lflag = (t.c_lflag | on) & ~off;
    if (min >= 0) {
        t.c_cc[VMIN] = min;
        t.c_cc[VTIME] = time;
    }
    CHECK(tcsetattr(slave, TCSANOW, &t) == 0);
}

static void names(void) {
    int fd = posix_openpt(O_RDWR | O_NOCTTY);
    CHECK(fd >= 0);
    char name[64];
    CHECK(ptsname_r(fd, name, sizeof name) == 0);
    CHECK(strncmp(name, "/dev/pts/", 9) == 0);
    CHECK(open(name, O_RDWR | O_NOCTTY) == -1 && errno == EIO); // locked
    CHECK(grantpt(fd) == 0 && unlockpt(fd) == 0);
    int end = open(name, O_RDWR | O_NOCTTY);
    CHECK(end >= 0 && isatty(end) && isatty(fd));
    CHECK(strcmp(ttyname(end), name) == 0);
    struct stat st;
    CHECK(fstat(end, &st) == 0 && S_ISCHR(st.st_mode) && major(st.st_rdev) == 136);
    CHECK(minor(st.st_rdev) == (unsigned)atoi(name + 9));
    int peer = ioctl(fd, TIOCGPTPEER, O_RDWR | O_NOCTTY);
    CHECK(peer >= 0 && strcmp(ttyname(peer), name) == 0);
    CHECK(lseek(end, 0, SEEK_CUR) == -1 && errno == ESPIPE);
    int lock = 1;
    CHECK(ioctl(fd, TIOCGPTLCK, &lock) == 0 && lock == 0);
    unsigned number = 99999;
    CHECK(ioctl(fd, TIOCGPTN, &number) == 0 && number == minor(st.st_rdev));
    CHECK(ioctl(end, TIOCGPTN, &number) == -1 && errno == ENOTTY);
    int discipline = -1;
    CHECK(ioctl(end, TIOCGETD, &discipline) == 0 && discipline == 0);
    close(end);
    close(peer);
    close(fd);
    CHECK(access(name, F_OK) == -1 && errno == ENOENT);
}

static void lines(void) {
    open_pair();
    type("hello\n");
    CHECK(strcmp(from(slave), "hello\n") == 0);
    CHECK(strcmp(all_from(master, 7), "hello\r\n") == 0);
    CHECK(write(slave, "a\nb\n", 4) == 4);
    CHECK(strcmp(all_from(master, 6), "a\r\nb\r\n") == 0);
    type("ab\177c\025xyz one\027two\n");
    CHECK(strcmp(from(slave), "xyz two\n") == 0);
    from(master);
    // Two lines are two reads; an end of file is one of nothing.
    type("one\ntwo\n\004");
    int count = 0;
    CHECK(ioctl(slave, FIONREAD, &count) == 0 && count == 8);
    CHECK(strcmp(from(slave), "one\n") == 0);
    CHECK(strcmp(from(slave), "two\n") == 0);
    CHECK(strcmp(from(slave), "") == 0);
    CHECK(!(ready(slave, POLLIN) & POLLIN));
    type("no end");
    CHECK(!(ready(slave, POLLIN) & POLLIN));
    CHECK(tcflush(slave, TCIFLUSH) == 0);
    type("x\n");
    CHECK(strcmp(from(slave), "x\n") == 0);
    // A line is cut to what fits, but always ends.
    static char line[6000];
    memset(line, 'y', sizeof line);
    set_local(0, ECHO, -1, 0);
    for (size_t sent = 0; sent < sizeof line; sent += 500)
        CHECK(write(master, line + sent, 500) == 500);
    type("\n");
    CHECK(strlen(from(slave)) == 4096);
    close_pair();
}

static void raw(void) {
    open_pair();
    struct termios t, back;
    CHECK(tcgetattr(slave, &t) == 0);
    CHECK(t.c_lflag & ICANON && cfgetospeed(&t) == B38400);
    cfmakeraw(&t);
    cfsetspeed(&t, B115200);
    CHECK(tcsetattr(slave, TCSADRAIN, &t) == 0);
    CHECK(tcgetattr(master, &back) == 0);
    CHECK(!(back.c_lflag & ICANON) && cfgetospeed(&back) == B115200); // they share the settings
    type("\003\r");
    CHECK(strcmp(from(slave), "\003\r") == 0);
    CHECK(write(slave, "\n", 1) == 1 && strcmp(from(master), "\n") == 0);
    char buf[10];
    set_local(0, ICANON, 0, 0);
    CHECK(read(slave, buf, 10) == 0);
    set_local(0, ICANON, 0, 2);
    double start = now();
    CHECK(read(slave, buf, 10) == 0 && now() - start > 0.15);
    set_local(0, ICANON, 3, 1);
    type("ab");
    start = now();
    CHECK(read(slave, buf, 10) == 2 && now() - start > 0.05);
    set_local(0, ICANON, 3, 0);
    type("ab");
    CHECK(!(ready(slave, POLLIN) & POLLIN)); // two are not three
    fcntl(slave, F_SETFL, O_NONBLOCK);
    CHECK(read(slave, buf, 10) == 2);
    CHECK(read(slave, buf, 10) == -1 && errno == EAGAIN);
    fcntl(slave, F_SETFL, 0);
    // Somebody else types while the read waits.
    set_local(0, ICANON, 3, 0);
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 3; i++) {
            usleep(20000);
            type("k");
        }
        _exit(0);
    }
    CHECK(read(slave, buf, 10) == 3);
    CHECK(waitpid(child, NULL, 0) == child);
    close_pair();
}

static void big(void) {
    // More than any queue holds, both ways.
    enum { SIZE = 200000 };
    open_pair();
    struct termios t;
    tcgetattr(slave, &t);
    cfmakeraw(&t);
    tcsetattr(slave, TCSANOW, &t);
    static char out[SIZE], in[SIZE];
    for (int i = 0; i < SIZE; i++)
        out[i] = i * 7;
    for (int way = 0; way < 2; way++) {
        int to = way ? master : slave, fd = way ? slave : master;
        pid_t child = fork();
        if (child == 0) {
            CHECK(write(to, out, SIZE) == SIZE);
            _exit(0);
        }
        for (int have = 0; have < SIZE;) {
            int n = read(fd, in + have, SIZE - have);
            CHECK(n > 0);
            have += n;
        }
        CHECK(memcmp(in, out, SIZE) == 0);
        int status;
        CHECK(waitpid(child, &status, 0) == child && status == 0);
        memset(in, 0, SIZE);
    }
    close_pair();
}

static void events(void) {
    open_pair();
    int set = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = master};
    CHECK(epoll_ctl(set, EPOLL_CTL_ADD, master, &event) == 0);
    CHECK(epoll_wait(set, &event, 1, 0) == 0);
    CHECK(write(slave, "x", 1) == 1);
    CHECK(epoll_wait(set, &event, 1, 1000) == 1 && event.events == EPOLLIN);
    CHECK(strcmp(from(master), "x") == 0);
    close(set);
    CHECK(ready(slave, POLLIN | POLLOUT) == POLLOUT);
    type("\n");
    CHECK(ready(slave, POLLIN | POLLOUT) == (POLLIN | POLLOUT));
    // The slave is closed: what it wrote is still read, then an error.
    from(master);
    CHECK(write(slave, "last", 4) == 4);
    close(slave);
    CHECK(ready(master, POLLIN) == (POLLIN | POLLHUP));
    CHECK(strcmp(from(master), "last") == 0);
    char c;
    CHECK(read(master, &c, 1) == -1 && errno == EIO);
    CHECK(ready(master, POLLIN) & POLLHUP);
    close(master);
    // The master is closed.
    open_pair();
    close(master);
    CHECK(read(slave, &c, 1) == 0);
    CHECK(write(slave, &c, 1) == -1 && errno == EIO);
    CHECK(ready(slave, POLLIN) & POLLHUP);
    struct termios t;
    CHECK(tcgetattr(slave, &t) == -1 && errno == EIO);
    close(slave);
}

static void packets(void) {
    open_pair();
    int on = 1;
    CHECK(ioctl(master, TIOCPKT, &on) == 0);
    CHECK(write(slave, "hi", 2) == 2);
    char buf[64];
    CHECK(read(master, buf, sizeof buf) == 3 && memcmp(buf, "\0hi", 3) == 0);
    type("\023");
    CHECK(read(master, buf, sizeof buf) == 1 && buf[0] == TIOCPKT_STOP);
    type("\021");
    CHECK(read(master, buf, sizeof buf) == 1 && buf[0] == TIOCPKT_START);
    CHECK(tcflush(slave, TCIFLUSH) == 0);
    CHECK(read(master, buf, sizeof buf) == 1 && buf[0] == TIOCPKT_FLUSHREAD);
    close_pair();
}

static volatile sig_atomic_t got[65];

static void note(int signal) {
    got[signal]++;
}

// The handler runs in await only, so that no signal comes between a look and a wait.
static void catch(int signal) {
    struct sigaction action = {.sa_handler = note};
    CHECK(sigaction(signal, &action, NULL) == 0);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    CHECK(sigprocmask(SIG_BLOCK, &set, NULL) == 0);
}

static void await(int signal) {
    sigset_t none;
    sigemptyset(&none);
    while (!got[signal])
        sigsuspend(&none);
}

// Runs a function as the leader of a session with the slave as its controlling terminal.
static pid_t in_session(void (*body)(void)) {
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid == 0) {
        CHECK(setsid() == getpid());
        CHECK(open("/dev/tty", O_RDWR) == -1 && errno == ENXIO);
        CHECK(ioctl(slave, TIOCSCTTY, 0) == 0);
        body();
        _exit(0);
    }
    return pid;
}

static int status_of(pid_t pid) {
    int status;
    CHECK(waitpid(pid, &status, 0) == pid);
    return status;
}

static void control(void) {
    close(master);
    int tty = open("/dev/tty", O_RDWR);
    CHECK(tty >= 0 && isatty(tty));
    CHECK(tcgetsid(slave) == getpid());
    CHECK(tcgetpgrp(slave) == getpid());
    catch(SIGINT);
    catch(SIGQUIT);
    catch(SIGTSTP);
    catch(SIGWINCH);
    CHECK(write(tty, "ready", 5) == 5);
    await(SIGINT);
    await(SIGQUIT);
    await(SIGTSTP);
    await(SIGWINCH);
    CHECK(got[SIGINT] == 1 && got[SIGQUIT] == 1 && got[SIGTSTP] == 1 && got[SIGWINCH] == 1);
    struct winsize size;
    CHECK(ioctl(tty, TIOCGWINSZ, &size) == 0 && size.ws_row == 7 && size.ws_col == 9);
    // Another session cannot have it.
    pid_t other = fork();
    if (other == 0) {
        CHECK(setsid() > 0);
        CHECK(ioctl(slave, TIOCSCTTY, 0) == -1 && errno == EPERM);
        pid_t group;
        CHECK(ioctl(slave, TIOCGPGRP, &group) == -1 && errno == ENOTTY);
        _exit(0);
    }
    CHECK(status_of(other) == 0);
    catch(SIGHUP);
    CHECK(ioctl(tty, TIOCNOTTY) == 0);
    await(SIGHUP);
    CHECK(open("/dev/tty", O_RDWR) == -1 && errno == ENXIO);
}

static void signals_of_keys(void) {
    open_pair();
    pid_t pid = in_session(control);
    CHECK(strcmp(all_from(master, 5), "ready") == 0);
    type("\003\034");
    type("\032");
    struct winsize size = {.ws_row = 7, .ws_col = 9};
    CHECK(ioctl(master, TIOCSWINSZ, &size) == 0);
    CHECK(status_of(pid) == 0);
    close_pair();
}

static int stopped(pid_t pid) {
    int status;
    CHECK(waitpid(pid, &status, WUNTRACED) == pid);
    return WIFSTOPPED(status) ? WSTOPSIG(status) : -1;
}

// A child in a process group of its own, not in the foreground.
static pid_t job(void) {
    pid_t pid = fork();
    CHECK(pid >= 0);
    setpgid(pid, 0);
    return pid;
}

static void jobs(void) {
    close(master);
    signal(SIGTTOU, SIG_IGN);
    char c;
    pid_t pid = job();
    if (pid == 0) {
        signal(SIGTTOU, SIG_DFL);
        CHECK(write(slave, ".", 1) == 1); // allowed
        CHECK(read(slave, &c, 1) == 1 && c == 'a');
        CHECK(write(slave, "1", 1) == 1);
        for (;;)
            pause();
    }
    CHECK(stopped(pid) == SIGTTIN);
    CHECK(tcsetpgrp(slave, pid) == 0 && tcgetpgrp(slave) == pid);
    kill(-pid, SIGCONT);
    int status;
    CHECK(waitpid(pid, &status, WCONTINUED) == pid && WIFCONTINUED(status));
    CHECK(stopped(pid) == SIGTSTP); // ^Z
    CHECK(tcsetpgrp(slave, getpgrp()) == 0);
    kill(-pid, SIGCONT);
    CHECK(waitpid(pid, &status, WCONTINUED) == pid);
    CHECK(tcsetpgrp(slave, pid) == 0);
    CHECK(write(slave, "2", 1) == 1);
    CHECK(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == SIGINT); // ^C
    CHECK(tcsetpgrp(slave, getpgrp()) == 0);

    // With TOSTOP, writing stops as well, and changing settings always does.
    set_local(TOSTOP, 0, -1, 0);
    pid = job();
    if (pid == 0) {
        signal(SIGTTOU, SIG_DFL);
        CHECK(write(slave, "!", 1) == 1);
        _exit(0);
    }
    CHECK(stopped(pid) == SIGTTOU);
    set_local(0, TOSTOP, -1, 0);
    kill(pid, SIGCONT);
    CHECK(status_of(pid) == 0);
    pid = job();
    if (pid == 0) {
        signal(SIGTTOU, SIG_DFL);
        set_local(0, 0, -1, 0);
        _exit(0);
    }
    CHECK(stopped(pid) == SIGTTOU);
    kill(pid, SIGKILL);
    CHECK(WTERMSIG(status_of(pid)) == SIGKILL);
    // Who ignores SIGTTIN gets an error.
    pid = job();
    if (pid == 0) {
        signal(SIGTTIN, SIG_IGN);
        CHECK(read(slave, &c, 1) == -1 && errno == EIO);
        _exit(0);
    }
    CHECK(status_of(pid) == 0);
    CHECK(tcsetpgrp(slave, 999999) == -1 && errno == ESRCH);
}

static void job_control(void) {
    open_pair();
    set_local(0, ECHO, -1, 0);
    pid_t pid = in_session(jobs);
    CHECK(strcmp(from(master), ".") == 0);
    type("a\n");
    CHECK(strcmp(from(master), "1") == 0);
    type("\032");
    CHECK(strcmp(from(master), "2") == 0);
    type("\003");
    CHECK(strcmp(from(master), "!") == 0);
    CHECK(status_of(pid) == 0);
    close_pair();
}

static int report[2];

static void leave(void) {
    close(master);
    pid_t pid = job();
    if (pid == 0) {
        catch(SIGHUP);
        catch(SIGCONT);
        CHECK(write(report[1], "r", 1) == 1);
        await(SIGHUP);
        CHECK(open("/dev/tty", O_RDWR) == -1 && errno == ENXIO);
        CHECK(write(slave, "x", 1) == 1); // it is not hung up
        CHECK(write(report[1], "h", 1) == 1);
        _exit(0);
    }
    signal(SIGTTOU, SIG_IGN);
    CHECK(tcsetpgrp(slave, pid) == 0);
    char c;
    CHECK(read(report[0], &c, 1) == 1 && c == 'r');
}

static void stay(void) {
    close(master);
    catch(SIGHUP);
    CHECK(write(report[1], "r", 1) == 1);
    await(SIGHUP);
    CHECK(open("/dev/tty", O_RDWR) == -1 && errno == ENXIO);
    CHECK(write(report[1], "h", 1) == 1);
}

static void orphan(void) {
    pid_t pid = job();
    if (pid == 0) {
        catch(SIGHUP);
        raise(SIGTSTP);
        await(SIGHUP);
        CHECK(write(report[1], "o", 1) == 1);
        _exit(0);
    }
    CHECK(stopped(pid) == SIGTSTP);
}

static void hanging_up(void) {
    char c;
    CHECK(pipe(report) == 0);
    // The leader of the session ends: the foreground is told, and has no controlling terminal any more.
    open_pair();
    pid_t pid = in_session(leave);
    CHECK(status_of(pid) == 0);
    CHECK(read(report[0], &c, 1) == 1 && c == 'h');
    close_pair();
    // The master is closed: the leader is told.
    open_pair();
    pid = in_session(stay);
    CHECK(read(report[0], &c, 1) == 1 && c == 'r');
    close(master);
    CHECK(read(report[0], &c, 1) == 1 && c == 'h');
    CHECK(status_of(pid) == 0);
    close(slave);
    // A stopped job whose shell ends.
    open_pair();
    pid = in_session(orphan);
    CHECK(status_of(pid) == 0);
    CHECK(read(report[0], &c, 1) == 1 && c == 'o');
    close_pair();
}

static void exclusive(void) {
    open_pair();
    CHECK(ioctl(slave, TIOCEXCL) == 0);
    int on = 0;
    CHECK(ioctl(slave, TIOCGEXCL, &on) == 0 && on == 1);
    CHECK(ioctl(slave, TIOCNXCL) == 0);
    close_pair();
}

int main(void) {
    alarm(240);
    setvbuf(stdout, NULL, _IONBF, 0);
    names();
    lines();
    raw();
    big();
    events();
    packets();
    signals_of_keys();
    job_control();
    hanging_up();
    exclusive();
    puts("all is well");
    return 0;
}
