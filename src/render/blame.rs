//! Who made whom wait, as text and as a table of plain numbers.

use super::table::{aligned_below, shorten};
use crate::metrics::units::{count, duration, percent};
use crate::metrics::{Blame, Metrics};
use crate::nanos::Nanos;
use crate::timeline::font::printable;
use crate::timeline::{Lang, LineText};

/// Lines of each table; the rest are summed up in one.
const ROWS: usize = 20;

/// A report as profilers print it: where the GIL was held and waited for, by thread, by pair of
/// threads, and by source line. Ends with a newline.
pub fn blame_report(metrics: &Metrics, text_of: &LineText<'_>) -> String {
    let held = metrics.gil_held_ns;
    let waited = metrics.total.times.gil_wait_ns;
    let mut out = String::new();
    let mut rows = vec![cells(&[
        "thread",
        "GIL held",
        "",
        "GIL wait",
        "",
        "lock wait",
        "others waited for it",
    ])];
    let caused = |index: usize| {
        let blame = metrics.blame.iter();
        let by = blame.filter(|b| b.holder_index.is_some_and(|it| it.0 as usize == index));
        by.fold(0, |sum: Nanos, b| sum.saturating_add(b.wait_ns))
    };
    for (index, thread) in metrics.threads.iter().enumerate().take(ROWS) {
        let times = &thread.share.times;
        rows.push(vec![
            shorten(&printable(&thread.name)),
            time(times.held_ns),
            percent(times.held_ns, held),
            time(times.gil_wait_ns),
            percent(times.gil_wait_ns, waited),
            time(times.lock_wait_ns),
            time(caused(index)),
        ]);
    }
    if metrics.threads.len() > ROWS {
        let more = (metrics.threads.len() - ROWS) as u64;
        rows.push(cells(&[
            &format!("… {} more", count(more)),
            "",
            "",
            "",
            "",
            "",
            "",
        ]));
    }
    out.push_str(&aligned_below("Threads", &rows));
    for (heading, blame) in [
        ("Who waited for whom to give up the GIL", &metrics.blame),
        ("Who waited for whom to release a lock", &metrics.lock_blame),
    ] {
        if blame.iter().any(|one| one.holder.is_some()) {
            out.push_str(&aligned_below(heading, &pairs(blame)));
        }
    }
    let mut rows = vec![cells(&[
        "line",
        "GIL held",
        "",
        "others waited",
        "",
        "waits",
        "",
    ])];
    for line in metrics.lines.iter().take(ROWS) {
        let file = line.file.as_deref();
        let place = file.map_or("?".to_string(), |file| {
            format!("{}:{}", file.rsplit('/').next().unwrap_or(file), line.line)
        });
        let code = file.and_then(|file| text_of(file, line.line));
        rows.push(vec![
            shorten(&printable(&place)),
            time(line.held_ns),
            percent(line.held_ns, held),
            time(line.wait_ns),
            percent(line.wait_ns, waited),
            count(line.waits),
            shorten(&printable(code.unwrap_or_default().trim())),
        ]);
    }
    if metrics.lines.len() > ROWS {
        let more = (metrics.lines.len() - ROWS) as u64;
        rows.push(cells(&[
            &format!("… {} more", count(more)),
            "",
            "",
            "",
            "",
            "",
            "",
        ]));
    }
    if !metrics.lines.is_empty() {
        out.push_str(&aligned_below("Source lines", &rows));
    }
    if metrics.slices_dropped > 0 {
        let dropped = count(metrics.slices_dropped);
        out.push_str(&Lang::En.dropped_from_blame(&dropped));
        out.push('\n');
    }
    out
}

fn pairs(blame: &[Blame]) -> Vec<Vec<String>> {
    let total = blame
        .iter()
        .fold(0, |sum: Nanos, b| sum.saturating_add(b.wait_ns));
    let mut rows = vec![cells(&["waiter", "holder", "waited", ""])];
    for one in blame.iter().take(ROWS) {
        rows.push(vec![
            shorten(&printable(&one.waiter)),
            shorten(&printable(one.holder.as_deref().unwrap_or("–"))),
            time(one.wait_ns),
            percent(one.wait_ns, total),
        ]);
    }
    if blame.len() > ROWS {
        let rest = blame
            .iter()
            .skip(ROWS)
            .fold(0, |sum: Nanos, b| sum.saturating_add(b.wait_ns));
        let more = format!("… {} more", count((blame.len() - ROWS) as u64));
        rows.push(cells(&[&more, "", &time(rest), &percent(rest, total)]));
    }
    rows
}

fn cells(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_string()).collect()
}

fn time(ns: Nanos) -> String {
    if ns == 0 {
        "–".to_string()
    } else {
        duration(ns)
    }
}

/// The same as rows of plain numbers, with a heading: a row for each pair of a waiter and a
/// holder, of the GIL or of a lock, and one for each source line.
pub fn blame_rows(metrics: &Metrics) -> Vec<Vec<String>> {
    let heading = [
        "of", "waiter", "holder", "file", "line", "wait_ns", "waits", "held_ns",
    ];
    let mut rows = vec![cells(&heading)];
    for (of, blame) in [("GIL", &metrics.blame), ("lock", &metrics.lock_blame)] {
        for one in blame {
            let holder = one.holder.as_deref().unwrap_or_default();
            rows.push(cells(&[
                of,
                &one.waiter,
                holder,
                "",
                "",
                &one.wait_ns.to_string(),
                "",
                "",
            ]));
        }
    }
    for line in &metrics.lines {
        rows.push(vec![
            "line".to_string(),
            String::new(),
            String::new(),
            line.file.as_deref().unwrap_or_default().to_string(),
            line.line.to_string(),
            line.wait_ns.to_string(),
            line.waits.to_string(),
            line.held_ns.to_string(),
        ]);
    }
    rows
}
