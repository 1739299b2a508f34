// Sockets, one check after the other; the first that fails is named and ends the program.
// `prog ping N` measures a round trip over loopback TCP instead; `fetch`, `serve` and `ask` are for the tests of grants.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

static volatile int pipes;
static void on_pipe(int signal) { (void)signal, pipes++; }

static int wait_status(pid_t pid) {
    int status = -1;
    pid_t got;
    do got = waitpid(pid, &status, 0);
    while (got < 0 && errno == EINTR);
    CHECK(got == pid);
    return status;
}

static short polled(int fd) {
    struct pollfd p = {fd, POLLIN | POLLOUT | POLLRDHUP, 0};
    CHECK(poll(&p, 1, 0) >= 0);
    return p.revents;
}

static int option(int fd, int level, int name) {
    int value = -1;
    socklen_t len = sizeof value;
    CHECK(getsockopt(fd, level, name, &value, &len) == 0 && len == sizeof value);
    return value;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void pairs(void) {
    int s[2];
    char buf[64];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, s) == 0);
    CHECK(fcntl(s[0], F_GETFD) == FD_CLOEXEC && (fcntl(s[0], F_GETFL) & O_ACCMODE) == O_RDWR);
    struct stat st;
    CHECK(fstat(s[0], &st) == 0 && S_ISSOCK(st.st_mode));
    CHECK(polled(s[0]) == POLLOUT);
    CHECK(write(s[0], "hello ", 6) == 6 && write(s[0], "world", 5) == 5);
    int n = 0;
    CHECK(ioctl(s[1], FIONREAD, &n) == 0 && n == 11);
    CHECK(polled(s[1]) == (POLLIN | POLLOUT));
    CHECK(recv(s[1], buf, 5, MSG_PEEK) == 5 && memcmp(buf, "hello", 5) == 0);
    CHECK(read(s[1], buf, sizeof buf) == 11 && memcmp(buf, "hello world", 11) == 0);
    FAILS(recv(s[1], buf, 1, MSG_DONTWAIT), EAGAIN);
    struct iovec v[3] = {{"ab", 2}, {"", 0}, {"cde", 3}};
    CHECK(writev(s[0], v, 3) == 5);
    char a[3], b[10];
    struct iovec r[2] = {{a, 3}, {b, 10}};
    CHECK(readv(s[1], r, 2) == 5 && memcmp(a, "abc", 3) == 0 && memcmp(b, "de", 2) == 0);
    FAILS(lseek(s[0], 0, SEEK_CUR), ESPIPE);
    FAILS(pread(s[0], buf, 1, 0), ESPIPE);

    // One direction ends, then the other.
    CHECK(write(s[0], "x", 1) == 1 && shutdown(s[0], SHUT_WR) == 0);
    CHECK(polled(s[1]) == (POLLIN | POLLOUT | POLLRDHUP));
    CHECK(read(s[1], buf, 9) == 1 && read(s[1], buf, 9) == 0 && read(s[1], buf, 9) == 0);
    FAILS(send(s[0], "x", 1, MSG_NOSIGNAL), EPIPE);
    CHECK(write(s[1], "y", 1) == 1 && read(s[0], buf, 9) == 1);
    CHECK(close(s[0]) == 0);
    CHECK(polled(s[1]) == (POLLIN | POLLOUT | POLLRDHUP | POLLHUP));
    pipes = 0;
    FAILS(write(s[1], "z", 1), EPIPE);
    CHECK(pipes == 1);
    close(s[1]);

    // What was not read makes the end a reset.
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, s) == 0);
    CHECK(write(s[0], "lost", 4) == 4 && write(s[1], "kept", 4) == 4 && close(s[1]) == 0);
    CHECK(read(s[0], buf, 9) == 4);
    FAILS(read(s[0], buf, 9), ECONNRESET);
    CHECK(read(s[0], buf, 9) == 0);
    close(s[0]);

    // Datagrams keep their borders; what does not fit is cut off.
    for (int type = SOCK_DGRAM; type <= SOCK_SEQPACKET; type += SOCK_SEQPACKET - SOCK_DGRAM) {
        CHECK(socketpair(AF_UNIX, type, 0, s) == 0);
        CHECK(option(s[0], SOL_SOCKET, SO_TYPE) == type && option(s[0], SOL_SOCKET, SO_DOMAIN) == AF_UNIX);
        CHECK(send(s[0], "first", 5, 0) == 5 && writev(s[0], v, 3) == 5 && send(s[0], "", 0, 0) == 0);
        CHECK(recv(s[1], buf, 3, MSG_TRUNC) == 5 && memcmp(buf, "fir", 3) == 0);
        CHECK(readv(s[1], r, 2) == 5 && memcmp(b, "de", 2) == 0);
        CHECK(recv(s[1], buf, 9, 0) == 0);
        FAILS(recv(s[1], buf, 9, MSG_DONTWAIT), EAGAIN);
        close(s[1]);
        FAILS(send(s[0], "x", 1, MSG_NOSIGNAL), type == SOCK_DGRAM ? ECONNREFUSED : EPIPE);
        close(s[0]);
    }
    FAILS(socketpair(AF_INET, SOCK_STREAM, 0, s), EOPNOTSUPP);
    FAILS(socket(AF_UNIX, 77, 0), EINVAL);
    FAILS(socket(12345, SOCK_STREAM, 0), EAFNOSUPPORT);
    FAILS(socket(AF_INET, SOCK_STREAM, IPPROTO_UDP), EPROTONOSUPPORT);
    FAILS(listen(0, 1), ENOTSOCK);
    FAILS(listen(999, 1), EBADF);
}

static void *slow_reader(void *arg) {
    char buf[1000];
    long total = 0;
    ssize_t n;
    usleep(20000);
    while ((n = read(*(int *)arg, buf, sizeof buf)) > 0) total += n;
    CHECK(n == 0);
    return (void *)total;
}

static void full_buffers(int s[2]) {
    static char big[1 << 21];
    pthread_t thread;
    CHECK(fcntl(s[0], F_SETFL, O_NONBLOCK) == 0);
    long total = 0;
    ssize_t n;
    while ((n = write(s[0], big, 100000)) > 0) total += n;
    CHECK(n == -1 && errno == EAGAIN && total >= 100000 && total < 16 << 20);
    CHECK((polled(s[0]) & POLLOUT) == 0);
    CHECK(fcntl(s[0], F_SETFL, 0) == 0);
    struct timeval limit = {0, 30000};
    CHECK(setsockopt(s[0], SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) == 0);
    double start = now();
    FAILS(write(s[0], big, 1), EAGAIN);
    CHECK(now() - start > 0.02);
    limit.tv_usec = 0;
    CHECK(setsockopt(s[0], SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) == 0);
    // A write that waits moves all, in as many steps as it takes.
    CHECK(pthread_create(&thread, 0, slow_reader, &s[1]) == 0);
    CHECK(write(s[0], big, sizeof big) == sizeof big);
    CHECK(send(s[0], big, 5, MSG_MORE) == 5);
    CHECK(shutdown(s[0], SHUT_WR) == 0);
    void *read_bytes;
    CHECK(pthread_join(thread, &read_bytes) == 0);
    CHECK((long)read_bytes == total + (long)sizeof big + 5);
    close(s[0]), close(s[1]);
}

static void *late_writer(void *arg) {
    int fd = *(int *)arg;
    for (int i = 0; i < 4; i++) {
        usleep(5000);
        CHECK(send(fd, "0123", 4, 0) == 4);
    }
    return 0;
}

static void waiting(int s[2]) {
    char buf[64];
    pthread_t thread;
    struct timeval limit = {0, 30000};
    CHECK(setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) == 0);
    limit.tv_usec = 7;
    socklen_t len = sizeof limit;
    CHECK(getsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &limit, &len) == 0 && limit.tv_sec == 0 && limit.tv_usec >= 20000);
    double start = now();
    FAILS(read(s[0], buf, 1), EAGAIN);
    FAILS(recv(s[0], buf, 1, 0), EAGAIN);
    CHECK(now() - start > 0.04 && now() - start < 5);
    limit.tv_sec = limit.tv_usec = 0;
    CHECK(setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) == 0);
    CHECK(pthread_create(&thread, 0, late_writer, &s[1]) == 0);
    CHECK(recv(s[0], buf, 16, MSG_WAITALL) == 16 && memcmp(buf, "0123012301230123", 16) == 0);
    CHECK(pthread_join(thread, 0) == 0);
    CHECK(pthread_create(&thread, 0, late_writer, &s[1]) == 0);
    struct pollfd p = {s[0], POLLIN, 0};
    CHECK(poll(&p, 1, 5000) == 1 && p.revents == POLLIN);
    fd_set set;
    FD_ZERO(&set);
    FD_SET(s[0], &set);
    CHECK(select(s[0] + 1, &set, 0, 0, 0) == 1 && FD_ISSET(s[0], &set));
    CHECK(pthread_join(thread, 0) == 0);
    CHECK(recv(s[0], buf, sizeof buf, 0) == 16);
    close(s[0]), close(s[1]);
}

static int send_fds(int socket, const int *fds, int count, const char *text) {
    char control[CMSG_SPACE(sizeof(int) * 300)] = {0};
    struct iovec v = {(void *)text, strlen(text)};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control};
    m.msg_controllen = CMSG_SPACE(sizeof(int) * count);
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET, c->cmsg_type = SCM_RIGHTS, c->cmsg_len = CMSG_LEN(sizeof(int) * count);
    memcpy(CMSG_DATA(c), fds, sizeof(int) * count);
    return sendmsg(socket, &m, MSG_DONTWAIT);
}

static int receive_fds(int socket, int *fds, int room, int flags, int *told, char *text, int len) {
    char control[CMSG_SPACE(sizeof(int) * 300)] = {0};
    struct iovec v = {text, len};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control};
    m.msg_controllen = room ? CMSG_SPACE(sizeof(int) * room) : 0;
    int n = recvmsg(socket, &m, flags);
    if (n < 0) return -1;
    *told = m.msg_flags;
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    if (!c) return 0;
    CHECK(c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS);
    int count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    memcpy(fds, CMSG_DATA(c), count * sizeof(int));
    return count;
}

static void rights(void) {
    int s[2], p[2], fds[300], told;
    char buf[64];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, s) == 0 && pipe(p) == 0);
    // To another process: the pipe works there, and ends only when all have closed it.
    pid_t pid = fork();
    if (pid == 0) {
        close(p[0]), close(p[1]), close(s[0]);
        CHECK(receive_fds(s[1], fds, 4, MSG_CMSG_CLOEXEC, &told, buf, 64) == 1);
        CHECK(fcntl(fds[0], F_GETFD) == FD_CLOEXEC && write(fds[0], "from the child", 14) == 14);
        _exit(0);
    }
    CHECK(send_fds(s[0], &p[1], 1, "take it") == 7);
    close(p[1]);
    CHECK(wait_status(pid) == 0);
    CHECK(read(p[0], buf, 64) == 14 && read(p[0], buf, 64) == 0);
    close(p[0]);
    // Bytes before those that bring descriptors come with them, bytes behind do not.
    CHECK(write(s[0], "a", 1) == 1 && send_fds(s[0], s, 2, "bc") == 2 && write(s[0], "d", 1) == 1);
    CHECK(receive_fds(s[1], fds, 4, MSG_PEEK, &told, buf, 64) == 2);
    close(fds[0]), close(fds[1]);
    CHECK(receive_fds(s[1], fds, 4, 0, &told, buf, 64) == 2 && memcmp(buf, "abc", 3) == 0);
    close(fds[0]), close(fds[1]);
    CHECK(read(s[1], buf, 9) == 1 && buf[0] == 'd');
    // Room for one of two; no room at all.
    CHECK(send_fds(s[0], s, 2, "x") == 1 && send_fds(s[0], s, 2, "y") == 1);
    CHECK(receive_fds(s[1], fds, 0, 0, &told, buf, 64) == 0 && told & MSG_CTRUNC);
    struct iovec v = {buf, 64};
    char control[CMSG_LEN(sizeof(int))];
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    CHECK(recvmsg(s[1], &m, 0) == 1 && m.msg_flags & MSG_CTRUNC && m.msg_controllen == CMSG_LEN(sizeof(int)));
    close(*(int *)CMSG_DATA((struct cmsghdr *)control));
    for (int i = 0; i < 254; i++) fds[i] = s[0];
    FAILS(send_fds(s[0], fds, 254, "x"), EINVAL);
    fds[0] = 999;
    FAILS(send_fds(s[0], fds, 1, "x"), EBADF);
    close(s[0]), close(s[1]);
    // Sockets that hold each other and nobody else: again and again, without meeting a limit.
    for (int i = 0; i < 3000; i++) {
        CHECK(socketpair(AF_UNIX, SOCK_DGRAM, 0, s) == 0);
        CHECK(send_fds(s[0], &s[1], 1, "x") == 1 && send_fds(s[1], &s[0], 1, "x") == 1);
        close(s[0]), close(s[1]);
    }
    // A chain of sockets that are only in each other's queues, longer than a stack could unwind.
    CHECK(socketpair(AF_UNIX, SOCK_DGRAM, 0, s) == 0);
    int front = s[0], back = s[1];
    for (int i = 0; i < 2000; i++) {
        CHECK(socketpair(AF_UNIX, SOCK_DGRAM, 0, s) == 0);
        int pair[2] = {front, back};
        if (send_fds(s[0], pair, 2, "x") != 1) {
            CHECK(errno == ETOOMANYREFS);
            close(s[0]), close(s[1]);
            break;
        }
        close(front), close(back);
        front = s[0], back = s[1];
    }
    close(front), close(back);
}

static void credentials(void) {
    int s[2], on = 1;
    char buf[64], control[CMSG_SPACE(sizeof(struct ucred))];
    struct ucred cred;
    socklen_t len = sizeof cred;
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, s) == 0);
    CHECK(getsockopt(s[0], SOL_SOCKET, SO_PEERCRED, &cred, &len) == 0 && cred.pid == getpid() && cred.uid == getuid());
    CHECK(setsockopt(s[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        CHECK(write(s[0], "me", 2) == 2);
        _exit(0);
    }
    CHECK(wait_status(pid) == 0);
    struct iovec v = {buf, 64};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    CHECK(recvmsg(s[1], &m, 0) == 2);
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    CHECK(c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_CREDENTIALS);
    memcpy(&cred, CMSG_DATA(c), sizeof cred);
    CHECK(cred.pid == pid && cred.uid == getuid() && cred.gid == getgid());
    close(s[0]), close(s[1]);
}

static socklen_t unix_name(struct sockaddr_un *a, const char *name) {
    memset(a, 0, sizeof *a);
    a->sun_family = AF_UNIX;
    if (name[0] == '@') {
        memcpy(a->sun_path + 1, name + 1, strlen(name) - 1);
        return offsetof(struct sockaddr_un, sun_path) + strlen(name);
    }
    strcpy(a->sun_path, name);
    return sizeof *a;
}

static void names(const char *dir) {
    struct sockaddr_un a, b;
    char path[100], buf[64];
    for (int hidden = 0; hidden < 2; hidden++) {
        snprintf(path, sizeof path, hidden ? "@airlock-%s-%d" : "%s/sock%d", hidden ? "x" : dir, getpid());
        socklen_t len = unix_name(&a, path), got = sizeof b;
        int s = socket(AF_UNIX, SOCK_STREAM, 0), c = socket(AF_UNIX, SOCK_STREAM, 0);
        FAILS(connect(c, (void *)&a, len), hidden ? ECONNREFUSED : ENOENT);
        CHECK(polled(s) == (POLLOUT | POLLHUP));
        FAILS(listen(s, 1), EINVAL);
        CHECK(bind(s, (void *)&a, len) == 0);
        CHECK(bind(s, (void *)&a, len) == -1 && (errno == EINVAL || errno == EADDRINUSE));
        FAILS(bind(c, (void *)&a, len), EADDRINUSE);
        CHECK(getsockname(s, (void *)&b, &got) == 0);
        CHECK(got == offsetof(struct sockaddr_un, sun_path) + strlen(path) + !hidden);
        CHECK(memcmp(a.sun_path, b.sun_path, strlen(path)) == 0);
        FAILS(connect(c, (void *)&a, len), ECONNREFUSED);
        struct stat st;
        if (!hidden) {
            CHECK(stat(path, &st) == 0 && S_ISSOCK(st.st_mode));
            FAILS(open(path, O_RDWR), ENXIO);
        }
        CHECK(listen(s, 1) == 0 && option(s, SOL_SOCKET, SO_ACCEPTCONN) == 1 && polled(s) == 0);
        CHECK(fcntl(s, F_SETFL, O_NONBLOCK) == 0);
        FAILS(accept(s, 0, 0), EAGAIN);
        CHECK(connect(c, (void *)&a, len) == 0 && polled(s) == POLLIN);
        FAILS(connect(c, (void *)&a, len), EISCONN);
        got = sizeof b;
        CHECK(getpeername(c, (void *)&b, &got) == 0 && memcmp(a.sun_path, b.sun_path, strlen(path)) == 0);
        // What is sent before anybody accepts is there.
        CHECK(write(c, "early", 5) == 5);
        got = sizeof b;
        int t = accept4(s, (void *)&b, &got, SOCK_CLOEXEC | SOCK_NONBLOCK);
        CHECK(t >= 0 && got == 2 && fcntl(t, F_GETFD) == FD_CLOEXEC && fcntl(t, F_GETFL) & O_NONBLOCK);
        CHECK(read(t, buf, 9) == 5);
        got = sizeof b;
        CHECK(getsockname(t, (void *)&b, &got) == 0 && memcmp(a.sun_path, b.sun_path, strlen(path)) == 0);
        close(t);
        CHECK(read(c, buf, 9) == 0);
        close(c);
        // The backlog: with room for one, two fit, as everybody has learnt.
        int many[3];
        for (int i = 0; i < 3; i++) {
            many[i] = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
            if (i < 2) CHECK(connect(many[i], (void *)&a, len) == 0);
        }
        FAILS(connect(many[2], (void *)&a, len), EAGAIN);
        // Those whom nobody accepted are reset.
        close(s);
        CHECK(polled(many[0]) & POLLHUP);
        FAILS(read(many[0], buf, 1), ECONNRESET);
        for (int i = 0; i < 3; i++) close(many[i]);
        if (!hidden) CHECK(unlink(path) == 0);
    }
    // Datagrams to names, and back to the sender's.
    int s = socket(AF_UNIX, SOCK_DGRAM, 0), c = socket(AF_UNIX, SOCK_DGRAM, 0);
    snprintf(path, sizeof path, "%s/dgram%d", dir, getpid());
    socklen_t len = unix_name(&a, path), got = sizeof b;
    CHECK(bind(s, (void *)&a, len) == 0);
    CHECK(sendto(c, "anonymous", 9, 0, (void *)&a, len) == 9);
    CHECK(recvfrom(s, buf, 64, 0, (void *)&b, &got) == 9 && got == 0);
    struct sockaddr_un any = {AF_UNIX, {0}};
    CHECK(bind(c, (void *)&any, sizeof(sa_family_t)) == 0);
    CHECK(connect(c, (void *)&a, len) == 0 && send(c, "named", 5, 0) == 5);
    got = sizeof b;
    CHECK(recvfrom(s, buf, 64, 0, (void *)&b, &got) == 5 && got == 8 && b.sun_path[0] == 0);
    CHECK(sendto(s, "back", 4, 0, (void *)&b, got) == 4 && recv(c, buf, 64, 0) == 4);
    int stream = socket(AF_UNIX, SOCK_STREAM, 0);
    FAILS(connect(stream, (void *)&a, len), EPROTOTYPE);
    CHECK(unlink(path) == 0);
    FAILS(connect(stream, (void *)&a, len), ENOENT);
    CHECK(send(c, "still", 5, 0) == 5 && recv(s, buf, 64, 0) == 5);
    close(s);
    FAILS(send(c, "gone", 4, 0), ECONNREFUSED);
    close(c), close(stream);
}

static int tcp_listen(int family, struct sockaddr_storage *a, socklen_t *len) {
    int s = socket(family, SOCK_STREAM, 0);
    memset(a, 0, sizeof *a);
    a->ss_family = family;
    *len = family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
    if (family == AF_INET) ((struct sockaddr_in *)a)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    else ((struct sockaddr_in6 *)a)->sin6_addr = in6addr_loopback;
    CHECK(s >= 0 && bind(s, (void *)a, *len) == 0 && listen(s, 10) == 0);
    CHECK(getsockname(s, (void *)a, len) == 0 && ((struct sockaddr_in *)a)->sin_port != 0);
    return s;
}

static void tcp_pair(int family, int p[2]) {
    struct sockaddr_storage a;
    socklen_t len;
    int s = tcp_listen(family, &a, &len);
    p[0] = socket(family, SOCK_STREAM, 0);
    CHECK(connect(p[0], (void *)&a, len) == 0);
    p[1] = accept(s, 0, 0);
    CHECK(p[1] >= 0);
    close(s);
}

static void tcp(int family) {
    struct sockaddr_storage a, b, c;
    socklen_t len, blen = sizeof b, clen = sizeof c;
    char buf[64];
    int s = tcp_listen(family, &a, &len), on = 1;
    CHECK(option(s, SOL_SOCKET, SO_PROTOCOL) == IPPROTO_TCP && option(s, SOL_SOCKET, SO_ACCEPTCONN) == 1);
    int c1 = socket(family, SOCK_STREAM | SOCK_NONBLOCK, 0);
    CHECK(polled(c1) == (POLLOUT | POLLHUP));
    FAILS(recv(c1, buf, 1, 0), ENOTCONN);
    FAILS(send(c1, buf, 1, MSG_NOSIGNAL), EPIPE);
    FAILS(getpeername(c1, (void *)&b, &blen), ENOTCONN);
    FAILS(connect(c1, (void *)&a, len), EINPROGRESS);
    struct pollfd p = {c1, POLLOUT, 0};
    CHECK(poll(&p, 1, 5000) == 1 && p.revents == POLLOUT && option(c1, SOL_SOCKET, SO_ERROR) == 0);
    CHECK(connect(c1, (void *)&a, len) == 0);
    FAILS(connect(c1, (void *)&a, len), EISCONN);
    int t = accept(s, (void *)&b, &blen);
    CHECK(t >= 0 && getsockname(c1, (void *)&c, &clen) == 0 && blen == clen && memcmp(&b, &c, blen) == 0);
    CHECK(getpeername(c1, (void *)&b, &blen) == 0 && memcmp(&a, &b, blen) == 0);
    CHECK(getsockname(t, (void *)&b, &blen) == 0 && memcmp(&a, &b, blen) == 0);
    CHECK(setsockopt(t, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0 && option(t, IPPROTO_TCP, TCP_NODELAY) == 1);
    CHECK(setsockopt(t, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on) == 0 && option(t, SOL_SOCKET, SO_KEEPALIVE) == 1);
    FAILS(setsockopt(t, SOL_SOCKET, 9999, &on, sizeof on), ENOPROTOOPT);
    CHECK(write(c1, "question", 8) == 8 && read(t, buf, 64) == 8 && write(t, "answer", 6) == 6);
    CHECK(fcntl(c1, F_SETFL, 0) == 0 && read(c1, buf, 64) == 6);
    CHECK(shutdown(c1, SHUT_WR) == 0 && read(t, buf, 64) == 0);
    CHECK(polled(t) == (POLLIN | POLLOUT | POLLRDHUP));
    CHECK(write(t, "after half", 10) == 10 && read(c1, buf, 64) == 10);
    close(t);
    CHECK(read(c1, buf, 64) == 0 && polled(c1) == (POLLIN | POLLOUT | POLLRDHUP | POLLHUP));
    close(c1);
    // The other side is gone: the first write goes nowhere, the second hears of it.
    int q[2];
    tcp_pair(family, q);
    close(q[1]);
    CHECK(polled(q[0]) == (POLLIN | POLLOUT | POLLRDHUP));
    CHECK(send(q[0], "x", 1, 0) == 1);
    usleep(1000);
    pipes = 0;
    FAILS(send(q[0], "x", 1, 0), EPIPE);
    FAILS(send(q[0], "x", 1, MSG_NOSIGNAL), EPIPE);
    CHECK(pipes == 1 && read(q[0], buf, 1) == 0);
    close(q[0]);
    // Unread bytes, or SO_LINGER of zero, reset.
    for (int linger = 0; linger < 2; linger++) {
        tcp_pair(family, q);
        struct linger l = {linger, 0};
        CHECK(setsockopt(q[1], SOL_SOCKET, SO_LINGER, &l, sizeof l) == 0);
        if (!linger) CHECK(write(q[0], "unread", 6) == 6);
        usleep(1000);
        close(q[1]);
        usleep(1000);
        CHECK(polled(q[0]) == (POLLIN | POLLOUT | POLLRDHUP | POLLHUP | POLLERR));
        FAILS(read(q[0], buf, 1), ECONNRESET);
        CHECK(read(q[0], buf, 1) == 0);
        close(q[0]);
    }
    // Nobody listens there.
    close(s);
    c1 = socket(family, SOCK_STREAM, 0);
    FAILS(connect(c1, (void *)&a, len), ECONNREFUSED);
    close(c1);
    c1 = socket(family, SOCK_STREAM | SOCK_NONBLOCK, 0);
    FAILS(connect(c1, (void *)&a, len), EINPROGRESS);
    p.fd = c1;
    CHECK(poll(&p, 1, 5000) == 1 && p.revents == (POLLOUT | POLLERR | POLLHUP));
    CHECK(option(c1, SOL_SOCKET, SO_ERROR) == ECONNREFUSED && option(c1, SOL_SOCKET, SO_ERROR) == 0);
    close(c1);
}

static void ports(void) {
    struct sockaddr_storage a;
    socklen_t len;
    int s = tcp_listen(AF_INET, &a, &len), on = 1;
    struct sockaddr_in *in = (void *)&a;
    int c = socket(AF_INET, SOCK_STREAM, 0);
    FAILS(bind(c, (void *)&a, len), EADDRINUSE);
    CHECK(setsockopt(c, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0);
    FAILS(bind(c, (void *)&a, len), EADDRINUSE);
    in->sin_addr.s_addr = htonl(INADDR_ANY);
    FAILS(bind(c, (void *)&a, len), EADDRINUSE);
    in->sin_addr.s_addr = htonl(0x7f000002);
    CHECK(bind(c, (void *)&a, len) == 0);
    in->sin_addr.s_addr = htonl(0x01020304);
    FAILS(bind(socket(AF_INET, SOCK_STREAM, 0), (void *)&a, len), EADDRNOTAVAIL);
    in->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    close(s), close(c);
    // A server that starts again has its port at once.
    c = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(setsockopt(c, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 && bind(c, (void *)&a, len) == 0);
    close(c);
    // Several share a port if all say so.
    int r[2];
    for (int i = 0; i < 2; i++) {
        r[i] = socket(AF_INET, SOCK_STREAM, 0);
        CHECK(setsockopt(r[i], SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == 0);
        CHECK(bind(r[i], (void *)&a, len) == 0 && listen(r[i], 1) == 0);
    }
    close(r[0]), close(r[1]);
    // IPv4 through an IPv6 socket.
    struct sockaddr_in6 any = {.sin6_family = AF_INET6}, peer;
    s = socket(AF_INET6, SOCK_STREAM, 0);
    CHECK(option(s, IPPROTO_IPV6, IPV6_V6ONLY) == 0);
    len = sizeof any;
    CHECK(bind(s, (void *)&any, len) == 0 && listen(s, 1) == 0 && getsockname(s, (void *)&any, &len) == 0);
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = any.sin6_port};
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    c = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(connect(c, (void *)&v4, sizeof v4) == 0);
    len = sizeof peer;
    int t = accept(s, (void *)&peer, &len);
    char text[64];
    CHECK(t >= 0 && strcmp(inet_ntop(AF_INET6, &peer.sin6_addr, text, 64), "::ffff:127.0.0.1") == 0);
    close(t), close(c), close(s);
}

static void udp(void) {
    int s = socket(AF_INET, SOCK_DGRAM, 0), c = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in a = {.sin_family = AF_INET}, b, d;
    socklen_t len = sizeof a, blen = sizeof b, dlen = sizeof d;
    static char buf[70000];
    FAILS(send(c, "x", 1, 0), EDESTADDRREQ);
    CHECK(bind(s, (void *)&a, len) == 0 && getsockname(s, (void *)&a, &len) == 0 && polled(s) == POLLOUT);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(sendto(c, "one", 3, 0, (void *)&a, len) == 3 && sendto(c, "", 0, 0, (void *)&a, len) == 0);
    CHECK(recvfrom(s, buf, 2, MSG_TRUNC, (void *)&b, &blen) == 3);
    CHECK(getsockname(c, (void *)&d, &dlen) == 0 && d.sin_port == b.sin_port);
    CHECK(b.sin_addr.s_addr == htonl(INADDR_LOOPBACK));
    CHECK(recv(s, buf, 9, 0) == 0);
    FAILS(recv(s, buf, 9, MSG_DONTWAIT), EAGAIN);
    FAILS(sendto(c, buf, 65508, 0, (void *)&a, len), EMSGSIZE);
    CHECK(sendto(c, buf, 65507, 0, (void *)&a, len) == 65507 && recv(s, buf, sizeof buf, 0) == 65507);
    // A connected socket hears from its peer alone.
    CHECK(connect(s, (void *)&b, blen) == 0 && send(s, "back", 4, 0) == 4 && read(c, buf, 9) == 4);
    int other = socket(AF_INET, SOCK_DGRAM, 0);
    CHECK(sendto(other, "no", 2, 0, (void *)&a, len) == 2);
    FAILS(recv(s, buf, 9, MSG_DONTWAIT), EAGAIN);
    struct sockaddr none = {AF_UNSPEC, {0}};
    CHECK(connect(s, &none, sizeof none) == 0);
    FAILS(send(s, "x", 1, 0), EDESTADDRREQ);
    // Nobody is there: a connected socket hears of it.
    close(s);
    CHECK(connect(c, (void *)&a, len) == 0 && send(c, "x", 1, 0) == 1);
    usleep(1000);
    CHECK(polled(c) & POLLERR);
    FAILS(recv(c, buf, 1, 0), ECONNREFUSED);
    struct mmsghdr m[2] = {0};
    struct iovec v[2] = {{"a", 1}, {"bc", 2}};
    for (int i = 0; i < 2; i++) m[i].msg_hdr.msg_iov = &v[i], m[i].msg_hdr.msg_iovlen = 1;
    s = socket(AF_INET, SOCK_DGRAM, 0);
    CHECK(bind(s, (void *)&a, len) == 0 && sendmmsg(c, m, 2, 0) == 2 && m[1].msg_len == 2);
    struct iovec w[2] = {{buf, 10}, {buf + 10, 10}};
    for (int i = 0; i < 2; i++) m[i].msg_hdr.msg_iov = &w[i];
    CHECK(recvmmsg(s, m, 2, MSG_WAITFORONE, 0) == 2 && m[0].msg_len == 1 && m[1].msg_len == 2 && buf[10] == 'b');
    close(s), close(c), close(other);
}

static void files(const char *dir) {
    int q[2];
    char path[100], buf[64];
    snprintf(path, sizeof path, "%s/data%d", dir, getpid());
    int f = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    CHECK(write(f, "0123456789", 10) == 10);
    tcp_pair(AF_INET, q);
    off_t at = 3;
    CHECK(sendfile(q[0], f, &at, 100) == 7 && at == 10 && read(q[1], buf, 64) == 7 && buf[0] == '3');
    int p[2];
    CHECK(pipe(p) == 0 && write(q[0], "spliced", 7) == 7);
    CHECK(splice(q[1], 0, p[1], 0, 100, 0) == 7 && splice(p[0], 0, q[1], 0, 100, 0) == 7);
    CHECK(read(q[0], buf, 64) == 7 && memcmp(buf, "spliced", 7) == 0);
    close(p[0]), close(p[1]), close(q[0]), close(q[1]), close(f);
    CHECK(unlink(path) == 0);
}

static void interfaces(void) {
    struct ifaddrs *all, *i;
    int found = 0;
    CHECK(getifaddrs(&all) == 0);
    for (i = all; i; i = i->ifa_next)
        if (strcmp(i->ifa_name, "lo") == 0 && i->ifa_addr && i->ifa_addr->sa_family == AF_INET)
            found |= ((struct sockaddr_in *)i->ifa_addr)->sin_addr.s_addr == htonl(INADDR_LOOPBACK);
    freeifaddrs(all);
    CHECK(found && if_nametoindex("lo") == 1);
    struct ifreq r = {0};
    strcpy(r.ifr_name, "lo");
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    CHECK(ioctl(s, SIOCGIFFLAGS, &r) == 0 && r.ifr_flags & IFF_UP && r.ifr_flags & IFF_LOOPBACK);
    CHECK(ioctl(s, SIOCGIFADDR, &r) == 0);
    CHECK(((struct sockaddr_in *)&r.ifr_addr)->sin_addr.s_addr == htonl(INADDR_LOOPBACK));
    strcpy(r.ifr_name, "nothing");
    FAILS(ioctl(s, SIOCGIFADDR, &r), ENODEV);
    close(s);
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV}, *list;
    CHECK(getaddrinfo("127.0.0.1", "80", &hints, &list) == 0 && list->ai_family == AF_INET);
    freeaddrinfo(list);
}

static void *answer(void *arg) {
    char c;
    int fd = *(int *)arg;
    while (read(fd, &c, 1) == 1) CHECK(write(fd, &c, 1) == 1);
    return 0;
}

static void ping(long rounds) {
    int q[2];
    pthread_t thread;
    char c = 'p';
    tcp_pair(AF_INET, q);
    CHECK(pthread_create(&thread, 0, answer, &q[1]) == 0);
    double start = now();
    for (long i = 0; i < rounds; i++) CHECK(write(q[0], &c, 1) == 1 && read(q[0], &c, 1) == 1);
    printf("%.2f us\n", (now() - start) / rounds * 1e6);
    shutdown(q[0], SHUT_WR);
    pthread_join(thread, 0);
}

// Connects, sends a line and prints what comes back; or prints why not.
static int fetch(const char *ip, int port) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
    CHECK(inet_pton(AF_INET, ip, &a.sin_addr) == 1);
    char buf[4096];
    int s = socket(AF_INET, SOCK_STREAM, 0);
    ssize_t n;
    if (connect(s, (void *)&a, sizeof a) != 0) return printf("%s\n", strerrorname_np(errno)), 1;
    socklen_t len = sizeof a;
    CHECK(getpeername(s, (void *)&a, &len) == 0 && ntohs(a.sin_port) == port);
    CHECK(write(s, "hello\n", 6) == 6 && shutdown(s, SHUT_WR) == 0);
    while ((n = read(s, buf, sizeof buf)) > 0) CHECK(write(1, buf, n) == n);
    CHECK(n == 0);
    return 0;
}

// Accepts one connection, sends back what it brings, and says from where it came.
static int serve(const char *ip, int port) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
    CHECK(inet_pton(AF_INET, ip, &a.sin_addr) == 1);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    socklen_t len = sizeof a;
    CHECK(bind(s, (void *)&a, len) == 0 && listen(s, 5) == 0);
    dprintf(2, "ready\n");
    struct pollfd p = {s, POLLIN, 0};
    CHECK(poll(&p, 1, -1) == 1);
    int c = accept(s, (void *)&a, &len);
    CHECK(c >= 0);
    char buf[4096], from[64];
    ssize_t n;
    long total = 0;
    for (; (n = read(c, buf, sizeof buf)) > 0; total += n) CHECK(send(c, buf, n, 0) == n);
    CHECK(n == 0);
    printf("%ld bytes from %s\n", total, inet_ntop(AF_INET, &a.sin_addr, from, sizeof from));
    return 0;
}

// Asks the name server on the loopback interface for the IPv4 addresses of a name.
static int ask(const char *name) {
    unsigned char q[512] = {0x12, 0x34, 1, 0, 0, 1}, *at = q + 12;
    for (const char *label = name; label;) {
        const char *dot = strchr(label, '.');
        int len = dot ? dot - label : (int)strlen(label);
        *at++ = len;
        memcpy(at, label, len);
        at += len;
        label = dot ? dot + 1 : 0;
    }
    *at++ = 0;
    memcpy(at, "\0\1\0\1", 4);
    int asked = at + 4 - q, s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(53)};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(connect(s, (void *)&a, sizeof a) == 0 && send(s, q, asked, 0) == asked);
    ssize_t n = recv(s, q, sizeof q, 0);
    if (n < 0) return printf("%s\n", strerrorname_np(errno)), 1;
    CHECK(n >= 12 && q[0] == 0x12 && q[1] == 0x34 && q[2] & 0x80);
    printf("code %d, %d addresses\n", q[3] & 15, q[7]);
    return 0;
}

int main(int argc, char **argv) {
    if (argc > 3 && strcmp(argv[1], "fetch") == 0) return fetch(argv[2], atoi(argv[3]));
    if (argc > 3 && strcmp(argv[1], "serve") == 0) return serve(argv[2], atoi(argv[3]));
    if (argc > 2 && strcmp(argv[1], "ask") == 0) return ask(argv[2]);
    if (argc > 2 && strcmp(argv[1], "ping") == 0) return ping(atol(argv[2])), 0;
    const char *dir = argc > 1 ? argv[1] : "/tmp";
    struct sigaction action = {.sa_handler = on_pipe};
    sigaction(SIGPIPE, &action, 0);
    int s[2];
    pairs();
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, s) == 0);
    full_buffers(s);
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, s) == 0);
    waiting(s);
    rights();
    credentials();
    names(dir);
    tcp(AF_INET);
    tcp(AF_INET6);
    tcp_pair(AF_INET, s);
    full_buffers(s);
    tcp_pair(AF_INET6, s);
    waiting(s);
    ports();
    udp();
    files(dir);
    interfaces();
    puts("all is well");
    return 0;
}
