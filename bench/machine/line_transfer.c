// What it costs to count references to an object that another core counts as well
// (`MachineSpec::line_transfer` and `atomic` in src/sched/spec.rs). Two cores, nothing else running:
//
//     cc -O1 -o line_transfer line_transfer.c -lpthread && ./line_transfer
//
// Two threads alternate between work of their own and the use of an object, an atomic increment and
// soon after an atomic decrement: of a line of their own, or of one that they share. Shown in
// nanoseconds per round; the first row, alone, is two atomic instructions and 8 steps of work.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#define ROUNDS 3000000L

static _Alignas(64) atomic_long lines[3][8];
static atomic_int started;
static int shared, threads, work;

static long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static void *count(void *argument)
{
    long core = (long)argument;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    sched_setaffinity(0, sizeof set, &set);
    atomic_long *line = lines[shared ? 2 : core];
    unsigned long value = core + 1;
    atomic_fetch_add(&started, 1);
    while (atomic_load(&started) < threads)
        ;
    long start = now();
    for (long round = 0; round < ROUNDS; round++) {
        for (int step = 0; step < work; step++)
            value = value * 6364136223846793005UL + 1442695040888963407UL;
        atomic_fetch_add_explicit(line, 1 + (value == 0), memory_order_relaxed);
        for (int step = 0; step < 8; step++)
            value = value * 6364136223846793005UL + 1442695040888963407UL;
        atomic_fetch_add_explicit(line, -1 - (value == 0), memory_order_relaxed);
    }
    return (void *)(now() - start);
}

static double nanoseconds(int share, int count_of_threads)
{
    pthread_t running[2];
    double sum = 0;
    shared = share, threads = count_of_threads, started = 0;
    for (long core = 0; core < threads; core++)
        pthread_create(&running[core], NULL, count, (void *)core);
    for (int core = 0; core < threads; core++) {
        void *time;
        pthread_join(running[core], &time);
        sum += (double)(long)time;
    }
    return sum / threads / ROUNDS;
}

int main(void)
{
    static const int works[] = {0, 5, 10, 20, 50, 100};
    printf("   alone   beside   shared   the sharing\n");
    for (unsigned i = 0; i < sizeof works / sizeof *works; i++) {
        work = works[i];
        double alone = nanoseconds(0, 1), beside = nanoseconds(0, 2), together = nanoseconds(1, 2);
        printf("%8.1f %8.1f %8.1f %13.1f\n", alone, beside, together, together - beside);
    }
    return 0;
}
