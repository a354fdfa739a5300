//! The right side: the GIL, threads, cores, variables.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{Palette, fitted, letter, pane, room};
use crate::metrics::units::duration;
use crate::play::look;
use crate::play::model::Model;
use crate::sim::{CoreView, GilView, ThreadView};
use crate::trace::State;
use crate::vm::ThreadId;

/// Columns of the bar that counts the switch interval down.
const BAR: usize = 10;

pub(super) fn gil(frame: &mut Frame<'_>, area: Rect, model: &Model, palette: &Palette) {
    let run = model.tape().run();
    let gils = run.gils();
    let shown = model.shown();
    let interpreter = run
        .threads()
        .get(shown.0 as usize)
        .map(|thread| thread.interpreter);
    let of_shown = gils.iter().find(|gil| Some(gil.interpreter) == interpreter);
    let Some(gil) = of_shown.or(gils.first()) else {
        let lines = vec![
            Line::raw("There is none: every thread may run"),
            Line::raw("Python at any time, on its own core."),
        ];
        pane(frame, area, "GIL".to_string(), lines, palette);
        return;
    };
    let now = model.tape().now();
    let mut lines = vec![holder(gil, now, palette), request(gil, palette)];
    lines.push(countdown(gil, model, now, palette));
    lines.push(waiters(gil, now, palette));
    let others = gils.len() - 1;
    let title = match others {
        0 => "GIL".to_string(),
        _ => format!("{}, one of {}", gil.name, gils.len()),
    };
    pane(frame, area, title, lines, palette);
}

fn holder(gil: &GilView, now: u64, palette: &Palette) -> Line<'static> {
    match gil.holder {
        Some((holder, since)) => Line::from(vec![
            Span::raw("LOCKED by "),
            letter(holder, palette),
            Span::raw(format!(" for {}", duration(now.saturating_sub(since)))),
        ]),
        None => Line::styled("FREE", palette.changed()),
    }
}

fn request(gil: &GilView, palette: &Palette) -> Line<'static> {
    if let Some(ticks) = gil.ticks {
        return Line::raw(format!("drops it in {ticks} ticks"));
    }
    match gil.request {
        Some(by) => Line::from(vec![
            Span::styled("drop request by ", palette.changed()),
            letter(by, palette),
        ]),
        None => Line::raw("no drop request"),
    }
}

/// The first of the waiters whose interval runs out.
fn countdown(gil: &GilView, model: &Model, now: u64, palette: &Palette) -> Line<'static> {
    let Some(interval) = gil.switch_interval else {
        return Line::raw("nobody can ask for it");
    };
    let timeouts = gil.waiters.iter();
    let next = timeouts
        .filter_map(|waiter| Some((waiter.timeout?, waiter.thread)))
        .min();
    let Some((at, thread)) = next else {
        return Line::raw(format!("interval {}: nobody counts", duration(interval)));
    };
    // The kernel may end a wait later by its slack.
    let slack = model.tape().run().config().machine.timer_slack;
    let left = at.saturating_sub(slack).saturating_sub(now).min(interval);
    let full = (u128::from(left) * BAR as u128 / u128::from(interval.max(1))) as usize;
    let bar = format!("[{}{}]", "#".repeat(full), ".".repeat(BAR - full));
    Line::from(vec![
        Span::raw(format!("{bar} ")),
        letter(thread, palette),
        Span::raw(format!(" times out in {}", duration(left))),
    ])
}

fn waiters(gil: &GilView, now: u64, palette: &Palette) -> Line<'static> {
    if gil.waiters.is_empty() {
        return Line::raw("nobody waits");
    }
    let mut spans = vec![Span::raw("queue: ")];
    for (index, waiter) in gil.waiters.iter().enumerate() {
        if index > 0 {
            spans.push(Span::raw(", "));
        }
        spans.push(letter(waiter.thread, palette));
        let awake = if waiter.asleep { "" } else { " awake" };
        let since = duration(now.saturating_sub(waiter.since));
        spans.push(Span::raw(format!(" {since}{awake}")));
    }
    Line::from(spans)
}

pub(super) fn threads(frame: &mut Frame<'_>, area: Rect, model: &Model, palette: &Palette) {
    let run = model.tape().run();
    let threads = run.threads();
    let room = room(area);
    let mut shown: Vec<&ThreadView> = threads.iter().collect();
    if shown.len() > room {
        // Those who live are worth more.
        shown.sort_by_key(|thread| (thread.state.is_none(), thread.id));
        shown.truncate(room);
        shown.sort_by_key(|thread| thread.id);
    }
    let several = threads.iter().any(|thread| thread.pid != threads[0].pid);
    let widest = shown.iter().map(|it| it.name.width()).max().unwrap_or(0);
    let width = widest.min(if area.width > 50 { 20 } else { 10 });
    let now = model.tape().now();
    let lines = shown.iter().map(|thread| {
        let chosen = if model.chosen == Some(thread.id) {
            '>'
        } else {
            ' '
        };
        let mut spans = vec![Span::raw(chosen.to_string()), letter(thread.id, palette)];
        spans.push(Span::raw(format!(" {} ", padded(&thread.name, width))));
        let state = format!("{:<10}", look::state(thread.state));
        spans.push(Span::styled(state, palette.state(thread.state)));
        spans.push(Span::raw(format!(" {}", detail(thread, now, several))));
        Line::from(spans)
    });
    let title = match threads.len().saturating_sub(shown.len()) {
        0 => "threads".to_string(),
        more => format!("threads, {more} more"),
    };
    pane(frame, area, title, lines.collect(), palette);
}

/// For how long, where, because of whom.
fn detail(thread: &ThreadView, now: u64, several: bool) -> String {
    let mut parts = Vec::new();
    if thread.state.is_some() {
        parts.push(duration(now.saturating_sub(thread.since)));
    }
    if let Some(cause) = &thread.cause {
        match cause.by {
            Some(by) if by.0 != thread.id.0 => {
                parts.push(format!("of {}", look::label(ThreadId(by.0))));
            }
            _ if matches!(
                thread.state,
                Some(State::Io | State::Native | State::NativeHolding)
            ) =>
            {
                parts.push(cause.what.clone());
            }
            _ => {}
        }
    }
    if several {
        parts.push(format!("pid {}", thread.pid.0));
    }
    parts.join(" ")
}

/// Exactly so wide.
fn padded(text: &str, width: usize) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    let text = fitted(&text, width);
    let left = width.saturating_sub(text.width());
    text + &" ".repeat(left)
}

pub(super) fn cores(frame: &mut Frame<'_>, area: Rect, model: &Model, palette: &Palette) {
    let cores = model.tape().run().cores();
    let room = room(area);
    let busy = |core: &CoreView| core.current.is_some();
    let mut shown: Vec<usize> = (0..cores.len()).collect();
    if shown.len() > room {
        shown.sort_by_key(|&index| (!busy(&cores[index]), index));
        shown.truncate(room);
        shown.sort_unstable();
    }
    let idle = cores.len() - shown.len();
    let lines = shown.iter().map(|&index| {
        let core = &cores[index];
        let mut spans = vec![Span::raw(format!("{index:>2}: "))];
        match core.current {
            Some(thread) => spans.push(letter(thread, palette)),
            None => spans.push(Span::styled("idle", palette.quiet())),
        }
        if core.switching {
            spans.push(Span::raw(" (switching to it)"));
        }
        if !core.queue.is_empty() {
            spans.push(Span::raw("   queue: "));
            for (index, &thread) in core.queue.iter().enumerate() {
                if index > 0 {
                    spans.push(Span::raw(" "));
                }
                spans.push(letter(thread, palette));
            }
        }
        Line::from(spans)
    });
    let title = match idle {
        0 => "cores".to_string(),
        more => format!("cores, {more} more"),
    };
    pane(frame, area, title, lines.collect(), palette);
}

pub(super) fn variables(frame: &mut Frame<'_>, area: Rect, model: &Model, palette: &Palette) {
    let room = room(area);
    let all = model.variables();
    let is_changed = |name: &String| model.changed.contains(name);
    let mut shown: Vec<usize> = (0..all.len()).collect();
    if shown.len() > room {
        // The youngest, and whatever has just changed.
        shown.sort_by_key(|&index| (!is_changed(&all[index].name), usize::MAX - index));
        shown.truncate(room);
        shown.sort_unstable();
    }
    let lines = shown.iter().map(|&index| {
        let variable = &all[index];
        let text = format!("{} = {}", variable.name, variable.repr);
        let text = fitted(&text, usize::from(area.width).saturating_sub(1));
        match is_changed(&variable.name) {
            true => Line::styled(format!("*{text}"), palette.changed()),
            false => Line::raw(format!(" {text}")),
        }
    });
    let title = match all.len() - shown.len() {
        0 => "shared variables".to_string(),
        more => format!("shared variables, {more} more"),
    };
    pane(frame, area, title, lines.collect(), palette);
}
