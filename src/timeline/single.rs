//! The timeline of one run.

use super::bands::{
    Occurring, OwnerBand, ThreadBand, label_size, row_name, totals_columns, totals_head,
};
use super::display::DisplayList;
use super::font::{self, Weight};
use super::identity::Identity;
use super::latency;
use super::legend::Legend;
use super::marks::{self, Drawn};
use super::memory_row::MemoryRows;
use super::rows::{ThreadRows, thread_rows};
use super::sheet::{Plot, Sheet};
use super::{ChartSpec, Columns};
use crate::metrics::Metrics;
use crate::metrics::units::{bytes, count, duration};
use crate::trace::Trace;

/// Thread rows at most, before neighbours share one.
const THREAD_ROWS: usize = 64;
/// Share of the page that names may take.
const LABEL_SHARE: f64 = 0.17;

/// Lays out one run: thread rows with their totals, GIL row, core rows, marks, axis, legend.
pub fn layout(trace: &Trace, metrics: &Metrics, spec: &ChartSpec) -> DisplayList {
    let mut sheet = Sheet::new(spec);
    let (start, end) = spec.window_of(trace.end);
    let result = sheet.result(metrics);
    sheet.head(&result);

    let rows = thread_rows(trace, THREAD_ROWS);
    let show = spec.show;
    let owners = (show.gil && !trace.gils.is_empty()) || (show.cores && trace.cores > 0);
    let identity = owners.then(|| match rows.per_row {
        1 => Identity::of(trace, start, end),
        _ => Identity::none(),
    });
    let pitch = thread_pitch(&sheet, rows.rows.len());
    let label_room = label_room(&sheet, trace, &rows, pitch);
    let totals = if show.threads {
        totals_columns(&sheet, metrics)
    } else {
        Vec::new()
    };
    let totals_width: f64 = totals.iter().map(|t| t.width).sum();
    let x = (sheet.margin + label_room + sheet.length(16.0)).round();
    let width = (sheet.width - sheet.margin - totals_width - x)
        .round()
        .max(1.0);
    let plot = Plot {
        x,
        width,
        columns: Columns::new(start, end, width as u32 * sheet.scale),
    };
    let label = (sheet.margin, label_room);

    let mut occurring = Occurring::default();
    let mut drawn = Drawn::default();
    let mut notes = Vec::new();
    let mut memory = MemoryRows::new(trace).filter(|_| show.memory);
    let top;
    if show.threads {
        totals_head(&mut sheet, &totals, plot.x + plot.width);
        sheet.y = sheet.y.round();
        top = sheet.y;
        let band = ThreadBand {
            trace,
            metrics,
            rows: &rows,
            plot: &plot,
            label,
            pitch,
            totals: &totals,
            identity: identity.as_ref().filter(|_| rows.per_row == 1),
        };
        let (places, seen) = band.draw(&mut sheet, memory.as_mut());
        occurring.join(seen);
        drawn = marks::draw(&mut sheet, trace, &plot, &rows, &places);
        // Several processes say it in their headings.
        if let [only] = trace.processes.as_slice()
            && let Some(code) = only.exit_code.filter(|&code| code != 0)
        {
            notes.push(sheet.lang.exit_code(code));
        }
        if rows.per_row > 1 {
            notes.push(sheet.lang.grouped(
                trace.threads.len(),
                rows.rows.len(),
                rows.per_row,
                true,
            ));
        }
        if places.is_empty() {
            notes.push(sheet.lang.nothing_ran().to_string());
        }
    } else {
        sheet.y = sheet.y.round();
        top = sheet.y;
    }
    if let Some(identity) = &identity {
        let band = OwnerBand {
            trace,
            plot: &plot,
            identity,
            label,
            pitch: sheet.snap(sheet.length(38.0).max(18.0)),
        };
        owner_bands(&mut sheet, &band, &mut notes);
    }
    sheet.y = (sheet.y + sheet.length(6.0)).round();
    sheet.axis(&plot, top);
    if show.latency {
        latency::draw(&mut sheet, &[("", trace, metrics)]);
    }

    sheet.y += sheet.length(14.0);
    sheet.rule();
    sheet.y += sheet.length(18.0);
    let gil = !trace.gils.is_empty();
    let mut legend = Legend::new(&sheet, gil, &occurring, &drawn, identity.as_ref());
    if let Some(memory) = &memory {
        legend.add_memory(&sheet, &memory.seen);
        notes.push(sheet.lang.memory_row_note(&bytes(memory.most)));
    } else if show.memory {
        notes.push(sheet.lang.memory_not_counted().to_string());
    }
    legend.draw(&mut sheet);
    if occurring.mixed && rows.per_row == 1 {
        notes.insert(0, sheet.lang.mixed_columns().to_string());
    }
    notes.append(&mut drawn.notes);
    if metrics.speedup.is_some() {
        notes.push(sheet.lang.speedup_note().to_string());
    }
    notes.extend(spec.window_note(trace.end));
    if trace.slices_dropped > 0 {
        notes.push(sheet.lang.dropped(&count(trace.slices_dropped)));
    }
    sheet.notes(&notes);
    sheet.finish(description(spec, metrics))
}

fn owner_bands(sheet: &mut Sheet<'_>, band: &OwnerBand<'_>, notes: &mut Vec<String>) {
    let trace = band.trace;
    let mut place = |sheet: &mut Sheet<'_>,
                     what: &str,
                     tracks: u32,
                     draw: fn(&OwnerBand<'_>, &mut Sheet<'_>) -> usize| {
        sheet.y = (sheet.y + sheet.length(14.0)).round();
        let rows = draw(band, sheet);
        if (rows as u32) < tracks {
            notes.push(sheet.lang.grouped_tracks(what, tracks, rows));
        }
    };
    if sheet.spec.show.gil && !trace.gils.is_empty() {
        place(sheet, "GIL", trace.gils.len() as u32, |band, sheet| {
            band.gils(sheet)
        });
    }
    if sheet.spec.show.cores && trace.cores > 0 {
        let core = sheet.lang.core();
        place(sheet, core, u32::from(trace.cores), |band, sheet| {
            band.cores(sheet)
        });
    }
}

/// Few rows are tall, many are thin but still hold a name.
fn thread_pitch(sheet: &Sheet<'_>, rows: usize) -> f64 {
    let room = sheet.length(840.0) / rows.max(1) as f64;
    sheet.snap(room.clamp(sheet.length(19.0).max(13.0), sheet.length(70.0).max(26.0)))
}

fn label_room(sheet: &Sheet<'_>, trace: &Trace, rows: &ThreadRows, pitch: f64) -> f64 {
    let size = label_size(sheet, pitch);
    let bold = sheet.font(25.0);
    let names = rows.rows.iter().map(|row| {
        // The end of a very long name cannot change the answer.
        let name: String = row_name(trace, row).chars().take(200).collect();
        font::width(&name, size, Weight::Regular) + size * 1.2
    });
    let gils = trace.gils.iter().take(64).map(|g| {
        let name: String = g.name.chars().take(200).collect();
        font::width(&name, bold, Weight::Bold)
    });
    let core = format!("{} 000", sheet.lang.core());
    let core = font::width(&core, bold, Weight::Bold);
    let widest = names.chain(gils).fold(core, f64::max);
    widest.min(sheet.width * LABEL_SHARE).ceil()
}

fn description(spec: &ChartSpec, metrics: &Metrics) -> String {
    let mut text = format!(
        "{}: {} threads on {} cores, {} {}",
        font::printable(&spec.title),
        metrics.threads.len(),
        metrics.cores,
        spec.lang.wall_time(),
        duration(metrics.wall_ns)
    );
    if let Some(speedup) = metrics.speedup {
        text.push_str(&format!(", {} {speedup:.2}", spec.lang.speedup()));
    }
    text
}
