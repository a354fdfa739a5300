//! The screens. Everything that they say is said by letters and words; colour only helps.

mod code;
mod machine;
mod pages;
mod palette;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::{Block, Borders, Paragraph, Wrap};
use unicode_width::UnicodeWidthStr;

pub use palette::Palette;

use super::look::label;
use super::model::{Mode, Model};
use super::tape::Goal;
use crate::driver::{End, Limit};
use crate::metrics::units::{count, duration};

/// The smallest terminal that has room for it.
pub const MIN_WIDTH: u16 = 80;
pub const MIN_HEIGHT: u16 = 24;

/// Draws the screen of the moment.
pub fn draw(frame: &mut Frame<'_>, model: &Model, palette: &Palette) {
    let area = frame.area();
    if area.width < MIN_WIDTH || area.height < MIN_HEIGHT {
        too_small(frame, area);
    } else if model.help {
        pages::help(frame, area, palette);
    } else if let Mode::Start { row } = model.mode {
        pages::start(frame, area, model, row, palette);
    } else {
        playing(frame, area, model, palette);
    }
}

fn too_small(frame: &mut Frame<'_>, area: Rect) {
    let text = format!(
        "This terminal has {} x {} characters.\ngilsim play needs {MIN_WIDTH} x {MIN_HEIGHT}: make it larger, or q to quit.",
        area.width, area.height
    );
    frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: false }), area);
}

fn playing(frame: &mut Frame<'_>, area: Rect, model: &Model, palette: &Palette) {
    let rows = [
        Constraint::Length(2),
        Constraint::Min(0),
        Constraint::Length(3),
    ];
    let [head, body, foot] = Layout::vertical(rows).areas(area);
    header(frame, head, model, palette);
    footer(frame, foot, model, palette);

    let columns = [Constraint::Percentage(55), Constraint::Fill(1)];
    let [left, right] = Layout::horizontal(columns).spacing(1).areas(body);
    let output = (body.height / 5).clamp(3, 12);
    let bytecode = ((body.height - output) / 2).max(7);
    let rows = [
        Constraint::Fill(1),
        Constraint::Length(bytecode),
        Constraint::Length(output),
    ];
    let [source, bytecode, output] = Layout::vertical(rows).areas(left);
    let here = code::Here::of(model);
    code::source(frame, source, model, &here, palette);
    code::bytecode(frame, bytecode, model, &here, palette);
    code::output(frame, output, model, palette);

    let run = model.tape().run();
    let (threads, cores) = (run.threads().len() as u16, run.cores().len() as u16);
    let gil = 5;
    let rest = body.height.saturating_sub(gil);
    let cores = (cores + 1).min((rest / 3).max(3));
    let threads = (threads + 1).min((rest - cores).saturating_sub(4).max(4));
    let rows = [
        Constraint::Length(gil),
        Constraint::Length(threads),
        Constraint::Length(cores),
        Constraint::Fill(1),
    ];
    let [gil, threads, cores, variables] = Layout::vertical(rows).areas(right);
    machine::gil(frame, gil, model, palette);
    machine::threads(frame, threads, model, palette);
    machine::cores(frame, cores, model, palette);
    machine::variables(frame, variables, model, palette);
}

fn header(frame: &mut Frame<'_>, area: Rect, model: &Model, palette: &Palette) {
    let stage = &model.stage;
    let spec = &stage.spec;
    let name = &stage.variants[stage.variant];
    let title = match stage.variants.len() {
        0 | 1 => stage.title.clone(),
        _ => format!("{} · {name}", stage.title),
    };
    let settings = format!(
        " │ Python {} │ {} │ {} │ {}",
        spec.version,
        spec.gil.name(),
        cores_of(spec.machine.cores),
        interval_of(model),
    );
    let left = usize::from(area.width).saturating_sub(settings.width());
    let what = match &model.mode {
        Mode::Running { .. } => "RUNNING".to_string(),
        Mode::Going { goal, .. } => match goal {
            Goal::Moment(_) => "GOING BACK".to_string(),
            Goal::Time(_) => "GOING THERE".to_string(),
            _ => "GOING ON".to_string(),
        },
        Mode::Asking { .. } => "WHO IS NEXT?".to_string(),
        Mode::Paused | Mode::Start { .. } => match model.tape().end() {
            Some(end) => ended(end),
            None => "paused".to_string(),
        },
    };
    let slower = match model.slower() {
        1 => "real time".to_string(),
        slower => format!("{}x slower", count(slower)),
    };
    let score = match model.predicts {
        true => format!(" │ score {}/{}", model.score.right, model.score.asked),
        false => String::new(),
    };
    let second = format!(
        "t = {} │ {} instructions │ {what} │ {slower}{score}",
        time(model.tape().now()),
        count(model.tape().run().instructions()),
    );
    let lines = vec![
        Line::styled(fitted(&title, left) + &settings, palette.title()),
        Line::styled(second, palette.strong()),
    ];
    frame.render_widget(Paragraph::new(lines), area);
}

fn footer(frame: &mut Frame<'_>, area: Rect, model: &Model, palette: &Palette) {
    let keys = match &model.mode {
        Mode::Asking { .. } => "press a letter   Esc skips   ? keys".to_string(),
        _ => "space run  i instruction  e GIL event  s switch  I E S back  m predict  ? keys"
            .to_string(),
    };
    let says = match &model.mode {
        Mode::Asking { question, .. } => {
            let by = model.title(question.release.by);
            let how = match question.release.forced {
                true => "has dropped the GIL, as it was asked to",
                false => "has given the GIL up by itself",
            };
            let choices: Vec<String> = question
                .candidates
                .iter()
                .take(8)
                .map(|&it| model.title(it))
                .collect();
            format!("{by} {how}. Who takes it next?  {}", choices.join(" / "))
        }
        _ => model.says(),
    };
    let rows = [Constraint::Length(2), Constraint::Length(1)];
    let [above, below] = Layout::vertical(rows).areas(area);
    let says = Paragraph::new(says).wrap(Wrap { trim: true });
    frame.render_widget(says.style(palette.strong()), above);
    frame.render_widget(Paragraph::new(keys).style(palette.quiet()), below);
}

/// Virtual time to the nanosecond, in groups of three: `12.345 678 ms`.
fn time(now: u64) -> String {
    let (ms, rest) = (now / 1_000_000, now % 1_000_000);
    format!("{}.{:03} {:03} ms", count(ms), rest / 1000, rest % 1000)
}

fn cores_of(cores: u16) -> String {
    match cores {
        1 => "1 core".to_string(),
        many => format!("{many} cores"),
    }
}

/// What makes a thread let go.
fn interval_of(model: &Model) -> String {
    let gils = model.tape().run().gils();
    match gils.first() {
        Some(gil) => match gil.switch_interval {
            Some(interval) => duration(interval),
            None => format!("{} ticks", model.stage.spec.check_interval),
        },
        None if model.stage.spec.gil.has_switch_interval() => {
            duration(model.stage.spec.switch_interval)
        }
        None => "none".to_string(),
    }
}

fn ended(end: &End) -> String {
    match end {
        End::Finished { status: 0 } => "THE END".to_string(),
        End::Finished { status } => format!("THE END, status {status}"),
        End::Deadlock(_) => "DEADLOCK: nothing can happen any more".to_string(),
        End::LimitReached(Limit::Time(_)) => "THE END: time limit".to_string(),
        End::LimitReached(_) => "THE END: limit".to_string(),
        End::Interrupted => "interrupted".to_string(),
    }
}

/// As much of a text as has room, and an ellipsis for the rest.
fn fitted(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let mut fitted = String::new();
    for c in text.chars() {
        if fitted.width() + c.to_string().width() >= width {
            break;
        }
        fitted.push(c);
    }
    fitted + "…"
}

/// A pane with a title.
fn pane(frame: &mut Frame<'_>, area: Rect, title: String, lines: Vec<Line<'_>>, palette: &Palette) {
    let title = format!(
        " {} ",
        fitted(&title, usize::from(area.width).saturating_sub(4))
    );
    let block = Block::new()
        .borders(Borders::TOP)
        .border_style(palette.quiet())
        .title(Span::styled(title, palette.title()));
    frame.render_widget(Paragraph::new(Text::from(lines)).block(block), area);
}

/// How many lines a pane of this area has room for.
fn room(area: Rect) -> usize {
    usize::from(area.height.saturating_sub(1))
}

/// A thread's letter in its colour.
fn letter(thread: crate::vm::ThreadId, palette: &Palette) -> Span<'static> {
    Span::styled(label(thread).to_string(), palette.thread(thread))
}
