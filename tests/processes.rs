//! What users read when processes crash, wait for each other for ever, or cannot start.

mod common;

use common::{Folder, run_program};

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

#[test]
fn the_end_of_a_process_has_a_sign_and_an_exit_code() {
    let crash = "import ctypes, os, sys, threading, time\n\
         def work():\n    time.sleep(0.01)\n    \
         {'abort': os.abort, 'exit': lambda: os._exit(3), 'null': lambda: ctypes.string_at(0)}[sys.argv[1]]()\n\
         threading.Thread(target=work).start()\n\
         while True: pass\n";
    for (how, status, code) in [("abort", 134, -6), ("exit", 3, 3), ("null", 139, -11)] {
        let folder = Folder::new(how).with("program.py", crash);
        let ended = folder.gilsim(&format!(
            "run program.py -q --format perfetto,html -- {how}"
        ));
        assert_eq!(ended.status, status, "{how}");
        let page = String::from_utf8_lossy(&folder.read("output/program.html")).into_owned();
        assert!(page.contains(&format!("exit code {code}")), "{how}");
        let trace = folder.read("output/program.pftrace");
        let sign = b"end of the process";
        assert!(trace.windows(sign.len()).any(|it| it == sign), "{how}");
    }
    let folder = Folder::new("peaceful").with("program.py", "print('done')\n");
    folder.gilsim("run program.py -q --format html");
    let page = String::from_utf8_lossy(&folder.read("output/program.html")).into_owned();
    assert!(!page.contains("exit code"));
}

#[test]
fn what_ctypes_does_not_have_it_names() {
    check_messages(
        "processes-ctypes",
        "import ctypes\nctypes.CDLL('libm.so.6')\n",
        &["module 'ctypes' has no attribute 'CDLL'", "gilsim.c_call"],
    );
}

#[test]
fn a_file_that_shadows_a_module_says_so_where_it_is_imported() {
    // CPython says the same, with the file's whole path.
    let folder = Folder::new("shadow")
        .with("traceback.py", "mine = 1\n")
        .with(
            "program.py",
            "from concurrent.futures import ProcessPoolExecutor\n",
        );
    let ended = folder.gilsim("run program.py -q --no-chart");
    let message =
        "ImportError: cannot import name 'format_exception' from 'traceback' (traceback.py)";
    assert!(ended.stderr.contains(message), "{}", ended.stderr);
    // What is part of CPython's executable cannot be shadowed.
    let folder = Folder::new("not-shadowed")
        .with("itertools.py", "mine = 1\n")
        .with("time.py", "mine = 1\n")
        .with("math.py", "mine = 1\n")
        .with(
            "program.py",
            "import itertools, time, math\n\
             print(*[hasattr(it, 'mine') for it in (itertools, time, math)])\n",
        );
    let ended = folder.gilsim("run program.py -q --no-chart");
    assert_eq!(ended.stdout, "False False True\n");
}

#[test]
fn pickling_plain_data_costs_what_it_costs_in_c() {
    // CPython 3.13 on the machine of the profiles: 8 and 18 ns for an int, 28 and 30 ps for a byte,
    // where the least that fresh memory costs any native is 60.
    let program = "import pickle, time\n\
         def cost(work, *args):\n    before = time.perf_counter()\n    result = work(*args)\n    \
         return (time.perf_counter() - before) * 1e9, result\n\
         ints = list(range(20_000))\n\
         save, data = cost(pickle.dumps, ints)\n\
         load, back = cost(pickle.loads, data)\n\
         print(back == ints, 5 < save / 20_000 < 15, 10 < load / 20_000 < 30)\n\
         save, data = cost(pickle.dumps, bytes(1_000_000))\n\
         load, back = cost(pickle.loads, data)\n\
         print(20_000 < save < 70_000, 20_000 < load < 70_000)\n\
         for shared in ([[1]] * 3, {'a': (1, 2.5, None), 'b': [b'x', 'y', True, -2**63, 2**63]}, [(), {}, '']):\n    \
         copy = pickle.loads(pickle.dumps(shared))\n    print(copy == shared)\n\
         one = [[]] * 2\n\
         copy = pickle.loads(pickle.dumps(one))\n\
         ring = []\n\
         ring.append(ring)\n\
         ring = pickle.loads(pickle.dumps(ring))\n\
         print(copy[0] is copy[1], ring[0] is ring)\n";
    let ended = run_program("processes-pickling", program, &[]);
    let expect = "True True True\nTrue True\nTrue\nTrue\nTrue\nTrue True\n";
    assert_eq!((&*ended.stderr, &*ended.stdout), ("", expect));
}
