//! A page around one finished picture.

use super::{POLICY, fill, text};
use crate::render::encode_svg;
use crate::timeline::{DisplayList, Lang};

const PAGE: &str = "<!doctype html>
<html lang=\"{{lang}}\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<meta http-equiv=\"Content-Security-Policy\" content=\"{{policy}}\">
<title>{{title}}</title>
<style>body{margin:0;background:#fff}svg{display:block;width:100%;height:auto;max-width:2000px;margin:auto}</style>
{{picture}}
</html>
";

pub fn page(list: &DisplayList, lang: Lang) -> String {
    let picture = encode_svg(list, lang.code());
    // What stands before the element is for files of their own.
    let start = picture.find("<svg").unwrap_or(0);
    fill(
        PAGE,
        &[
            ("lang", lang.code()),
            ("policy", POLICY),
            ("title", &text(&list.title)),
            ("picture", picture.get(start..).unwrap_or_default()),
        ],
    )
}
