// What a thread that asks for memory pays while another does so too: the allocator of free-threaded
// CPython has a heap for each thread, so what they share is the kernel's map of the process
// ("What threads pay without a GIL" in ARCHITECTURE.md). Two cores, nothing else running:
//
//     cc -O1 -o page_faults page_faults.c -lpthread && ./page_faults
//
// Each round maps so many pages, writes to each and unmaps them, or keeps them mapped and writes.
// Shown in nanoseconds per page, for one thread and for each of two.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <time.h>

#define PAGE 4096L
#define PAGES_IN_ALL 200000L

static atomic_int started;
static int threads;
static long pages;

static long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static void *fault(void *argument)
{
    long core = (long)argument;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    sched_setaffinity(0, sizeof set, &set);
    atomic_fetch_add(&started, 1);
    while (atomic_load(&started) < threads)
        ;
    long start = now();
    for (long done = 0; done < PAGES_IN_ALL; done += pages) {
        char *memory = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED)
            return (void *)0;
        madvise(memory, pages * PAGE, MADV_NOHUGEPAGE);
        for (long page = 0; page < pages; page++)
            memory[page * PAGE] = 1;
        munmap(memory, pages * PAGE);
    }
    return (void *)(now() - start);
}

static double nanoseconds(int count_of_threads)
{
    pthread_t running[2];
    double sum = 0;
    threads = count_of_threads, started = 0;
    for (long core = 0; core < threads; core++)
        pthread_create(&running[core], NULL, fault, (void *)core);
    for (int core = 0; core < threads; core++) {
        void *time;
        pthread_join(running[core], &time);
        sum += (double)(long)time;
    }
    return sum / threads / (double)PAGES_IN_ALL;
}

int main(void)
{
    static const long sizes[] = {16, 64, 256, 1024, 16384};
    printf("pages at a time      one   each of two\n");
    for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        pages = sizes[i];
        double one = nanoseconds(1), two = nanoseconds(2);
        printf("%15ld %8.0f %13.0f\n", pages, one, two);
    }
    return 0;
}
