// What it costs to count references to objects, by how the counts are protected (`MachineSpec` in
// src/sched/spec.rs), and for how long an unprotected count is open to another core. Two cores,
// nothing else running:
//
//     cc -O1 -o reference_counts reference_counts.c -lpthread && ./reference_counts
//
// First table, one thread: a stack machine that takes references and drops them, to 64 objects in
// its first-level cache. In nanoseconds for each reference taken or dropped, its instruction
// included; what matters is the difference to `plain`:
//
//     none             nothing is counted
//     plain            count += 1; the decrement tests for nought
//     atomic           lock xadd
//     spin lock        a byte in the object: compare-and-swap, plain count, plain store
//     futex lock       the same, released by an exchange that sees whether somebody sleeps: what
//                      free-threaded CPython's PyMutex does
//     pthread mutex    pthread_mutex_lock and _unlock around the plain count
//     biased           owner of the object compared with the thread's own number, then plain
//
// Second table, two threads on two cores that count one object plainly: how many of the counts get
// lost. If each is open for a window, two threads that count once in a `period` each lose
// window / period of them; the last column is that window. Last line: how long it takes until a
// count that one core has written is seen by the other and written there.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define OBJECTS 64
#define PASSES 40000L
#define REPEATS 15

struct object {
    _Alignas(64) atomic_long shared;
    long count;
    unsigned owner;
    atomic_uchar byte;
    atomic_int futex;
    pthread_mutex_t mutex;
};

enum { NONE, PLAIN, ATOMIC, SPIN, FUTEX, MUTEX, BIASED, MODELS };
static const char *const names[] = {"none",       "plain",         "atomic", "spin lock",
                                    "futex lock", "pthread mutex", "biased"};

static struct object objects[OBJECTS];
static _Thread_local unsigned me = 1;
static long died;

static long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

// Work as an interpreter has it: each step needs the one before, through memory; about 2 ns.
static _Thread_local volatile unsigned long stack[64];

static inline unsigned long steps(unsigned long value, int count)
{
    for (int step = 0; step < count; step++) {
        stack[value & 63] = value;
        value = stack[value & 63] * 6364136223846793005UL + 1442695040888963407UL;
    }
    return value;
}

static inline void plain(struct object *object, long by)
{
    long count = *(volatile long *)&object->count + by;
    *(volatile long *)&object->count = count;
    if (by < 0 && count == 0)
        died++;
}

static inline __attribute__((always_inline)) void change(struct object *object, long by, int model)
{
    switch (model) {
    case PLAIN:
        plain(object, by);
        break;
    case ATOMIC:
        if (atomic_fetch_add(&object->shared, by) + by == 0 && by < 0)
            died++;
        break;
    case SPIN:
        for (unsigned char free = 0; !atomic_compare_exchange_weak(&object->byte, &free, 1); free = 0)
            ;
        plain(object, by);
        atomic_store_explicit(&object->byte, 0, memory_order_release);
        break;
    case FUTEX:
        for (int free = 0; !atomic_compare_exchange_weak(&object->futex, &free, 1); free = 0)
            ;
        plain(object, by);
        if (atomic_exchange(&object->futex, 0) == 2)
            died++;
        break;
    case MUTEX:
        pthread_mutex_lock(&object->mutex);
        plain(object, by);
        pthread_mutex_unlock(&object->mutex);
        break;
    case BIASED:
        if (*(volatile unsigned *)&object->owner == me)
            plain(object, by);
        else if (atomic_fetch_add(&object->shared, by) + by == 0)
            died++;
        break;
    }
}

// A stack machine with CPython's LOAD_FAST, STORE_FAST and POP_TOP, one reference each.
enum { LOAD_FAST, STORE_FAST, POP_TOP, WORK, JUMP };

static struct instruction {
    unsigned char opcode, argument;
} code[3 * OBJECTS + 1];

static inline __attribute__((always_inline)) double interpret(int model)
{
    struct object *locals[OBJECTS], *stack[8], **top = stack;
    unsigned long scratch[64] = {0}, value = 1;
    const struct instruction *next = code;
    long passes = 0, start = now();
    for (int i = 0; i < OBJECTS; i++)
        locals[i] = &objects[i];
    for (;;) {
        struct instruction instruction = *next++;
        switch (instruction.opcode) {
        case LOAD_FAST:
            *top = locals[instruction.argument];
            change(*top++, 1, model);
            break;
        case STORE_FAST: {
            struct object *old = locals[instruction.argument];
            locals[instruction.argument] = *--top;
            change(old, -1, model);
            break;
        }
        case POP_TOP:
            change(*--top, -1, model);
            break;
        case WORK:
            value += scratch[instruction.argument];
            scratch[(instruction.argument * 7 + 1) % 64] = value;
            break;
        case JUMP:
            if (++passes == PASSES)
                return (double)(now() - start) / PASSES / OBJECTS / 2 + (value == 0);
            next = code;
        }
    }
}

// A reference taken and dropped for each object, `work` instructions without one between pairs.
static void assemble(int work)
{
    struct instruction *end = code;
    for (unsigned i = 0; i < OBJECTS; i++) {
        unsigned char one = (i * 29 + 7) % OBJECTS, other = (i * 13 + 5) % OBJECTS;
        *end++ = (struct instruction){LOAD_FAST, one};
        *end++ = i % 2 ? (struct instruction){STORE_FAST, other} : (struct instruction){POP_TOP, 0};
        if (work)
            *end++ = (struct instruction){WORK, one};
    }
    *end = (struct instruction){JUMP, 0};
}

static double alone(int model)
{
    switch (model) {
    case PLAIN: return interpret(PLAIN);
    case ATOMIC: return interpret(ATOMIC);
    case SPIN: return interpret(SPIN);
    case FUTEX: return interpret(FUTEX);
    case MUTEX: return interpret(MUTEX);
    case BIASED: return interpret(BIASED);
    default: return interpret(NONE);
    }
}

// Two threads and one count.
#define ROUNDS 4000000L

static _Alignas(128) volatile long raced;
static _Alignas(128) volatile long own[2][16];
static atomic_int started;
static int between, together;

static void *race(void *argument)
{
    long core = (long)argument;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    sched_setaffinity(0, sizeof set, &set);
    volatile long *count = together ? &raced : &own[core][0];
    unsigned long value = core + 1;
    atomic_fetch_add(&started, 1);
    while (atomic_load(&started) < 2)
        ;
    long start = now();
    for (long round = 0; round < ROUNDS; round++) {
        *count += 1;
        // Uneven, so that the two do not fall into step.
        value = steps(value, between + (int)(value >> 61));
    }
    return (void *)(now() - start + (value == 0));
}

static double both(int share)
{
    pthread_t threads[2];
    double sum = 0;
    together = share;
    started = 0;
    raced = 0;
    for (long core = 0; core < 2; core++)
        pthread_create(&threads[core], NULL, race, (void *)core);
    for (int core = 0; core < 2; core++) {
        void *time;
        pthread_join(threads[core], &time);
        sum += (double)(long)time;
    }
    return sum / 2 / ROUNDS;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// Two threads that take turns: each waits until the other has counted.
static void *turn(void *argument)
{
    long core = (long)argument;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    sched_setaffinity(0, sizeof set, &set);
    atomic_fetch_add(&started, 1);
    while (atomic_load(&started) < 2)
        ;
    for (;;) {
        long count = raced;
        if (count >= ROUNDS)
            return NULL;
        if ((count & 1) == core)
            raced = count + 1;
    }
}

static double turns(void)
{
    pthread_t threads[2];
    started = 0;
    raced = 0;
    long start = now();
    for (long core = 0; core < 2; core++)
        pthread_create(&threads[core], NULL, turn, (void *)core);
    for (int core = 0; core < 2; core++)
        pthread_join(threads[core], NULL);
    return (double)(now() - start) / ROUNDS;
}

int main(void)
{
    for (int i = 0; i < OBJECTS; i++) {
        objects[i].owner = me;
        objects[i].count = objects[i].shared = 1;
        pthread_mutex_init(&objects[i].mutex, NULL);
    }
    // With a second thread there, the C library's mutexes are not spared their atomics.
    pthread_t second;
    started = 1;
    pthread_create(&second, NULL, race, (void *)1);
    pthread_join(second, NULL);
    printf("%-14s %8s %8s   ns per reference, median of %d\n", "", "bare", "+ work", REPEATS);
    for (int model = NONE; model < MODELS; model++) {
        printf("%-14s", names[model]);
        for (int work = 0; work < 2; work++) {
            double times[REPEATS];
            assemble(work);
            for (int repeat = 0; repeat < REPEATS; repeat++)
                times[repeat] = alone(model);
            qsort(times, REPEATS, sizeof *times, ascending);
            printf(" %8.2f", times[REPEATS / 2]);
        }
        printf("\n");
    }
    printf("\nbetween   period      own  sharing   lost %%   window\n");
    static const int betweens[] = {5, 10, 15, 20, 30, 40, 60};
    for (unsigned b = 0; b < sizeof betweens / sizeof *betweens; b++) {
        between = betweens[b];
        double separate = both(0), period = both(1);
        double lost = 1 - (double)raced / (2.0 * ROUNDS);
        printf("%7d %8.1f %8.1f %8.1f %8.2f %8.1f\n", between, period, separate, period - separate,
               100 * lost, lost * period);
    }
    printf("taking turns: %.1f\n", turns());
    return 0;
}
