// What a core pays to go over to another process rather than to another thread of the same
// (`MachineSpec::cache_refill` in src/sched/spec.rs), by how much memory each works on:
//
//     cc -O1 -o context_switch context_switch.c -lpthread && taskset -c 0 ./context_switch
//
// Two take turns on one core, woken through pipes, and with each turn read their working set, one
// word of each cache line. Threads of a process read the same memory, processes read each their
// own. Shown in microseconds per turn, medians: the reading alone, threads, processes, and how much
// more the turn of a process is.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LINE 64
#define RUNS 9

static int there[2], back[2];
static long size, turns;
static volatile long sink;
static char *memory;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static void work(void)
{
    long sum = 0;
    for (long at = 0; at < size; at += LINE)
        sum += *(long *)(memory + at);
    sink = sum;
}

static void *answer(void *unused)
{
    char byte;
    for (long turn = 0; turn < turns; turn++) {
        if (read(there[0], &byte, 1) != 1)
            exit(1);
        work();
        if (write(back[1], &byte, 1) != 1)
            exit(1);
    }
    return unused;
}

static double ask(void)
{
    char byte = '!';
    double start = now();
    for (long turn = 0; turn < turns; turn++) {
        work();
        if (write(there[1], &byte, 1) != 1 || read(back[0], &byte, 1) != 1)
            exit(1);
    }
    return (now() - start) / (2 * turns);
}

static double alone(void)
{
    double start = now();
    for (long turn = 0; turn < turns; turn++)
        work();
    return (now() - start) / turns;
}

static double threads(void)
{
    pthread_t other;
    pthread_create(&other, NULL, answer, NULL);
    double took = ask();
    pthread_join(other, NULL);
    return took;
}

static double processes(void)
{
    pid_t other = fork();
    if (other == 0) {
        // Pages of its own.
        memset(memory, 2, size);
        answer(NULL);
        _exit(0);
    }
    double took = ask();
    waitpid(other, NULL, 0);
    return took;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double (*measure)(void))
{
    double taken[RUNS];
    measure();
    for (int run = 0; run < RUNS; run++)
        taken[run] = measure();
    qsort(taken, RUNS, sizeof *taken, by_value);
    return taken[RUNS / 2];
}

int main(void)
{
    if (pipe(there) || pipe(back))
        return 1;
    memory = malloc(64 << 20);
    memset(memory, 1, 64 << 20);
    printf("%10s %9s %9s %10s %7s\n", "KiB each", "alone", "threads", "processes", "more");
    const long sizes[] = {0, 16, 64, 256, 512, 1024, 2048, 4096, 8192, 16384};
    for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size = sizes[i] << 10;
        turns = sizes[i] > 1024 ? 300 : 3000;
        double own = median(alone), shared = median(threads), apart = median(processes);
        printf("%10ld %9.2f %9.2f %10.2f %7.2f\n", sizes[i], own, shared, apart, apart - shared);
    }
}
