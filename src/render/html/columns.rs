//! The columns of a trace: whole numbers of seven bits a byte, what is ordered as differences,
//! then zlib and base64. `data.js` reads them in the same order.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::nanos::Nanos;
use crate::timeline::palette::stack_index;
use crate::trace::Trace;

/// # Errors
/// None that a writer into memory has; the encoder's interface names one.
pub fn packed(trace: &Trace) -> io::Result<String> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(&columns(trace))?;
    Ok(STANDARD.encode(encoder.finish()?))
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    /// An index that may be missing: 0, or one more than it.
    fn optional(&mut self, index: Option<u32>) {
        self.number(index.map_or(0, |index| u64::from(index) + 1));
    }
}

/// Items by the track that they are on, each track in its own order.
fn by_track<T: Copy>(
    items: &[T],
    tracks: usize,
    track_of: impl Fn(&T) -> u32,
) -> impl Iterator<Item = Vec<T>> {
    let mut sorted: Vec<Vec<T>> = vec![Vec::new(); tracks];
    for item in items {
        if let Some(track) = sorted.get_mut(track_of(item) as usize) {
            track.push(*item);
        }
    }
    sorted.into_iter()
}

fn columns(trace: &Trace) -> Vec<u8> {
    let mut out = Writer::default();
    let threads = trace.threads.len();

    for (slices, track) in
        by_track(&trace.slices, threads, |slice| slice.thread.0).zip(&trace.threads)
    {
        out.count(slices.len());
        let mut until: Nanos = track.created;
        for slice in &slices {
            out.number(slice.start.saturating_sub(until));
            until = slice.end;
        }
        for slice in &slices {
            out.number(slice.end.saturating_sub(slice.start));
        }
        for slice in &slices {
            out.number(u64::from(stack_index(slice.state)));
        }
        for slice in &slices {
            let known = (slice.cause.0 as usize) < trace.causes.len();
            out.optional(known.then_some(slice.cause.0));
        }
        for slice in &slices {
            out.optional(slice.core.map(|core| u32::from(core.0)));
        }
    }

    for holds in by_track(&trace.holds, trace.gils.len(), |hold| hold.gil.0) {
        out.count(holds.len());
        let mut until: Nanos = 0;
        for hold in &holds {
            out.number(hold.start.saturating_sub(until));
            out.number(hold.end.saturating_sub(hold.start));
            until = hold.end;
        }
        for hold in &holds {
            out.number(u64::from(hold.thread.0));
        }
    }

    out.count(trace.marks.len());
    let mut before: Nanos = 0;
    for mark in &trace.marks {
        out.number(mark.at.saturating_sub(before));
        before = mark.at;
    }
    for mark in &trace.marks {
        out.number(u64::from(mark.thread.0));
        out.number(mark.kind as u64);
        out.optional(mark.other.map(|other| other.0));
    }

    for positions in by_track(&trace.positions, threads, |position| position.thread.0) {
        out.count(positions.len());
        let mut before: Nanos = 0;
        for position in &positions {
            out.number(position.at.saturating_sub(before));
            before = position.at;
        }
        for position in &positions {
            out.number(u64::from(position.place.0));
        }
    }
    out.bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seven bits a byte, lowest first, the highest bit saying that there is more.
    #[test]
    fn numbers_take_as_many_bytes_as_they_need() {
        let check = |value, expect: &[u8]| {
            let mut out = Writer::default();
            out.number(value);
            assert_eq!(out.bytes, expect);
        };
        check(0, &[0]);
        check(127, &[127]);
        check(128, &[0x80, 1]);
        check(300, &[0xac, 2]);
        check(u64::MAX, &[255, 255, 255, 255, 255, 255, 255, 255, 255, 1]);
    }
}
