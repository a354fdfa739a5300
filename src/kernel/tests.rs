use super::*;
use crate::nanos::SECOND;

const A: TaskId = TaskId(0);
const B: TaskId = TaskId(1);
const C: TaskId = TaskId(2);

fn reply(kernel: &mut Kernel, task: TaskId, pid: Pid, call: Call) -> Reply {
    match kernel.call(task, pid, &call) {
        Outcome::Reply(reply) => reply,
        Outcome::Blocks => panic!("{call:?} blocks"),
    }
}

fn pipe(kernel: &mut Kernel, pid: Pid) -> (i64, i64) {
    match reply(kernel, A, pid, Call::Pipe { duplex: false }) {
        Reply::Numbers(fds) => (fds[0], fds[1]),
        other => panic!("{other:?}"),
    }
}

fn woken(kernel: &mut Kernel) -> Vec<TaskId> {
    std::iter::from_fn(|| kernel.next_woken()).collect()
}

#[test]
fn a_reader_waits_for_bytes_and_then_for_the_end() {
    let mut kernel = Kernel::default();
    let parent = kernel.start();
    let (source, sink) = pipe(&mut kernel, parent);
    let child = kernel.fork(parent, None).expect("room");
    let read = Call::Read {
        fd: source,
        count: 10,
    };
    assert_eq!(kernel.call(A, parent, &read), Outcome::Blocks);
    let bytes = b"abc".to_vec();
    let write = Call::Write { fd: sink, bytes };
    assert_eq!(reply(&mut kernel, B, child, write), Reply::Number(3));
    assert_eq!(woken(&mut kernel), [A]);
    let got = reply(&mut kernel, A, parent, read.clone());
    assert_eq!(got, Reply::Bytes(b"abc".to_vec()));
    // The child's end keeps the pipe open until the child is gone.
    reply(&mut kernel, A, parent, Call::Close(sink));
    assert_eq!(kernel.call(A, parent, &read), Outcome::Blocks);
    kernel.exit(child, Status::Exit(0));
    assert_eq!(woken(&mut kernel), [A]);
    assert_eq!(reply(&mut kernel, A, parent, read), Reply::Bytes(vec![]));
}

#[test]
fn a_full_pipe_keeps_its_writer_until_all_is_read() {
    let mut kernel = Kernel::default();
    let pid = kernel.start();
    let (source, sink) = pipe(&mut kernel, pid);
    let write = Call::Write {
        fd: sink,
        bytes: vec![7; 100_000],
    };
    assert_eq!(kernel.call(A, pid, &write), Outcome::Blocks);
    let read = Call::Read {
        fd: source,
        count: 65536,
    };
    assert_eq!(
        reply(&mut kernel, B, pid, read.clone()),
        Reply::Bytes(vec![7; 65536])
    );
    assert_eq!(woken(&mut kernel), [A]);
    assert_eq!(reply(&mut kernel, A, pid, write), Reply::Number(100_000));
    assert_eq!(
        reply(&mut kernel, B, pid, read),
        Reply::Bytes(vec![7; 100_000 - 65536])
    );
}

#[test]
fn nobody_to_read_breaks_the_pipe() {
    let mut kernel = Kernel::default();
    let pid = kernel.start();
    let (source, sink) = pipe(&mut kernel, pid);
    reply(&mut kernel, A, pid, Call::Close(source));
    let bytes = b"x".to_vec();
    let write = Call::Write { fd: sink, bytes };
    assert_eq!(
        reply(&mut kernel, A, pid, write),
        Reply::Error(Errno::EPIPE)
    );
}

#[test]
fn a_post_wakes_one_and_a_timeout_leaves_the_queue() {
    let mut kernel = Kernel::default();
    let pid = kernel.start();
    let made = Call::NewSemaphore { value: 0, limit: 9 };
    assert_eq!(reply(&mut kernel, A, pid, made), Reply::Number(0));
    let wait = Call::SemaphoreWait {
        semaphore: 0,
        blocks: true,
        timeout: Some(SECOND),
    };
    for task in [A, B, C] {
        assert_eq!(kernel.call(task, pid, &wait), Outcome::Blocks);
    }
    assert_eq!(kernel.time_out(A, &wait), Reply::Number(0));
    reply(&mut kernel, A, pid, Call::SemaphorePost(0));
    assert_eq!(woken(&mut kernel), [B]);
    assert_eq!(reply(&mut kernel, B, pid, wait), Reply::Number(1));
    let wait = Call::SemaphoreWait {
        semaphore: 0,
        blocks: true,
        timeout: None,
    };
    assert_eq!(kernel.waits_for(&wait).1, Some(B));
}

#[test]
fn a_parent_waits_for_a_child_and_learns_its_signal() {
    let mut kernel = Kernel::default();
    let parent = kernel.start();
    let child = kernel.fork(parent, None).expect("room");
    let wait = Call::WaitPid {
        child: child.0.into(),
        blocks: true,
    };
    assert_eq!(kernel.call(A, parent, &wait), Outcome::Blocks);
    let kill = Call::Kill {
        pid: child.0.into(),
        signal: signal::SEGV.into(),
    };
    reply(&mut kernel, B, parent, kill);
    assert_eq!(kernel.next_signal(), Some((child, signal::SEGV)));
    kernel.exit(child, Status::Signal(signal::SEGV));
    assert_eq!(woken(&mut kernel), [A]);
    let status = Reply::Numbers(vec![child.0.into(), -11]);
    assert_eq!(reply(&mut kernel, A, parent, wait.clone()), status);
    assert_eq!(
        reply(&mut kernel, A, parent, wait),
        Reply::Error(Errno::ECHILD)
    );
}
