//! The Python text that `[[thread]]` tables stand for, and the way back from it.

use gilsim::diagnostic::render_all;
use gilsim::scenario::{Scenario, from_toml};
use indexmap::IndexMap;

fn read(text: &str, program: &str) -> Scenario {
    let files = IndexMap::from_iter([("p.py".to_string(), program.to_string())]);
    from_toml(text, "scenario.toml", &files, &[])
        .unwrap_or_else(|problems| panic!("{}", render_all(&problems, false, 100)))
}

fn check(text: &str, program: &str, expect: &str) {
    assert_eq!(&*read(text, program).runs[0].program.text, expect);
}

#[test]
fn threads_alone_become_a_program() {
    check(
        r#"
[[thread]]
name = "io"
count = 3
start = "2ms"
code = """
    for _ in range(20):
        io("disk", 4096)

        text = '''
not indented'''
"""
[[thread]]
name = "cpu"
code = "busy(0.05)"
"#,
        "",
        r#"# The threads of scenario.toml.
import threading
import time
from gilsim import busy, io


def io_thread():
    time.sleep(0.002)
    for _ in range(20):
        io("disk", 4096)

        text = '''
not indented'''


def cpu_thread():
    busy(0.05)


threads = []
for n in range(1, 4):
    threads.append(threading.Thread(target=io_thread, name=f"io-{n}"))
threads.append(threading.Thread(target=cpu_thread, name="cpu"))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"#,
    );
}

#[test]
fn calls_name_functions_of_the_program() {
    check(
        r#"
program = "p.py"
thread = [
  { name = "a", call = "spin(50_000)" },
  { name = "b", call = "spin( 1, [2, 3] )" },
  { name = "c", call = "spin()" },
  { name = "d", call = "spin([1, 2])" },
  { name = "e", call = "spin(n=5)" },
  { name = "f", call = "spin(2)", start = "1500us" },
  { name = 'q"{\', call = "spin()" },
  { name = "한글", count = 2, call = "spin(n=1)" },
]
"#,
        "def spin(*a, n=1):\n    pass",
        r#"def spin(*a, n=1):
    pass


# The threads of scenario.toml.
import threading
import time


def e_thread():
    spin(n=5)


def f_thread():
    time.sleep(0.0015)
    spin(2)


def scripted_thread():
    spin(n=1)


threads = []
threads.append(threading.Thread(target=spin, args=(50_000,), name="a"))
threads.append(threading.Thread(target=spin, args=(1, [2, 3]), name="b"))
threads.append(threading.Thread(target=spin, name="c"))
threads.append(threading.Thread(target=spin, args=([1, 2],), name="d"))
threads.append(threading.Thread(target=e_thread, name="e"))
threads.append(threading.Thread(target=f_thread, name="f"))
threads.append(threading.Thread(target=spin, name="q\"{\\"))
for n_2 in range(1, 3):
    threads.append(threading.Thread(target=scripted_thread, name=f"한글-{n_2}"))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"#,
    );
}

#[test]
fn names_of_the_program_keep_their_meaning() {
    check(
        r#"
program = "p.py"
[[thread]]
name = "a"
start = "1s"
code = """
io(threads)
mark('x')
"""
"#,
        "import threading\nfrom time import time\nthreads = thread = 3\ndef io(x): pass\ndef a_thread(): pass\n",
        r#"import threading
from time import time
threads = thread = 3
def io(x): pass
def a_thread(): pass


# The threads of scenario.toml.
import time as time_module
from gilsim import mark


def a_thread_2():
    time_module.sleep(1)
    io(threads)
    mark('x')


threads_2 = []
threads_2.append(threading.Thread(target=a_thread_2, name="a"))
for thread_2 in threads_2:
    thread_2.start()
for thread_2 in threads_2:
    thread_2.join()
"#,
    );
}

#[test]
fn code_that_imports_time_itself_can_begin_late() {
    check(
        r#"
[[thread]]
name = "a"
start = "1ms"
code = """
import time
time.sleep(1)
"""
"#,
        "",
        r#"# The threads of scenario.toml.
import threading
import time as time_module


def a_thread():
    time_module.sleep(0.001)
    import time
    time.sleep(1)


threads = []
threads.append(threading.Thread(target=a_thread, name="a"))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"#,
    );
}

#[test]
fn a_place_in_the_text_leads_back_to_where_it_was_written() {
    let text = r#"program = "p.py"
[[thread]]
name = "a"
code = """
    x = 1
    oops = (
"""
[[thread]]
name = "b"
code = "tab\tescape"
[[thread]]
name = "c"
call = "spin(z=1)"
"#;
    let scenario = read(text, "def spin(z): pass\nlast = 1");
    let program = &scenario.runs[0].program;
    let check = |part: &str, file: &str, found: &str, line: u32| {
        let start = program.text.find(part).expect(part);
        let (source, span) = program.locate(start..start + part.len());
        assert_eq!((&*source.file, &source.text[span]), (file, found), "{part}");
        let generated = program.text[..start].matches('\n').count() as u32 + 1;
        assert_eq!(
            program.locate_line(generated),
            (file.into(), line),
            "{part}"
        );
    };
    check("last", "p.py", "last", 2);
    check("oops = (", "scenario.toml", "oops = (", 6);
    check("x = 1", "scenario.toml", "x = 1", 5);
    check("escape", "scenario.toml", "\"tab\\tescape\"", 10);
    check("spin(z=1)", "scenario.toml", "\"spin(z=1)\"", 13);
    check("threads = []", "p.py", "threads = []", 22);
    assert_eq!(program.locate(usize::MAX..usize::MAX).0.text, program.text);
    assert_eq!(&*program.locate_line(u32::MAX).0, "p.py");
}
