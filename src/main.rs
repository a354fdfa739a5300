//! The `gilsim` command.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let path = std::path::PathBuf::from(std::env::args().nth(1).unwrap_or_default());
    let scenario = match gilsim::cli::files::load(&path, &[]) {
        Ok(s) => s,
        Err(e) => {
            for d in &e {
                eprintln!("{}", d.render(false, 100));
            }
            return ExitCode::from(2);
        }
    };
    let spec = &scenario.runs[0];
    let code = match gilsim::runner::compile(spec) {
        Ok(c) => c,
        Err(e) => {
            for d in &e {
                eprintln!("{}", d.render(false, 100));
            }
            return ExitCode::from(2);
        }
    };
    let mut output = |stream: gilsim::vm::Stream, bytes: &[u8]| match stream {
        gilsim::vm::Stream::Stdout => {
            let _ = std::io::stdout().write_all(bytes);
        }
        gilsim::vm::Stream::Stderr => {
            let _ = std::io::stderr().write_all(bytes);
        }
    };
    let folder = path.parent().map(|p| p.to_path_buf()).unwrap_or_default();
    let ran = gilsim::runner::run(
        spec,
        &code,
        Box::new(gilsim::cli::files::Folder::new(folder)),
        gilsim::sim::Hooks {
            output: &mut output,
            progress: None,
        },
    );
    match ran {
        Ok(ran) => {
            if std::env::var("TABLE").is_ok() {
                eprintln!("{}", gilsim::render::table(&ran.metrics));
            }
            match ran.end {
                gilsim::sim::End::Finished { status } => ExitCode::from(status as u8),
                other => {
                    eprintln!("{other:?}");
                    ExitCode::from(125)
                }
            }
        }
        Err(d) => {
            eprintln!("{}", d.render(false, 100));
            ExitCode::from(2)
        }
    }
}
