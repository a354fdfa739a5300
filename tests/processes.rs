//! What users read when processes crash, wait for each other for ever, or cannot start.

mod common;

use common::run_program;

/// What a program prints to standard error contains each of these.
#[track_caller]
fn check_messages(name: &str, program: &str, messages: &[&str]) {
    let ended = run_program(name, program, &[]);
    for message in messages {
        assert!(
            ended.stderr.contains(message),
            "{message}\n{}",
            ended.stderr
        );
    }
}

#[test]
fn a_deadlock_across_processes_names_both() {
    check_messages(
        "processes-deadlock",
        "import multiprocessing as mp, time\n\
         def work(first, second):\n    with first:\n        time.sleep(0.1)\n        with second: pass\n\
         a, b = mp.Lock(), mp.Lock()\n\
         for pair in ((a, b), (b, a)):\n    mp.Process(target=work, args=pair).start()\n",
        &[
            "2 threads wait for one another",
            "Process-1/MainThread waits for a lock or semaphore between processes that \
             Process-2/MainThread holds",
        ],
    );
}

#[test]
fn a_lock_of_a_crashed_process_stays_held_and_nobody_else_dies() {
    let program = "import multiprocessing as mp, gilsim, threading, time\n\
         def work(lock):\n    threading.Thread(target=time.sleep, args=(9,)).start()\n    \
         lock.acquire()\n    gilsim.crash()\n\
         lock = mp.Lock()\n\
         p = mp.Process(target=work, args=(lock,))\n\
         p.start()\n\
         p.join()\n\
         print(p.exitcode, time.monotonic() < 5, flush=True)\n\
         lock.acquire()\n";
    let ended = run_program("processes-crash", program, &[]);
    assert_eq!(ended.stdout, "-11 True\n");
    let message = "waits for a lock or semaphore between processes whose holder has ended";
    assert!(ended.stderr.contains(message), "{}", ended.stderr);
}

#[test]
fn a_join_before_the_queue_is_read_waits_for_ever() {
    check_messages(
        "processes-full",
        "import multiprocessing as mp\n\
         q = mp.Queue()\n\
         p = mp.Process(target=q.put, args=(b'x' * 1_000_000,))\n\
         p.start()\n\
         p.join()\n\
         print(len(q.get()))\n",
        &[
            "MainThread waits for the end of a child",
            "Process-1/QueueFeederThread waits for room in a pipe that nobody empties",
        ],
    );
}

#[test]
fn spawn_without_a_guard_fails_as_in_cpython() {
    check_messages(
        "processes-guard",
        "import multiprocessing as mp\n\
         mp.set_start_method('spawn', force=True)\n\
         p = mp.Process(target=print)\n\
         p.start()\n\
         p.join()\n",
        &[
            "RuntimeError: \n        An attempt has been made to start a new process before the\n",
            "if __name__ == '__main__':",
        ],
    );
}

#[test]
fn what_cannot_be_pickled_is_named() {
    check_messages(
        "processes-pickle",
        "from concurrent.futures import ProcessPoolExecutor\n\
         with ProcessPoolExecutor(1) as pool:\n    pool.submit(lambda: 1).result()\n",
        &[
            "PicklingError: Can't pickle <function <lambda>",
            "attribute lookup <lambda> on __main__ failed",
        ],
    );
}

#[test]
fn a_thousand_threads_of_64_processes_exchange_messages_exactly() {
    let program = "import multiprocessing as mp, threading\n\
         def serve(inbox, out):\n    counts = []\n    \
         def work():\n        n = 0\n        while inbox.get() is not None: n += 1\n        \
         counts.append(n)\n    \
         threads = [threading.Thread(target=work) for _ in range(16)]\n    \
         for t in threads: t.start()\n    for t in threads: t.join()\n    out.put(sum(counts))\n\
         out = mp.SimpleQueue()\n\
         inboxes = [mp.SimpleQueue() for _ in range(64)]\n\
         ps = [mp.Process(target=serve, args=(q, out)) for q in inboxes]\n\
         for p in ps: p.start()\n\
         for n in range(10_000): inboxes[n % 64].put(n)\n\
         for q in inboxes:\n    for _ in range(16): q.put(None)\n\
         print(sum(out.get() for _ in ps))\n\
         for p in ps: p.join()\n";
    let ended = run_program("processes-many", program, &[]);
    assert_eq!((&*ended.stderr, &*ended.stdout), ("", "10000\n"));
}
