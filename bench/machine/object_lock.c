// What two threads pay for an object whose lock both take, as free-threaded CPython's `PyMutex` is
// taken (`SharingCosts` in src/vm/interpreter.rs). Two cores, nothing else running:
//
//     cc -O1 -o object_lock object_lock.c -lpthread && ./object_lock
//
// A round is `outside` steps of work of its own and `inside` steps under the lock, about 1 ns each.
// Who finds the lock taken yields its core up to 40 times and then sleeps on a futex; whoever
// releases a lock that somebody sleeps for wakes the sleeper. "atomic" is the same with two atomic
// increments of one shared line in the lock's place: what the passing of the line costs alone.
#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 2000000L
#define SPINS 40

enum { FREE, TAKEN, AWAITED };

static struct {
    _Alignas(128) atomic_int state;
    long value;
} objects[3];
static atomic_int started;
static int shared, threads, outside, inside, locks;
static struct {
    _Alignas(128) long yields;
    long sleeps;
} counts[2];

static long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static unsigned long steps(unsigned long value, int count)
{
    for (int step = 0; step < count; step++)
        value = value * 6364136223846793005UL + 1442695040888963407UL;
    return value;
}

static void take(atomic_int *lock, long core)
{
    int spins = 0;
    for (;;) {
        int seen = atomic_load(lock);
        if (seen == FREE && atomic_compare_exchange_strong(lock, &seen, TAKEN))
            return;
        if (seen == TAKEN && spins++ < SPINS) {
            counts[core].yields++;
            sched_yield();
            continue;
        }
        if (seen == TAKEN && !atomic_compare_exchange_strong(lock, &seen, AWAITED))
            continue;
        if (seen == FREE)
            continue;
        counts[core].sleeps++;
        syscall(SYS_futex, lock, FUTEX_WAIT_PRIVATE, AWAITED, NULL, NULL, 0);
    }
}

static void release(atomic_int *lock)
{
    if (atomic_exchange(lock, FREE) == AWAITED)
        syscall(SYS_futex, lock, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

static void *change(void *argument)
{
    long core = (long)argument;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    sched_setaffinity(0, sizeof set, &set);
    int object = shared ? 2 : (int)core;
    unsigned long value = core + 1;
    atomic_fetch_add(&started, 1);
    while (atomic_load(&started) < threads)
        ;
    long start = now();
    for (long round = 0; round < ROUNDS; round++) {
        value = steps(value, outside);
        if (locks)
            take(&objects[object].state, core);
        else
            atomic_fetch_add(&objects[object].state, 1 + (value == 0));
        value = steps(value, inside);
        objects[object].value = (long)value;
        if (locks)
            release(&objects[object].state);
        else
            atomic_fetch_add(&objects[object].state, -1 - (value == 0));
    }
    return (void *)(now() - start);
}

static double nanoseconds(int share, int count_of_threads)
{
    pthread_t running[2];
    double sum = 0;
    shared = share, threads = count_of_threads, started = 0;
    for (int i = 0; i < 2; i++)
        counts[i].yields = counts[i].sleeps = 0;
    for (int i = 0; i < 3; i++)
        objects[i].state = FREE;
    for (long core = 0; core < threads; core++)
        pthread_create(&running[core], NULL, change, (void *)core);
    for (int core = 0; core < threads; core++) {
        void *time;
        pthread_join(running[core], &time);
        sum += (double)(long)time;
    }
    return sum / threads / ROUNDS;
}

int main(void)
{
    static const int outsides[] = {10, 30, 60, 120, 300}, insides[] = {2, 10, 30};
    printf("outside inside |   own  shared  sharing   yields  sleeps | atomic: sharing\n");
    for (unsigned i = 0; i < sizeof insides / sizeof *insides; i++)
        for (unsigned o = 0; o < sizeof outsides / sizeof *outsides; o++) {
            outside = outsides[o], inside = insides[i], locks = 0;
            double atomic = nanoseconds(0, 2);
            atomic = nanoseconds(1, 2) - atomic;
            locks = 1;
            double own = nanoseconds(0, 2), both = nanoseconds(1, 2);
            double yields = (double)(counts[0].yields + counts[1].yields) / 2 / ROUNDS;
            double sleeps = (double)(counts[0].sleeps + counts[1].sleeps) / 2 / ROUNDS;
            printf("%7d %6d | %5.1f %7.1f %8.1f %8.3f %7.4f | %15.1f\n", outside, inside, own, both,
                   both - own, yields, sleeps, atomic);
        }
    return 0;
}
