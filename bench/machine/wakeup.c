// How long a core takes to wake up, by how long it was idle (`IdleState::MEASURED` and
// `MachineSpec::wakeup_interrupt` in src/sched/spec.rs). Two cores, nothing else running:
//
//     cc -O1 -o wakeup wakeup.c -lpthread && ./wakeup
//
// A thread on core 1 sleeps on a futex; a busy one on core 0 wakes it after a set time. Shown in
// microseconds: from just before the system call that wakes until the woken thread reads the
// clock, and how long that call takes its caller.
#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 400

static atomic_int word, asleep_soon;
static atomic_long sent, latency;

static long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static void pin(int core)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    sched_setaffinity(0, sizeof set, &set);
}

static void *sleeper(void *unused)
{
    pin(1);
    for (;;) {
        int seen = atomic_load(&word);
        atomic_store(&asleep_soon, 1);
        while (atomic_load(&word) == seen)
            syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
        atomic_store(&latency, now() - atomic_load(&sent));
    }
    return unused;
}

static int ascending(const void *left, const void *right)
{
    long a = *(const long *)left, b = *(const long *)right;
    return (a > b) - (a < b);
}

int main(void)
{
    static const long idles[] = {2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000};
    static long latencies[ROUNDS], calls[ROUNDS];
    pthread_t thread;
    pin(0);
    pthread_create(&thread, NULL, sleeper, NULL);
    printf("   idle     10 %%     50 %%     90 %%     call\n");
    for (unsigned i = 0; i < sizeof idles / sizeof *idles; i++) {
        int rounds = idles[i] > 1000 ? ROUNDS / 4 : ROUNDS;
        for (int round = 0; round < rounds; round++) {
            while (!atomic_load(&asleep_soon))
                ;
            atomic_store(&asleep_soon, 0);
            // 3 microseconds to fall asleep.
            for (long until = now() + 1000 * idles[i] + 3000; now() < until;)
                ;
            atomic_store(&latency, -1);
            long before = now();
            atomic_store(&sent, before);
            atomic_fetch_add(&word, 1);
            syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
            calls[round] = now() - before;
            while (atomic_load(&latency) < 0)
                ;
            latencies[round] = atomic_load(&latency);
        }
        qsort(latencies, rounds, sizeof *latencies, ascending);
        qsort(calls, rounds, sizeof *calls, ascending);
        printf("%7ld %8.1f %8.1f %8.1f %8.1f\n", idles[i], latencies[rounds / 10] / 1e3,
               latencies[rounds / 2] / 1e3, latencies[rounds * 9 / 10] / 1e3, calls[rounds / 2] / 1e3);
    }
    return 0;
}
