//! Reference counts that went wrong, in words.

use std::fmt::Write;

use crate::metrics::units::{count, duration};
use crate::trace::Place;
use crate::vm::references::{Miscount, ReferenceReport, Side};

/// Miscounts of each kind that are listed.
const MOST: usize = 6;

/// Shows a place as a person wrote it, with the text of its line.
pub type SourceLine<'a> = dyn FnMut(&Place) -> (Place, String) + 'a;

/// What there is to say about unprotected counts.
pub fn report(report: &ReferenceReport, source_line: &mut SourceLine<'_>) -> String {
    let mut text = String::new();
    let watched = match report.watched {
        0 => "no object was counted by a thread that had not made it".to_string(),
        1 => "1 object was counted by a thread that had not made it".to_string(),
        n => format!(
            "{} objects were counted by threads that had not made them",
            count(n)
        ),
    };
    let lost = match report.lost {
        0 => "no count was lost".to_string(),
        1 => "1 count was lost".to_string(),
        n => format!("{} counts were lost", count(n)),
    };
    let _ = writeln!(
        text,
        "reference counts without protection: {watched}, {lost}"
    );
    if report.lost == 0 {
        return text;
    }
    list(
        &mut text,
        "used after it was freed",
        &report.freed_early,
        source_line,
    );
    list(&mut text, "leaked", &report.leaks, source_line);
    text.push_str(
        "  gilsim's own heap is swept instead of counted, so the program has gone on unharmed. \
         CPython would not have.\n",
    );
    text
}

fn list(text: &mut String, what: &str, found: &[Miscount], source_line: &mut SourceLine<'_>) {
    for miscount in found.iter().take(MOST) {
        let _ = writeln!(
            text,
            "  {what}: {}, {} and {} lost{}",
            miscount.object,
            counted(miscount.lost_increments, "increment"),
            counted(miscount.lost_decrements, "decrement"),
            outcome(miscount)
        );
        let collision = &miscount.collision;
        let (lost, kept) = (&collision.lost, &collision.kept);
        let _ = writeln!(
            text,
            "    {} lost   {}\n    {} kept   {}\n    both had read the same count at {}",
            signed(lost),
            side(lost, source_line),
            signed(kept),
            side(kept, source_line),
            duration(collision.at_ns)
        );
    }
    if let Some(more) = found.len().checked_sub(MOST + 1) {
        let _ = writeln!(text, "  {what}: {} more", count(more as u64 + 1));
    }
}

fn outcome(miscount: &Miscount) -> String {
    let left = miscount.references_left.unsigned_abs();
    let references = match left {
        1 => "there was 1 reference".to_string(),
        left => format!("there were {} references", count(left)),
    };
    match miscount.freed_at_ns {
        Some(at) => format!(": freed at {}, when {references} left", duration(at)),
        None if miscount.off_by > 0 => {
            let off = count(miscount.off_by.unsigned_abs());
            format!(": its count ends {off} too high, it is never freed")
        }
        None => format!(
            ": its count ends {} too low, it is freed while it is still referred to",
            count(left)
        ),
    }
}

fn counted(number: u64, what: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{} {what}{s}", count(number))
}

fn signed(side: &Side) -> &'static str {
    if side.change > 0 { "+1" } else { "-1" }
}

fn side(side: &Side, source_line: &mut SourceLine<'_>) -> String {
    let place = Place {
        file: side.file.as_str().into(),
        line: side.line,
    };
    let (place, line) = source_line(&place);
    format!(
        "{}, {}:{} {}   {}",
        side.thread,
        place.file,
        place.line,
        side.opcode,
        line.trim()
    )
}
