//! Memory: processes as boxes, threads as stacks in them, what is shared and what was copied.

use super::display::{
    Anchor, Color, DisplayList, HatchKind, Item, Paint, Point, Rect, Strip, Track,
};
use super::font::{self, Weight};
use super::legend::Legend;
use super::palette::{FAINT, GRID, INK, RULE, SECONDARY, WHITE, hatched};
use super::sheet::Sheet;
use super::{ChartSpec, Columns};
use crate::metrics::units::{bytes, duration};
use crate::trace::{MemoryRound, MemoryUse, ProcessIndex, Trace};

/// What memory is used for, from the left of a bar and from the bottom of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Text,
    Shared,
    Copied,
    Data,
    Code,
    Heap,
    Stacks,
    Left,
    Blocks,
}

impl Part {
    pub const ALL: [Part; 9] = [
        Part::Text,
        Part::Shared,
        Part::Copied,
        Part::Data,
        Part::Code,
        Part::Heap,
        Part::Stacks,
        Part::Left,
        Part::Blocks,
    ];

    /// Common to several processes is light, of one alone is dark.
    pub fn paint(self, unit: f64) -> Paint {
        let plain = |color| Paint::plain(Color::rgb(color));
        match self {
            Part::Text => hatched(0xE4E8EC, HatchKind::Dots, 0xB4BDC6, (11.0, 3.4), unit),
            Part::Shared => hatched(0xDDF1E8, HatchKind::Falling, 0x8CC9AE, (9.0, 2.0), unit),
            Part::Copied => hatched(0xB03060, HatchKind::Rising, 0xE08AA8, (9.0, 2.4), unit),
            Part::Data => plain(0xABA6CF),
            Part::Code => plain(0x8A6D00),
            Part::Heap => plain(0x51459C),
            Part::Stacks => plain(0x14141E),
            Part::Left => hatched(0xF7DCE4, HatchKind::Rising, 0xB03060, (9.0, 1.6), unit),
            Part::Blocks => hatched(0xFFF1CC, HatchKind::Vertical, 0xC79A1F, (9.0, 2.0), unit),
        }
    }

    fn is_dark(self) -> bool {
        matches!(self, Part::Copied | Part::Code | Part::Heap | Part::Stacks)
    }
}

/// Bytes of each part of a process; together what it sees.
///
/// What is shared or was copied is taken off its data first, then off code and objects, in the
/// order in which they were made; stacks are each child's own.
pub(crate) fn parts(used: &MemoryUse) -> [(Part, u64); 7] {
    let mut fork = used.shared.saturating_add(used.copied);
    let mut rest = |bytes: u64| {
        let taken = bytes.min(fork);
        fork -= taken;
        bytes - taken
    };
    let (data, code) = (rest(used.data), rest(used.code));
    let heap = rest(used.heap);
    let stacks = used.all_stacks();
    [
        (Part::Text, used.text),
        (Part::Shared, used.shared),
        (Part::Copied, used.copied),
        (Part::Data, data),
        (Part::Code, code),
        (Part::Heap, heap),
        (Part::Stacks, stacks),
    ]
}

/// Bytes side by side, over the whole of `rect`.
pub(crate) fn bar(sheet: &Sheet<'_>, track: Track, rect: Rect, parts: &[(Part, u64)]) -> Strip {
    let all = parts.iter().map(|(_, bytes)| bytes).sum::<u64>().max(1);
    let columns = Columns::new(0, all, rect.width.max(1.0) as u32 * sheet.scale);
    let mut end = 0;
    let pieces = parts.iter().map(|&(part, bytes)| {
        let start = end;
        end += bytes;
        (start, end, part as u8)
    });
    Strip {
        track,
        rect,
        columns: columns.count(),
        paints: paints(sheet),
        runs: columns.aggregate(Part::ALL.len(), 1, pieces),
    }
}

pub(crate) fn paints(sheet: &Sheet<'_>) -> Vec<Paint> {
    Part::ALL
        .iter()
        .map(|part| part.paint(sheet.unit))
        .collect()
}

/// Process boxes of a run at most; more are told in words.
const MOST_BOXES: usize = 10;
/// Lines of stacks in a box at most.
const STACK_LINES: usize = 2;

/// Lays out the memory of each run at the moment at which it is most.
pub fn memory(runs: &[(&str, &Trace)], spec: &ChartSpec) -> DisplayList {
    let mut sheet = Sheet::new(spec);
    sheet.head(&[]);
    sheet.y += sheet.length(8.0);
    let peaks: Vec<(&str, &Trace, &MemoryRound)> = runs
        .iter()
        .filter_map(|(name, trace)| Some((*name, *trace, trace.memory_peak()?)))
        .collect();
    let largest = peaks.iter().map(|(_, _, peak)| {
        let seen = peak.processes.iter().map(|(_, used)| used.resident());
        seen.chain([peak.total()]).max().unwrap_or(0)
    });
    let scale = Scale {
        most: largest.max().unwrap_or(0).max(1),
        x: (sheet.margin + sheet.length(18.0)).round(),
        width: (sheet.room() - sheet.length(36.0)).round().max(1.0),
    };
    let mut seen = [false; Part::ALL.len()];
    for (name, trace, peak) in &peaks {
        run(&mut sheet, &scale, (name, trace, peak), &mut seen);
    }
    if !peaks.is_empty() {
        scale.axis(&mut sheet);
    }
    sheet.y += sheet.length(14.0);
    sheet.rule();
    sheet.y += sheet.length(18.0);
    Legend::of_memory(&sheet, &seen).draw(&mut sheet);
    let reserved = peaks.iter().flat_map(|(_, _, peak)| &peak.processes);
    let reserved = reserved.map(|(_, used)| used.reserved).max();
    let note = match reserved {
        Some(reserved) => sheet.lang.memory_notes(&bytes(reserved)),
        None => sheet.lang.memory_not_counted().to_string(),
    };
    sheet.notes(&[note]);
    let all = peaks.iter().map(|(name, _, peak)| {
        let total = bytes(peak.total());
        match *name {
            "" => total,
            name => format!("{name} {total}"),
        }
    });
    let all: Vec<String> = all.collect();
    let description = format!(
        "{}: {}: {}",
        font::printable(&spec.title),
        sheet.lang.memory(),
        all.join(", ")
    );
    sheet.finish(description)
}

struct Scale {
    /// Bytes that are as long as the page is wide.
    most: u64,
    x: f64,
    width: f64,
}

impl Scale {
    fn length(&self, bytes: u64) -> f64 {
        bytes as f64 / self.most as f64 * self.width
    }

    /// Steps of a power of two, so many that their labels have room.
    fn axis(&self, sheet: &mut Sheet<'_>) {
        let size = sheet.font(19.0);
        let room = size * 6.0;
        let mut step: u64 = 1;
        while self.length(step) < room && step < 1 << 60 {
            step *= 2;
        }
        let (tick, line) = (sheet.length(8.0), sheet.length(1.6).max(1.0));
        let (y, right) = (sheet.y.round(), self.x + self.width);
        sheet
            .items
            .push(Item::horizontal(y, self.x, right, line, FAINT));
        for at in (0..=self.most / step).map(|n| n * step) {
            let x = (self.x + self.length(at)).round();
            sheet
                .items
                .push(Item::vertical(x, y, y + tick, line, FAINT));
            let label = bytes(at);
            let half = font::width(&label, size, Weight::Regular) / 2.0;
            let limit = (sheet.width - sheet.margin - half).max(half);
            let at = Point {
                x: x.clamp(half, limit),
                y: y + tick + size * (font::ASCENT + 0.12),
            };
            sheet.text(at, Anchor::Middle, &label, size, Weight::Regular, SECONDARY);
        }
        sheet.y = y + tick + (size * 1.5).ceil();
    }
}

fn run(
    sheet: &mut Sheet<'_>,
    scale: &Scale,
    (name, trace, peak): (&str, &Trace, &MemoryRound),
    seen: &mut [bool; Part::ALL.len()],
) {
    if !name.is_empty() {
        sheet.y += sheet.length(14.0);
        sheet.paragraph(name, 30.0, Weight::Bold, INK, 1);
    }
    let most = sheet.lang.at_most(&bytes(peak.total()), &duration(peak.at));
    sheet.paragraph(&most, 24.0, Weight::Regular, SECONDARY, 1);
    sheet.y += sheet.length(6.0);
    let (shown, rest) = match peak.processes.split_at_checked(MOST_BOXES) {
        Some((shown, rest)) if rest.len() > 1 => (shown, rest),
        _ => (&peak.processes[..], &[][..]),
    };
    for (index, used) in shown {
        process(sheet, scale, trace, (*index, used), seen);
    }
    if !rest.is_empty() {
        let sum = |of: fn(&MemoryUse) -> u64| {
            rest.iter()
                .fold(0_u64, |sum, (_, used)| sum.saturating_add(of(used)))
        };
        let (all, own) = (sum(MemoryUse::resident), sum(MemoryUse::own));
        let text = sheet
            .lang
            .more_processes(rest.len(), &bytes(all), &bytes(own));
        sheet.paragraph(&text, 22.0, Weight::Regular, INK, 2);
        sheet.y += sheet.length(6.0);
    }
    total(sheet, scale, peak, seen);
    sheet.y += sheet.length(18.0);
}

/// A box with a bar to scale, the parts in words, and its threads' stacks.
fn process(
    sheet: &mut Sheet<'_>,
    scale: &Scale,
    trace: &Trace,
    (index, used): (ProcessIndex, &MemoryUse),
    seen: &mut [bool; Part::ALL.len()],
) {
    let pad = sheet.length(18.0);
    let top = sheet.y.round();
    // The frame goes behind what it holds, once its height is known.
    let frame = sheet.items.len();
    sheet.y += sheet.length(10.0);
    let size = sheet.font(24.0);
    let (left, right) = (scale.x, scale.x + scale.width);
    let baseline = sheet.y + size * font::ASCENT;
    let text = sheet.lang.sees(&bytes(used.resident()), &bytes(used.own()));
    let text = font::ellipsize(&text, size, Weight::Regular, scale.width * 0.7);
    let at = Point {
        x: right,
        y: baseline,
    };
    let taken = sheet.text(at, Anchor::End, &text, size, Weight::Regular, INK);
    let track = trace.processes.get(index.0 as usize);
    let name = track.map_or_else(String::new, |it| format!("{} (pid {})", it.name, it.pid));
    let name = font::ellipsize(&name, size, Weight::Bold, scale.width - taken - size);
    let at = Point {
        x: left,
        y: baseline,
    };
    sheet.text(at, Anchor::Start, &name, size, Weight::Bold, INK);
    sheet.y = (sheet.y + size * 1.5).round();

    let parts = parts(used);
    labelled_bar(
        sheet,
        scale,
        Track::Memory(index.0),
        &parts,
        used.resident(),
        seen,
    );

    // Every part in numbers: narrow ones have no room for a label in the bar.
    let size = sheet.font(19.0);
    let words: Vec<String> = parts
        .iter()
        .filter(|(_, bytes)| *bytes > 0)
        .map(|&(part, n)| format!("{} {}", sheet.lang.memory_short(part), bytes(n)))
        .collect();
    let lines = font::wrap(&words.join(" · "), size, Weight::Regular, scale.width, 2);
    for line in lines {
        let at = Point {
            x: left,
            y: sheet.y + size * font::ASCENT,
        };
        sheet.text(at, Anchor::Start, &line, size, Weight::Regular, SECONDARY);
        sheet.y += (size * 1.3).ceil();
    }
    sheet.y += sheet.length(4.0);
    stacks(sheet, scale, trace, used);
    sheet.y = (sheet.y + sheet.length(10.0)).round();
    let rect = Rect {
        x: left - pad,
        y: top,
        width: scale.width + 2.0 * pad,
        height: sheet.y - top,
    };
    let line = sheet.length(2.0).max(1.0);
    let inner = Rect {
        x: rect.x + line,
        y: rect.y + line,
        width: rect.width - 2.0 * line,
        height: rect.height - 2.0 * line,
    };
    let outline = |rect, color| Item::Rect {
        rect,
        paint: Paint::plain(color),
    };
    sheet.items.insert(frame, outline(rect, SECONDARY));
    sheet.items.insert(frame + 1, outline(inner, WHITE));
    sheet.y += sheet.length(10.0);
}

/// A bar as long as `all` is, with the names of those parts that are wide enough.
fn labelled_bar(
    sheet: &mut Sheet<'_>,
    scale: &Scale,
    track: Track,
    parts: &[(Part, u64)],
    all: u64,
    seen: &mut [bool; Part::ALL.len()],
) {
    let height = sheet.snap(sheet.length(46.0).max(20.0));
    let rect = Rect {
        x: scale.x,
        y: sheet.y,
        width: scale.length(all).max(1.0),
        height,
    };
    let strip = bar(sheet, track, rect, parts);
    let border = sheet.length(1.0).max(1.0);
    let outside = Rect {
        x: rect.x - border,
        y: rect.y - border,
        width: rect.width + 2.0 * border,
        height: rect.height + 2.0 * border,
    };
    sheet.rect(outside, Paint::plain(FAINT));
    sheet.items.push(Item::Strip(strip));
    let size = sheet.font(19.0);
    let mut left = rect.x;
    for &(part, n) in parts.iter().filter(|(_, bytes)| *bytes > 0) {
        if let Some(seen) = seen.get_mut(part as usize) {
            *seen = true;
        }
        let cell = Rect {
            x: left,
            width: scale.length(n),
            ..rect
        };
        left = cell.right();
        let label = sheet.lang.memory_short(part);
        let width = font::width(label, size, Weight::Bold);
        if width + size > cell.width {
            continue;
        }
        let middle = cell.x + cell.width / 2.0;
        let hatch = part.paint(sheet.unit).hatch;
        if hatch.is_some() {
            // Letters never stand on lines.
            let behind = Rect {
                x: middle - width / 2.0 - size * 0.3,
                y: rect.y + (height - size * 1.3) / 2.0,
                width: width + size * 0.6,
                height: size * 1.3,
            };
            sheet.rect(behind, Paint::plain(part.paint(sheet.unit).color));
        }
        let at = Point {
            x: middle,
            y: rect.y + height / 2.0 + size * 0.36,
        };
        let color = if part.is_dark() { WHITE } else { INK };
        sheet.text(at, Anchor::Middle, label, size, Weight::Bold, color);
    }
    sheet.y = (rect.bottom() + sheet.length(6.0)).round();
}

/// A box for each thread's stack, side by side.
fn stacks(sheet: &mut Sheet<'_>, scale: &Scale, trace: &Trace, used: &MemoryUse) {
    let size = sheet.font(19.0);
    let (pad, gap) = (size * 0.5, size * 0.6);
    let height = (size * 1.6).round();
    let right = scale.x + scale.width;
    let (mut x, mut lines) = (scale.x, 1);
    for (n, (thread, touched)) in used.stacks.iter().enumerate() {
        let track = trace.threads.get(thread.0 as usize);
        let name = track.map_or("", |it| it.name.as_str());
        let mut text = sheet.lang.stack_of(name, &bytes(*touched));
        let last_line = lines == STACK_LINES;
        let mut width = font::width(&text, size, Weight::Regular) + 2.0 * pad;
        let left = used.stacks.get(n..).unwrap_or_default();
        // Room for the word that there are more.
        let keep = if last_line && left.len() > 1 {
            size * 14.0
        } else {
            0.0
        };
        let mut ends = false;
        if x + width + keep > right && x > scale.x {
            if last_line {
                let sum = left.iter().map(|(_, bytes)| bytes).sum();
                text = sheet.lang.more_stacks(left.len(), &bytes(sum));
                width = font::width(&text, size, Weight::Regular) + 2.0 * pad;
                ends = true;
            } else {
                lines += 1;
                x = scale.x;
                sheet.y += height + gap * 0.5;
            }
        }
        let width = width.min(right - x);
        let text = font::ellipsize(&text, size, Weight::Regular, width - 2.0 * pad);
        let rect = Rect {
            x: x.round(),
            y: sheet.y.round(),
            width: width.round(),
            height,
        };
        sheet.rect(rect, Paint::plain(RULE));
        let inner = Rect {
            x: rect.x + 1.0,
            y: rect.y + 1.0,
            width: rect.width - 2.0,
            height: rect.height - 2.0,
        };
        sheet.rect(inner, Paint::plain(WHITE));
        let edge = Rect {
            width: (pad * 0.5).round().max(2.0),
            ..rect
        };
        sheet.rect(edge, Part::Stacks.paint(sheet.unit));
        let at = Point {
            x: rect.x + pad + edge.width * 0.5,
            y: rect.y + height / 2.0 + size * 0.36,
        };
        sheet.text(at, Anchor::Start, &text, size, Weight::Regular, INK);
        x = rect.right() + gap;
        if ends {
            break;
        }
    }
    if !used.stacks.is_empty() {
        sheet.y += height;
    }
}

/// What the machine has to have: parts that are shared once, then each process's own.
fn total(
    sheet: &mut Sheet<'_>,
    scale: &Scale,
    peak: &MemoryRound,
    seen: &mut [bool; Part::ALL.len()],
) {
    if peak.processes.len() < 2 && peak.blocks == 0 {
        return;
    }
    let size = sheet.font(24.0);
    let baseline = sheet.y + size * font::ASCENT;
    let right = scale.x + scale.width;
    let total = bytes(peak.total());
    let at = Point {
        x: right,
        y: baseline,
    };
    let taken = sheet.text(at, Anchor::End, &total, size, Weight::Bold, INK);
    let text = sheet.lang.machine_needs();
    let text = font::ellipsize(text, size, Weight::Bold, scale.width - taken - size);
    let at = Point {
        x: scale.x,
        y: baseline,
    };
    sheet.text(at, Anchor::Start, &text, size, Weight::Bold, INK);
    sheet.y = (sheet.y + size * 1.5).round();
    let mut sums = [0_u64; Part::ALL.len()];
    for (_, used) in &peak.processes {
        for (part, bytes) in parts(used) {
            let sum = &mut sums[part as usize];
            *sum = match part {
                Part::Text => bytes.max(*sum),
                Part::Shared => 0,
                _ => sum.saturating_add(bytes),
            };
        }
        let left = &mut sums[Part::Left as usize];
        *left = left.saturating_add(used.left);
    }
    sums[Part::Blocks as usize] = peak.blocks;
    let parts: Vec<(Part, u64)> = Part::ALL.into_iter().zip(sums).collect();
    labelled_bar(sheet, scale, Track::AllMemory, &parts, peak.total(), seen);
    let y = sheet.y;
    sheet
        .behind
        .push(Item::horizontal(y, scale.x, right, 1.0, GRID));
}

/// Every round of every run as a table, in bytes.
pub fn memory_table(runs: &[(&str, &Trace)]) -> Vec<Vec<String>> {
    let heading = [
        "run", "time_ns", "process", "pid", "text", "data", "code", "heap", "stacks", "shared",
        "copied", "left", "resident", "own",
    ];
    let mut rows = vec![heading.map(String::from).to_vec()];
    for (name, trace) in runs {
        for round in &trace.memory {
            for (index, used) in &round.processes {
                let Some(process) = trace.processes.get(index.0 as usize) else {
                    continue;
                };
                let mut row = vec![
                    (*name).to_string(),
                    round.at.to_string(),
                    process.name.clone(),
                    process.pid.to_string(),
                ];
                let numbers = [
                    used.text,
                    used.data,
                    used.code,
                    used.heap,
                    used.all_stacks(),
                    used.shared,
                    used.copied,
                    used.left,
                    used.resident(),
                    used.own(),
                ];
                row.extend(numbers.iter().map(u64::to_string));
                rows.push(row);
            }
        }
    }
    rows
}
