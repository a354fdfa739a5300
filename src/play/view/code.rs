//! The left side: source, bytecode, output.

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Palette, fitted, letter, pane, room};
use crate::bytecode::{CodeObject, argument};
use crate::play::look::label;
use crate::play::model::Model;
use crate::vm::{FrameAt, ThreadId};

/// Where the threads are in the program's own text.
pub(super) struct Here {
    /// The thread whose code is shown.
    thread: ThreadId,
    /// Its innermost frame in the program.
    frame: Option<FrameAt>,
    /// Who is at which line.
    lines: BTreeMap<u32, Vec<ThreadId>>,
    /// Who is at which instruction of the same code.
    beside: BTreeMap<usize, Vec<ThreadId>>,
}

impl Here {
    pub(super) fn of(model: &Model) -> Here {
        let run = model.tape().run();
        let file = &*model.stage.spec.program.file;
        let own = |thread: ThreadId| {
            let (interpreter, own) = run.program().interpreter_of(thread)?;
            let frames = interpreter.frames_at(own);
            let shown = |frame: &FrameAt| &*frame.code.code.filename == file;
            let at = frames.iter().position(shown).or(match frames.len() {
                0 => None,
                _ => Some(0),
            })?;
            frames.into_iter().nth(at)
        };
        let living: Vec<ThreadId> = run
            .threads()
            .into_iter()
            .filter(|it| it.state.is_some())
            .map(|it| it.id)
            .collect();
        let thread = model.shown();
        let frames: Vec<(ThreadId, FrameAt)> = living
            .into_iter()
            .filter_map(|thread| Some((thread, own(thread)?)))
            .collect();
        let frame = frames.iter().find(|(it, _)| *it == thread);
        let frame = frame.map(|(_, frame)| frame.clone());
        let mut lines: BTreeMap<u32, Vec<ThreadId>> = BTreeMap::new();
        let mut beside: BTreeMap<usize, Vec<ThreadId>> = BTreeMap::new();
        for (thread, other) in &frames {
            let code = &other.code.code;
            if &*code.filename == file {
                lines
                    .entry(code.line(other.index))
                    .or_default()
                    .push(*thread);
            }
            let same = |frame: &FrameAt| Arc::ptr_eq(&frame.code.code, code);
            if frame.as_ref().is_some_and(same) {
                beside.entry(other.index).or_default().push(*thread);
            }
        }
        Here {
            thread,
            frame,
            lines,
            beside,
        }
    }
}

/// Letters of threads, the first few, in so many columns.
fn letters(threads: Option<&Vec<ThreadId>>, width: usize, palette: &Palette) -> Vec<Span<'static>> {
    let threads = threads.map_or(&[][..], Vec::as_slice);
    let fits = if threads.len() > width {
        width - 1
    } else {
        width
    };
    let mut spans: Vec<Span<'static>> = threads
        .iter()
        .take(fits)
        .map(|&it| letter(it, palette))
        .collect();
    if threads.len() > width {
        spans.push(Span::raw("+"));
    }
    let left = width - spans.len();
    spans.push(Span::raw(" ".repeat(left)));
    spans
}

/// The first of `count` lines to show so that line `at` is in sight, a third from the top.
fn first_line(at: usize, count: usize, room: usize) -> usize {
    let wanted = at.saturating_sub(room / 3 + 1);
    wanted.min(count.saturating_sub(room))
}

pub(super) fn source(
    frame: &mut Frame<'_>,
    area: Rect,
    model: &Model,
    here: &Here,
    palette: &Palette,
) {
    let program = &model.stage.spec.program;
    let text: Vec<&str> = program.text.lines().collect();
    let current = here
        .frame
        .as_ref()
        .filter(|it| *it.code.code.filename == *program.file)
        .map(|it| it.code.code.line(it.index) as usize);
    let anyone = here.lines.keys().next().map(|&line| line as usize);
    let at = current.or(anyone).unwrap_or(1).saturating_sub(1);
    let first = first_line(at, text.len(), room(area));
    let shown = text.iter().enumerate().skip(first).take(room(area));
    let lines = shown.map(|(index, text)| {
        let number = index as u32 + 1;
        let mut spans = letters(here.lines.get(&number), 3, palette);
        spans.push(Span::styled(format!("{number:>4} "), palette.quiet()));
        let text = text.replace('\t', "    ");
        spans.push(match current == Some(index + 1) {
            true => Span::styled(text, palette.current()),
            false => Span::raw(text),
        });
        Line::from(spans)
    });
    let file = program.file.rsplit('/').next().unwrap_or_default();
    pane(frame, area, file.to_string(), lines.collect(), palette);
}

pub(super) fn bytecode(
    frame: &mut Frame<'_>,
    area: Rect,
    model: &Model,
    here: &Here,
    palette: &Palette,
) {
    let thread = label(here.thread);
    let Some(at) = &here.frame else {
        let text = Line::raw("It has no code to run.");
        pane(
            frame,
            area,
            format!("bytecode of {thread}"),
            vec![text],
            palette,
        );
        return;
    };
    let code = &at.code.code;
    let room = room(area).saturating_sub(1).max(1);
    let count = code.instructions.len();
    let first = first_line(at.index, count, room);
    let mut lines: Vec<Line<'_>> = (first..count.min(first + room))
        .map(|index| {
            let mut spans = letters(here.beside.get(&index), 3, palette);
            let check = at.code.instructions.get(index).is_some_and(|it| it.check);
            let check = if check { '*' } else { ' ' };
            let text = format!("{index:>4}{check}{}", instruction(code, index));
            spans.push(match index == at.index {
                true => Span::styled(text, palette.current()),
                false => Span::raw(text),
            });
            Line::from(spans)
        })
        .collect();
    lines.resize(room, Line::default());
    let hands = match at.operands.is_empty() {
        true => "stack: empty".to_string(),
        false => format!("stack: {}", at.operands.join(" | ")),
    };
    let locals: Vec<String> = at
        .locals
        .iter()
        .map(|it| format!("{}={}", it.name, it.repr))
        .collect();
    let hands = match locals.is_empty() {
        true => hands,
        false => format!("{hands}   {}", locals.join(" ")),
    };
    let hands = fitted(&hands, usize::from(area.width));
    lines.push(Line::styled(hands, palette.strong()));
    let what = if at.waits { ", in a call" } else { "" };
    let title = format!(
        "bytecode of {}: {}{what}",
        model.title(here.thread),
        code.name
    );
    pane(frame, area, title, lines, palette);
}

fn instruction(code: &CodeObject, index: usize) -> String {
    let Some(instruction) = code.instructions.get(index) else {
        return String::new();
    };
    let name = instruction.opcode.name();
    let argument = match instruction.opcode.is_jump() {
        true => format!("to {}", instruction.oparg),
        false => argument(code, index),
    };
    format!("{name:<20} {argument}").trim_end().to_string()
}

pub(super) fn output(frame: &mut Frame<'_>, area: Rect, model: &Model, palette: &Palette) {
    let printed = String::from_utf8_lossy(model.tape().run().printed());
    let lines: Vec<String> = printed.lines().map(printable).collect();
    let first = lines.len().saturating_sub(room(area));
    let lines = lines.into_iter().skip(first).map(Line::raw);
    pane(frame, area, "output".to_string(), lines.collect(), palette);
}

/// A line of output without what would move the cursor.
fn printable(line: &str) -> String {
    let tail = line.rsplit('\r').find(|part| !part.is_empty());
    let tail = tail.unwrap_or_default().replace('\t', "    ");
    tail.chars().filter(|c| !c.is_control()).collect()
}
