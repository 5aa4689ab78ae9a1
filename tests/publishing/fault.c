/* Fails the n-th call that touches a path holding FAULT_PATH, or ends the process there: for tests of the writer.
   `arm(n, what)` starts the count; what: eio, enospc, short (half of a write is done), kill. Preload it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long calls, fail_at;
static char what[16] = "eio";
static const char *where = "/feeds";

void arm(long at, const char *how) {
    if (getenv("FAULT_PATH")) where = getenv("FAULT_PATH");
    calls = 0;
    fail_at = at;
    snprintf(what, sizeof what, "%s", how);
}

long counted(void) { return calls; }

static int is_ours(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = 0;
    return strstr(path, where) != 0;
}

static int fails(void) {
    calls++;
    if (!fail_at || calls != fail_at) return 0;
    if (!strcmp(what, "kill")) raise(SIGKILL);
    errno = strcmp(what, "enospc") ? EIO : ENOSPC;
    return 1;
}

#define NEXT(f) __typeof__(&f) next = (__typeof__(&f))dlsym(RTLD_NEXT, #f)

ssize_t write(int fd, const void *from, size_t size) {
    NEXT(write);
    if (fd > 2 && is_ours(fd) && fails()) {
        if (size > 1 && strcmp(what, "eio")) {
            ssize_t done = next(fd, from, size / 2);
            if (!strcmp(what, "short")) return done;
            errno = ENOSPC;
        }
        return -1;
    }
    return next(fd, from, size);
}
int fsync(int fd) { NEXT(fsync); return is_ours(fd) && fails() ? -1 : next(fd); }
int fchmod(int fd, mode_t mode) { NEXT(fchmod); return is_ours(fd) && fails() ? -1 : next(fd, mode); }
int rename(const char *from, const char *to) {
    NEXT(rename);
    return strstr(to, where) && fails() ? -1 : next(from, to);
}
int unlink(const char *path) { NEXT(unlink); return strstr(path, where) && fails() ? -1 : next(path); }
int mkdir(const char *path, mode_t mode) {
    NEXT(mkdir);
    return strstr(path, where) && fails() ? -1 : next(path, mode);
}
int linkat(int a, const char *from, int b, const char *to, int flags) {
    NEXT(linkat);
    return strstr(to, where) && fails() ? -1 : next(a, from, b, to, flags);
}
int open64(const char *path, int flags, ...) {
    __builtin_va_list rest;
    __builtin_va_start(rest, flags);
    mode_t mode = (flags & O_CREAT) ? __builtin_va_arg(rest, mode_t) : 0;
    __builtin_va_end(rest);
    NEXT(open64);
    return strstr(path, where) && (flags & (O_CREAT | O_DIRECTORY)) && fails() ? -1 : next(path, flags, mode);
}
int close(int fd) {
    NEXT(close);
    if (fd > 2 && is_ours(fd) && fails()) { int error = errno; next(fd); errno = error; return -1; }
    return next(fd);
}
