//! What a program printed, a row per line and a column per run: where versions differ is seen at
//! once.

use indexmap::IndexMap;

use super::ChartSpec;
use super::display::{Anchor, Color, DisplayList, Paint, Point, Rect};
use super::font::{self, Weight};
use super::palette::{INK, SECONDARY, WHITE};
use super::sheet::Sheet;

/// A table of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The names of the runs.
    pub columns: Vec<String>,
    pub rows: Vec<MatrixRow>,
}

/// A cell for each column; empty where the run printed no such line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatrixRow {
    pub label: String,
    pub cells: Vec<String>,
}

/// Rows and columns that one picture holds; what is beyond is counted below it.
const MOST_ROWS: usize = 60;
const MOST_COLUMNS: usize = 30;
/// Share of the page that the rows' labels may take.
const LABEL_SHARE: f64 = 0.36;

/// Fill and ink of a word.
type Look = (Color, Color);

/// What went wrong, whatever else there is: the same in every picture.
const BAD: Look = (Color::rgb(0xC64A16), WHITE);
const BAD_WORDS: [&str; 7] = ["lost", "wrong", "broken", "torn", "no", "False", "fails"];
/// What went well.
const GOOD: Look = (Color::rgb(0xE3F1EA), INK);
const GOOD_WORDS: [&str; 6] = ["exact", "right", "whole", "yes", "True", "works"];
/// Other words, in the order in which they appear.
const LOOKS: [Look; 3] = [
    (Color::rgb(0xFFF1CC), INK),
    (Color::rgb(0xDDEFFA), INK),
    (Color::rgb(0xF7E8F1), INK),
];
/// Words beyond those with a look of their own.
const PLAIN: Look = (Color::rgb(0xECEFF2), INK);

/// The look of a word; `others` are those before it that say neither good nor bad.
fn look<'a>(word: &'a str, others: &mut Vec<&'a str>) -> Look {
    if BAD_WORDS.contains(&word) {
        return BAD;
    }
    if GOOD_WORDS.contains(&word) {
        return GOOD;
    }
    let index = others.iter().position(|known| *known == word);
    let index = index.unwrap_or_else(|| {
        others.push(word);
        others.len() - 1
    });
    LOOKS.get(index).copied().unwrap_or(PLAIN)
}

impl Matrix {
    /// From the name and the output of each run. A line is a label, two spaces or more, and a
    /// word; other lines are left out.
    pub fn from_outputs(runs: &[(String, String)]) -> Matrix {
        let mut rows: IndexMap<&str, Vec<String>> = IndexMap::new();
        for (column, (_, output)) in runs.iter().enumerate() {
            for line in output.lines() {
                let Some((label, word)) = line.trim_end().rsplit_once("  ") else {
                    continue;
                };
                let label = label.trim();
                if label.is_empty() || word.trim().is_empty() {
                    continue;
                }
                let cells = rows
                    .entry(label)
                    .or_insert_with(|| vec![String::new(); runs.len()]);
                cells[column] = word.trim().to_string();
            }
        }
        Matrix {
            columns: runs.iter().map(|(name, _)| name.clone()).collect(),
            rows: rows
                .into_iter()
                .map(|(label, cells)| MatrixRow {
                    label: label.to_string(),
                    cells,
                })
                .collect(),
        }
    }

    /// The same as a table of texts, with a heading.
    pub fn table(&self) -> Vec<Vec<String>> {
        let line = |first: &str, rest: &[String]| {
            let first = std::iter::once(first.to_string());
            first.chain(rest.iter().cloned()).collect()
        };
        let heading = line("", &self.columns);
        let rows = self.rows.iter().map(|row| line(&row.label, &row.cells));
        std::iter::once(heading).chain(rows).collect()
    }
}

/// Lays out a table with a colour for each word.
pub fn matrix(matrix: &Matrix, spec: &ChartSpec) -> DisplayList {
    let mut sheet = Sheet::new(spec);
    sheet.head(&[]);
    sheet.y += sheet.length(12.0);
    let rows = matrix.rows.get(..MOST_ROWS).unwrap_or(&matrix.rows);
    let columns = matrix
        .columns
        .get(..MOST_COLUMNS)
        .unwrap_or(&matrix.columns);
    let size = sheet.font(24.0);
    let labels = rows
        .iter()
        .map(|row| font::width(&row.label, size, Weight::Regular));
    let label_room = labels
        .fold(0.0, f64::max)
        .min(sheet.room() * LABEL_SHARE)
        .ceil();
    let left = (sheet.margin + label_room + size).round();
    let room = sheet.width - sheet.margin - left;
    let pitch = (room / columns.len().max(1) as f64)
        .min(sheet.length(260.0))
        .floor()
        .max(1.0);
    let height = sheet.snap(sheet.length(58.0).max(size * 1.5));
    let gap = sheet.snap(sheet.length(4.0));

    for (i, name) in columns.iter().enumerate() {
        let at = Point {
            x: left + (i as f64 + 0.5) * pitch,
            y: sheet.y + size * font::ASCENT,
        };
        let name = font::ellipsize(name, size, Weight::Bold, pitch - gap);
        sheet.text(at, Anchor::Middle, &name, size, Weight::Bold, INK);
    }
    sheet.y = (sheet.y + size * 1.6).round();

    let mut words: Vec<&str> = Vec::new();
    for row in rows {
        let middle = sheet.y + height / 2.0 + size * 0.35;
        let label = font::ellipsize(&row.label, size, Weight::Regular, label_room);
        let at = Point {
            x: sheet.margin,
            y: middle,
        };
        sheet.text(at, Anchor::Start, &label, size, Weight::Regular, INK);
        for (i, word) in row.cells.iter().take(columns.len()).enumerate() {
            if word.is_empty() {
                continue;
            }
            let (fill, ink) = look(word, &mut words);
            let x = left + i as f64 * pitch;
            let cell = Rect {
                x,
                y: sheet.y,
                width: (pitch - gap).max(1.0),
                height: height - gap,
            };
            sheet.rect(cell, Paint::plain(fill));
            let at = Point {
                x: x + (pitch - gap) / 2.0,
                y: middle - gap / 2.0,
            };
            let word = font::ellipsize(word, size, Weight::Bold, pitch - 2.0 * gap);
            sheet.text(at, Anchor::Middle, &word, size, Weight::Bold, ink);
        }
        sheet.y += height;
    }
    sheet.y += sheet.length(10.0);
    let mut notes = vec![sheet.lang.matrix().to_string()];
    if rows.len() < matrix.rows.len() || columns.len() < matrix.columns.len() {
        notes.push(sheet.lang.cells_left_out(
            (rows.len(), matrix.rows.len()),
            (columns.len(), matrix.columns.len()),
        ));
    }
    if rows.is_empty() {
        let size = sheet.font(24.0);
        let at = Point {
            x: sheet.margin,
            y: sheet.y + size * font::ASCENT,
        };
        let text = sheet.lang.no_lines();
        sheet.text(at, Anchor::Start, text, size, Weight::Regular, SECONDARY);
        sheet.y += size * 1.5;
    }
    sheet.notes(&notes);
    let description = format!(
        "{}: {} lines of output of {} runs",
        font::printable(&spec.title),
        matrix.rows.len(),
        matrix.columns.len()
    );
    sheet.finish(description)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs need not print the same lines, and prose is no table.
    #[test]
    fn lines_of_several_runs_become_rows() {
        let run = |name: &str, output: &str| (name.to_string(), output.to_string());
        let made = Matrix::from_outputs(&[
            run("3.9", "x += 1    lost\nstarted\n d[k]  exact \n"),
            run("3.13", "x += 1    exact\nx = f(x)  lost\n"),
        ]);
        let rows: Vec<(&str, Vec<&str>)> = made
            .rows
            .iter()
            .map(|row| (&*row.label, row.cells.iter().map(|cell| &**cell).collect()))
            .collect();
        assert_eq!(
            rows,
            [
                ("x += 1", vec!["lost", "exact"]),
                ("d[k]", vec!["exact", ""]),
                ("x = f(x)", vec!["", "lost"]),
            ]
        );
        assert_eq!(made.table()[0], ["", "3.9", "3.13"]);
    }
}
