//! The screen before the run, and the page of keys.

use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Text};
use ratatui::widgets::{Block, Paragraph, Wrap};

use super::{Palette, cores_of, interval_of};
use crate::play::model::Model;

const KEYS: &[(&str, &str)] = &[
    ("space", "run in slow motion, or pause"),
    ("up / down", "run faster, slower"),
    ("i  right", "one instruction forwards"),
    ("e", "to the next event of the GIL"),
    ("s  Enter", "to the next switch to another thread"),
    ("I  left", "one instruction back"),
    ("E / S", "back to the last event, to the last switch"),
    ("0 / G", "to the beginning, to the end"),
    ("m", "predict mode: say who takes the GIL next"),
    ("Tab", "show the code of another thread, or of whoever runs"),
    ("+ / -", "a longer, a shorter switch interval"),
    ("c / C", "one core more, one less"),
    ("p / P", "the next version of Python, the one before"),
    ("v / V", "the next variant of the scenario, the one before"),
    ("Esc", "stop, or skip a question"),
    ("q", "quit"),
];

pub(super) fn help(frame: &mut Frame<'_>, area: Rect, palette: &Palette) {
    let mut lines: Vec<Line<'_>> = KEYS
        .iter()
        .map(|(keys, what)| Line::raw(format!("{keys:>12}   {what}")))
        .collect();
    lines.push(Line::default());
    lines.push(Line::raw(
        "A change runs it again, up to the same time. * is a check point in bytecode,",
    ));
    lines.push(Line::raw(
        "and a variable that the last step has changed. Letters stand for threads.",
    ));
    let block = Block::bordered()
        .border_style(palette.quiet())
        .title(Line::styled("keys (any key goes back)", palette.title()));
    frame.render_widget(Paragraph::new(lines).block(block), area);
}

pub(super) fn start(
    frame: &mut Frame<'_>,
    area: Rect,
    model: &Model,
    row: usize,
    palette: &Palette,
) {
    let stage = &model.stage;
    let spec = &stage.spec;
    let mut lines = vec![Line::styled(stage.title.clone(), palette.title())];
    if let Some(question) = &stage.question {
        lines.push(Line::raw(question.clone()));
    }
    lines.push(Line::default());
    lines.push(Line::raw(format!(
        "Python {}, GIL {}, {}, interval {}, seed {}",
        spec.version,
        spec.gil.name(),
        cores_of(spec.machine.cores),
        interval_of(model),
        spec.seed
    )));
    if stage.variants.len() > 1 {
        lines.push(Line::default());
        lines.push(Line::raw("Variants (up and down choose):"));
        let first = row
            .saturating_sub(5)
            .min(stage.variants.len().saturating_sub(6));
        for (index, name) in stage.variants.iter().enumerate().skip(first).take(6) {
            lines.push(match index == row {
                true => Line::styled(format!("> {name}"), palette.strong()),
                false => Line::raw(format!("  {name}")),
            });
        }
    }
    quiz(&mut lines, model, palette);
    if let Some(message) = &model.message {
        lines.push(Line::default());
        lines.push(Line::styled(message.clone(), palette.changed()));
    }
    lines.push(Line::default());
    lines.push(Line::styled(
        "Enter starts   ? keys   q quits",
        palette.strong(),
    ));
    let block = Block::bordered()
        .border_style(palette.quiet())
        .title(Line::styled("gilsim play", palette.title()));
    frame.render_widget(block, area);
    let text = Paragraph::new(Text::from(lines)).wrap(Wrap { trim: false });
    frame.render_widget(text, area.inner(Margin::new(2, 1)));
}

/// The question that is open, with its choices; then what there is to say about the answer.
fn quiz<'a>(lines: &mut Vec<Line<'a>>, model: &'a Model, palette: &Palette) {
    let quiz = &model.stage.quiz;
    let answered = model.answers.last().copied();
    if let Some((asked, answer)) = quiz.get(model.answers.len().wrapping_sub(1)).zip(answered) {
        let verdict = match answer == asked.answer {
            true => "Right.".to_string(),
            false => format!("No: {}.", asked.choices[asked.answer]),
        };
        lines.push(Line::default());
        lines.push(Line::raw(format!("{verdict} {}", asked.why)));
    }
    if let Some(open) = quiz.get(model.answers.len()) {
        lines.push(Line::default());
        lines.push(Line::styled(open.question.clone(), palette.strong()));
        for (index, choice) in open.choices.iter().enumerate() {
            lines.push(Line::raw(format!("  {}  {choice}", index + 1)));
        }
    }
}
