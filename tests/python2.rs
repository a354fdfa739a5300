//! What programs for Python 2 with `from __future__ import print_function` meet.

mod common;

use common::run_program as run;

fn printed(name: &str, program: &str, flags: &[&str]) -> String {
    let output = run(name, program, flags);
    let stderr = &output.stderr;
    assert_eq!(output.status, 0, "{stderr}");
    output.stdout
}

#[test]
fn the_check_interval_is_there_as_long_as_python_had_it() {
    let program = "\
import sys
before = sys.getcheckinterval()
sys.setcheckinterval(10)
print(before, sys.getcheckinterval())
try:
    sys.setcheckinterval(2 ** 40)
except OverflowError as e:
    print(e)
";
    let expect = "100 10\nsigned integer is greater than maximum\n";
    assert_eq!(printed("interval", program, &["--python", "3.8"]), expect);
    let asked = "import sys\nprint(hasattr(sys, 'setcheckinterval'))\n";
    assert_eq!(printed("gone", asked, &["--python", "3.9"]), "False\n");
}

#[test]
fn the_clock_is_there_as_long_as_python_had_it() {
    let program = "\
import time
for name in 'clock', 'time':
    print(name, hasattr(time, name))
if hasattr(time, 'clock'):
    start = time.clock()
    time.sleep(1)
    print(time.clock() - start < 0.5)
";
    let old = printed("clock", program, &["--python", "3.7"]);
    assert_eq!(old, "clock True\ntime True\nTrue\n");
    let new = printed("no-clock", program, &["--python", "3.8"]);
    assert_eq!(new, "clock False\ntime True\n");
}

#[test]
fn programs_for_both_pythons_find_the_names_that_they_ask_for() {
    let program = "\
from __future__ import print_function
try:
    numbers = xrange
    import Queue as queue
except NameError:
    numbers = range
    import queue
q = queue.Queue()
for i in numbers(3):
    q.put(i)
print(q.qsize())
";
    for python in ["2.7", "3.9"] {
        let flags = ["--python", python, "--gil", "timeslice"];
        assert_eq!(printed("names", program, &flags), "3\n", "{python}");
    }
    let asked = "try:\n    print(xrange)\nexcept NameError as e:\n    print(e)\n";
    let new = printed("no-xrange", asked, &["--python", "3.13"]);
    assert_eq!(new, "name 'xrange' is not defined\n");
}

#[test]
fn a_print_statement_is_refused_with_the_way_out() {
    let program = "import sys\nprint \"hello\"\n";
    let flags = ["--python", "2.7"];
    let output = run("statement", program, &flags);
    assert_eq!(output.status, 2);
    let stderr = &output.stderr;
    let message = "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?";
    assert!(stderr.contains(message), "{stderr}");
    assert!(
        stderr.contains("from __future__ import print_function"),
        "{stderr}"
    );
    // Under Python 3 the message says all there is to say.
    let output = run("statement-3", program, &["--python", "3.9"]);
    let stderr = &output.stderr;
    assert!(!stderr.contains("__future__"), "{stderr}");
}
