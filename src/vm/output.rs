//! `sys.stdout` and `sys.stderr`: buffering as CPython's text layer does it.

use super::exit::Stream;

/// How many bytes gather before they are written to a pipe (`io.DEFAULT_BUFFER_SIZE`).
const BUFFER: usize = 8192;

#[derive(Clone, Debug, Default)]
pub struct Output {
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    /// Standard output is a terminal: line-buffered.
    pub tty: bool,
}

impl Output {
    /// Adds text; returns what has to be written now, if anything.
    pub fn write(&mut self, stream: Stream, text: &str) -> Option<Vec<u8>> {
        let line_buffered = self.tty || stream == Stream::Stderr;
        let buffer = self.buffer(stream);
        buffer.extend_from_slice(text.as_bytes());
        let due = buffer.len() >= BUFFER || (line_buffered && text.contains('\n'));
        due.then(|| std::mem::take(buffer))
    }

    /// Everything that waits in the buffer.
    pub fn flush(&mut self, stream: Stream) -> Option<Vec<u8>> {
        let buffer = self.buffer(stream);
        (!buffer.is_empty()).then(|| std::mem::take(buffer))
    }

    fn buffer(&mut self, stream: Stream) -> &mut Vec<u8> {
        match stream {
            Stream::Stdout => &mut self.stdout,
            Stream::Stderr => &mut self.stderr,
        }
    }
}
