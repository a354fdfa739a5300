//! The simulated disk, network and commands: what CPython cannot be asked about.

mod common;

use common::run_program;

/// What a program prints.
#[track_caller]
fn check(name: &str, program: &str, expect: &str) {
    let ended = run_program(name, program, &[]);
    assert_eq!((&*ended.stderr, &*ended.stdout), ("", expect));
}

/// Runs `work()` once and in four threads, and compares the times.
const OVERLAP: &str = "
import threading, time
def seconds(count):
    threads = [threading.Thread(target=work) for _ in range(count)]
    start = time.perf_counter()
    for t in threads: t.start()
    for t in threads: t.join()
    return time.perf_counter() - start
one, four = seconds(1), seconds(4)
print(one > 0.0001, four < 2 * one)
";

#[test]
fn pages_are_the_same_every_time_and_come_side_by_side() {
    let program = format!(
        "import urllib.request, requests\n\
         def work():\n    urllib.request.urlopen('http://example.com/').read()\n\
         {OVERLAP}\n\
         with urllib.request.urlopen('http://example.com/a') as page:\n    text = page.read()\n\
         print(page.status, len(text) == int(page.headers['Content-Length']), 2048 <= len(text) <= 65536)\n\
         print(requests.get('http://example.com/a').content == text, requests.get('http://example.com/b').ok)\n\
         try:\n    urllib.request.urlopen('http://no-such.invalid')\n\
         except OSError as error:\n    print(error)\n"
    );
    let expect = "True True\n200 True True\nTrue True\n\
                  <urlopen error [Errno -2] Name or service not known>\n";
    check("world-pages", &program, expect);
}

#[test]
fn files_wait_for_the_disk_without_the_gil() {
    let program = format!(
        "with open('small', 'wb') as f:\n    f.write(b'x' * 100)\n\
         def work():\n    for _ in range(20):\n        with open('small', 'rb') as f:\n            f.read()\n\
         {OVERLAP}"
    );
    check("world-files", &program, "True True\n");
}

#[test]
fn files_are_gone_after_the_run() {
    let program = "import os\n\
                   print(os.path.exists('left'))\n\
                   with open('left', 'w') as f:\n    f.write('x')\n\
                   print(os.path.exists('left'), os.listdir('.'))\n";
    check("world-gone", program, "False\nTrue ['left']\n");
    check("world-gone", program, "False\nTrue ['left']\n");
}

#[test]
fn commands_run_beside_the_program() {
    let program = format!(
        "import subprocess\n\
         def work():\n    subprocess.run(['sleep', '0.1'])\n\
         {OVERLAP}\n\
         print(subprocess.run(['python3', '-c', 'print(6 * 7)'], capture_output=True, text=True).stdout)\n"
    );
    check("world-commands", &program, "True True\n42\n\n");
}

#[test]
fn an_event_loop_with_nothing_to_wait_for_is_a_deadlock_that_is_told() {
    let program = "import asyncio\nasync def main():\n    await asyncio.Event().wait()\nasyncio.run(main())\n";
    run_program("forever", program, &[]).says(125, &["deadlock"]);
}
