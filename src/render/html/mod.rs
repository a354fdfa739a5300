//! One self-contained page: everything that was recorded, to be zoomed into.
//!
//! The page is the files beside this one; what it shows is one JSON value (`data`) and, for each
//! run, the columns of its trace (`columns`), packed. It loads nothing and asks nobody.

mod columns;
mod data;
mod picture;

use super::{Figure, Format, RenderError};
use crate::timeline::{DisplayList, Lang};

/// The page with the timelines of all runs.
pub struct Html;

/// The parts of the page's script, in the order in which they build on one another.
const SCRIPT: &[&str] = &[
    include_str!("words.js"),
    include_str!("data.js"),
    include_str!("rows.js"),
    include_str!("paint.js"),
    include_str!("chart.js"),
    include_str!("describe.js"),
    include_str!("search.js"),
    include_str!("panels.js"),
    include_str!("tables.js"),
    include_str!("quiz.js"),
    include_str!("reload.js"),
    include_str!("main.js"),
];
const STYLE: &str = include_str!("style.css");
const PAGE: &str = include_str!("page.html");

/// What a page may do: nothing but run its own script. One that is watched also loads the script
/// beside it that tells whether there is a newer one.
const POLICY: &str =
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extension(&self) -> &'static str {
        "html"
    }

    fn holds_every_run(&self) -> bool {
        true
    }

    fn render(&self, figure: &Figure<'_>) -> Result<Vec<u8>, RenderError> {
        let json = |error: serde_json::Error| RenderError::Encoder(error.to_string());
        let mut packed = String::new();
        for (i, run) in figure.runs.iter().enumerate() {
            let text = columns::packed(run.trace)
                .map_err(|error| RenderError::Encoder(error.to_string()))?;
            packed.push_str(&format!(
                "<script type=\"application/octet-stream\" id=\"columns-{i}\">{text}</script>\n"
            ));
        }
        let report = serde_json::to_string(&data::report(figure)).map_err(json)?;
        let script = SCRIPT.concat();
        let policy = match figure.reload {
            Some(_) => POLICY.replace("script-src", "script-src file:"),
            None => POLICY.to_string(),
        };
        let page = fill(
            PAGE,
            &[
                ("lang", figure.spec.lang.code()),
                ("policy", &policy),
                ("title", &text(&figure.spec.title)),
                ("style", STYLE),
                ("report", &script_safe(&report)),
                ("columns", &packed),
                ("script", &script),
            ],
        );
        Ok(page.into_bytes())
    }

    fn draw(&self, list: &DisplayList, lang: Lang) -> Option<Result<Vec<u8>, RenderError>> {
        Some(Ok(picture::page(list, lang).into_bytes()))
    }
}

/// Puts values where the template names them: `{{name}}`. What a value contains is not looked at.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut page = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        page.push_str(before);
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        let value = values.iter().find(|(known, _)| *known == name);
        page.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    page.push_str(rest);
    page
}

/// Text between tags.
fn text(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// JSON that cannot end the `<script>` it stands in, nor open a comment in it.
fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values are put in as they are, also where they look like the template's own marks.
    #[test]
    fn templates_are_filled_once() {
        let values = [("a", "{{b}}"), ("b", "2")];
        assert_eq!(fill("<{{a}}{{b}}{{c}}>", &values), "<{{b}}2>");
        assert_eq!(fill("none", &values), "none");
    }

    /// A thread may be called anything.
    #[test]
    fn nothing_breaks_out_of_the_data() {
        assert_eq!(
            script_safe("\"</script><!--\""),
            "\"\\u003c/script>\\u003c!--\""
        );
        assert_eq!(text("<b> & co"), "&lt;b&gt; &amp; co");
    }
}
