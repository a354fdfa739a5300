//! Real interpreters on the host: started, given a program, waited for.

use std::ffi::OsStr;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// Bytes of one stream that are kept.
const MAX_KEPT: u64 = 16 << 20;

/// What `--python` named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RealPython {
    pub path: PathBuf,
}

impl RealPython {
    /// Runs the interpreter with these arguments and no input; returns what it printed.
    ///
    /// # Errors
    /// In a sentence: it cannot be started, took longer than `limit`, or failed.
    pub fn run<S: AsRef<OsStr>>(&self, args: &[S], limit: Duration) -> Result<String, String> {
        let shown = self.path.display();
        let mut child = Command::new(&self.path)
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| match error.kind() {
                ErrorKind::NotFound => format!("there is no program `{shown}`"),
                _ => format!("`{shown}` cannot be started: {error}"),
            })?;
        let Some((stdout, stderr)) = output(&mut child, limit) else {
            // It may have ended by itself in this very moment.
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("`{shown}` took longer than {} s", limit.as_secs()));
        };
        let status = child
            .wait()
            .map_err(|error| format!("`{shown}` cannot be waited for: {error}"))?;
        if status.success() {
            return Ok(stdout);
        }
        let last = stderr.trim().lines().last().unwrap_or("it gave no reason");
        Err(format!("`{shown}` failed ({status}): {last}"))
    }
}

/// Both streams up to their ends; `None` after the limit.
fn output(child: &mut Child, limit: Duration) -> Option<(String, String)> {
    let (sender, receiver) = mpsc::channel();
    let stdout = child.stdout.take();
    let stderr = child.stderr.take();
    std::thread::spawn(move || {
        let errors = std::thread::spawn(move || text(stderr));
        let output = text(stdout);
        // Nobody listens any more after the limit.
        let _ = sender.send((output, errors.join().unwrap_or_default()));
    });
    receiver.recv_timeout(limit).ok()
}

fn text(stream: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut stream) = stream {
        // What came before an error is all there is.
        let _ = stream.by_ref().take(MAX_KEPT).read_to_end(&mut bytes);
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(path: &str, args: &[&str], limit: Duration) -> Result<String, String> {
        let python = RealPython { path: path.into() };
        python.run(args, limit)
    }

    #[test]
    fn what_goes_wrong_is_said() {
        let limit = Duration::from_secs(30);
        let missing = run("/nonexistent/python", &[], limit).expect_err("there is none");
        assert_eq!(missing, "there is no program `/nonexistent/python`");
        let failed = run("/bin/sh", &["-c", "echo no such >&2; exit 3"], limit);
        let failed = failed.expect_err("exit 3");
        assert_eq!(failed, "`/bin/sh` failed (exit status: 3): no such");
        let slow = run("/bin/sh", &["-c", "exec tail -f /dev/null"], Duration::ZERO);
        assert_eq!(slow.expect_err("endless"), "`/bin/sh` took longer than 0 s");
        assert_eq!(run("/bin/echo", &["a", "b"], limit).as_deref(), Ok("a b\n"));
    }
}
