// Logs when CPython's threads call its GIL's mutex and condition variables, and when they return.
// Loaded with LD_PRELOAD; writes lines `nanoseconds thread core address call` to $GIL_PATHS_LOG
// when the process ends. One line costs a thread about 0.1 µs.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define CAPACITY 1000000

static struct line {
    long at;
    unsigned thread;
    int core;
    const void *address;
    const char *call;
} *lines;
static atomic_long next_line;
static atomic_uint threads;
static __thread unsigned thread;

// A thread counts from its first wait on; before that it is starting up.
static void note(const void *address, const char *call, int begins)
{
    if (!lines || (!thread && !begins))
        return;
    if (!thread)
        thread = atomic_fetch_add(&threads, 1) + 1;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long index = atomic_fetch_add(&next_line, 1);
    if (index < CAPACITY)
        lines[index] = (struct line){now.tv_sec * 1000000000L + now.tv_nsec, thread,
                                     sched_getcpu(), address, call};
}

static void write_log(void)
{
    const char *path = getenv("GIL_PATHS_LOG");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file)
        return;
    long count = next_line < CAPACITY ? next_line : CAPACITY;
    for (long i = 0; i < count; i++)
        fprintf(file, "%ld %u %d %p %s\n", lines[i].at, lines[i].thread, lines[i].core,
                lines[i].address, lines[i].call);
    fclose(file);
}

static int (*real_signal)(pthread_cond_t *);
static int (*real_wait)(pthread_cond_t *, pthread_mutex_t *);
static int (*real_timedwait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
static int (*real_lock)(pthread_mutex_t *);
static int (*real_unlock)(pthread_mutex_t *);

__attribute__((constructor)) static void find_real_calls(void)
{
    real_signal = dlvsym(RTLD_NEXT, "pthread_cond_signal", "GLIBC_2.3.2");
    real_wait = dlvsym(RTLD_NEXT, "pthread_cond_wait", "GLIBC_2.3.2");
    real_timedwait = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
    real_lock = dlsym(RTLD_NEXT, "pthread_mutex_lock");
    real_unlock = dlsym(RTLD_NEXT, "pthread_mutex_unlock");
    lines = calloc(CAPACITY, sizeof *lines);
    atexit(write_log);
}

int pthread_cond_signal(pthread_cond_t *cond)
{
    note(cond, "signal", 1);
    int result = real_signal(cond);
    note(cond, "signalled", 1);
    return result;
}

int pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex)
{
    note(cond, "wait", 1);
    int result = real_wait(cond, mutex);
    note(cond, "woken", 1);
    return result;
}

int pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                           const struct timespec *until)
{
    note(cond, "timedwait", 1);
    int result = real_timedwait(cond, mutex, until);
    note(cond, result ? "timed-out" : "woken", 1);
    return result;
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    if (!real_lock)
        real_lock = dlsym(RTLD_NEXT, "pthread_mutex_lock");
    note(mutex, "lock", 0);
    int result = real_lock(mutex);
    note(mutex, "locked", 0);
    return result;
}

int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    if (!real_unlock)
        real_unlock = dlsym(RTLD_NEXT, "pthread_mutex_unlock");
    note(mutex, "unlock", 0);
    int result = real_unlock(mutex);
    note(mutex, "unlocked", 0);
    return result;
}
