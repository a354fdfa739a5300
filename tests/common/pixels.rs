//! Pictures that were looked at, against those that are made now: by decoded pixels, so that
//! another compression or a rounding in the last bit is no difference.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Channels may differ by so much: letters are rasterised in floating point.
const TOLERANCE: u8 = 12;
/// Pixels that may differ by more, in a million.
const PIXELS_PER_MILLION: usize = 200;

/// Whether to write pictures instead of comparing them.
pub fn recording() -> bool {
    std::env::var_os("GILSIM_RECORD").is_some_and(|value| value == "1")
}

struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

fn decode(bytes: &[u8]) -> Result<Picture, String> {
    let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
    let mut rgb = vec![0; reader.output_buffer_size().ok_or("too large")?];
    let info = reader
        .next_frame(&mut rgb)
        .map_err(|error| error.to_string())?;
    if info.color_type != png::ColorType::Rgb {
        return Err(format!("{:?} instead of RGB", info.color_type));
    }
    Ok(Picture {
        width: info.width,
        height: info.height,
        rgb,
    })
}

/// Pictures of one test that differ from those kept, and a page that shows them.
pub struct Comparison {
    folder: PathBuf,
    wrong: Vec<String>,
    rows: String,
}

impl Comparison {
    /// `name`: of the test, for its folder.
    pub fn new(name: &str) -> Comparison {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pictures-{name}"));
        let _ = fs::remove_dir_all(&folder);
        Comparison {
            folder,
            wrong: Vec::new(),
            rows: String::new(),
        }
    }

    /// Compares `now` with the file that is kept, or writes that file when recording.
    pub fn check(&mut self, kept: &Path, now: &[u8]) {
        let name = kept.file_name().expect("a file").to_string_lossy();
        if recording() {
            let before = fs::read(kept).unwrap_or_default();
            if difference(&before, now).is_err() {
                fs::create_dir_all(kept.parent().expect("a folder")).expect("a folder");
                fs::write(kept, now).expect("written");
            }
            return;
        }
        let before = fs::read(kept).unwrap_or_default();
        let Err((what, marked)) = difference(&before, now) else {
            return;
        };
        fs::create_dir_all(&self.folder).expect("a folder");
        let mut cells = String::new();
        for (kind, bytes) in [
            ("kept", &before),
            ("now", &now.to_vec()),
            ("differs", &marked),
        ] {
            let file = format!("{name}.{kind}.png");
            fs::write(self.folder.join(&file), bytes).expect("written");
            let _ = write!(
                cells,
                "<figure><figcaption>{kind}</figcaption><img src=\"{file}\"></figure>"
            );
        }
        let _ = write!(self.rows, "<h2>{name}: {what}</h2>{cells}");
        self.wrong.push(format!("{name}: {what}"));
    }

    /// # Panics
    /// If any picture differs; the message names the page with all that do.
    #[track_caller]
    pub fn finish(self) {
        if self.wrong.is_empty() {
            return;
        }
        let page = self.folder.join("index.html");
        let style = "body{font:16px sans-serif}img{max-width:100%;border:1px solid #888}figure{margin:8px 0}";
        let text = format!(
            "<!doctype html><meta charset=\"utf-8\"><style>{style}</style>{}",
            self.rows
        );
        fs::write(&page, text).expect("written");
        panic!(
            "{}\nlook at {}\nand where the new ones are right, run the test with GILSIM_RECORD=1",
            self.wrong.join("\n"),
            page.display()
        );
    }
}

/// What differs, and a picture of where: red on what is the same.
fn difference(kept: &[u8], now: &[u8]) -> Result<(), (String, Vec<u8>)> {
    let now = decode(now).expect("the new picture is a PNG");
    let kept = decode(kept).map_err(|error| (format!("none is kept ({error})"), Vec::new()))?;
    if (kept.width, kept.height) != (now.width, now.height) {
        let what = format!(
            "{} × {} pixels, kept are {} × {}",
            now.width, now.height, kept.width, kept.height
        );
        return Err((what, Vec::new()));
    }
    let mut marked = Vec::with_capacity(now.rgb.len());
    let mut count = 0usize;
    for (a, b) in kept.rgb.chunks_exact(3).zip(now.rgb.chunks_exact(3)) {
        let differs = a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > TOLERANCE);
        count += usize::from(differs);
        let faint = |channel: u8| 255 - (255 - channel) / 4;
        match differs {
            true => marked.extend([200, 0, 0]),
            false => marked.extend(b.iter().map(|&channel| faint(channel))),
        }
    }
    if count * 1_000_000 <= PIXELS_PER_MILLION * (now.rgb.len() / 3) {
        return Ok(());
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, now.width, now.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&marked))
        .expect("encodes");
    Err((format!("{count} pixels differ"), bytes))
}
