//! Files appear whole or not at all.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file could not be written; what stood there before is untouched.
#[derive(Debug)]
pub struct WriteError {
    pub path: PathBuf,
    what: &'static str,
    source: io::Error,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.what, self.path.display(), self.source)
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Writes `bytes` to a temporary file beside `path` and renames it, so that nobody ever sees
/// half a picture. Missing folders are made. A symbolic link is followed; what is not a
/// regular file (`/dev/stdout`, a pipe) is written to directly.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let error = |what: &'static str| {
        move |source: io::Error| WriteError {
            path: path.to_path_buf(),
            what,
            source,
        }
    };
    let target = match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => {
            return Err(error("cannot write")(io::Error::from(
                io::ErrorKind::IsADirectory,
            )));
        }
        Ok(meta) if !meta.is_file() => {
            let mut file = OpenOptions::new()
                .write(true)
                .open(path)
                .map_err(error("cannot open"))?;
            return file.write_all(bytes).map_err(error("cannot write"));
        }
        Ok(_) => fs::canonicalize(path).map_err(error("cannot resolve"))?,
        Err(_) => path.to_path_buf(),
    };
    let Some(name) = target.file_name() else {
        return Err(error("cannot write")(io::Error::from(
            io::ErrorKind::InvalidInput,
        )));
    };
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(error("cannot make the folder of"))?;

    let mut temporary_name = OsString::from(".");
    temporary_name.push(name);
    temporary_name.push(format!(".{}.tmp", std::process::id()));
    let temporary = folder.join(temporary_name);
    let written = fs::File::create(&temporary)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.flush()))
        .map_err(error("cannot write"))
        .and_then(|()| fs::rename(&temporary, &target).map_err(error("cannot replace")));
    if written.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let path =
                std::env::temp_dir().join(format!("gilsim-file-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).expect("temporary folder");
            Folder(path)
        }

        fn names(&self) -> Vec<String> {
            let mut names: Vec<String> = fs::read_dir(&self.0)
                .expect("readable")
                .map(|e| e.expect("entry").file_name().to_string_lossy().into_owned())
                .collect();
            names.sort();
            names
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// The file has the new bytes, its folders exist, and no temporary file is left.
    #[test]
    fn replaces_and_leaves_nothing_behind() {
        let folder = Folder::new("replace");
        let path = folder.0.join("a.png");
        write_atomically(&path, b"old").expect("first");
        write_atomically(&path, b"new").expect("second");
        assert_eq!(fs::read(&path).expect("there"), b"new");
        write_atomically(&folder.0.join("deep/er/b.png"), b"b").expect("folders are made");
        assert_eq!(folder.names(), ["a.png", "deep"]);
    }

    /// A failure names the file and leaves neither a temporary file nor damage.
    #[test]
    fn a_failure_is_clean() {
        let folder = Folder::new("fail");
        let taken = folder.0.join("folder.png");
        fs::create_dir(&taken).expect("folder");
        let error = write_atomically(&taken, b"x").expect_err("a folder is no file");
        assert!(error.to_string().contains("folder.png"), "{error}");
        let inside = folder.0.join("file/x.png");
        fs::write(folder.0.join("file"), b"keep").expect("file");
        assert!(write_atomically(&inside, b"x").is_err());
        assert_eq!(folder.names(), ["file", "folder.png"]);
        assert!(write_atomically(Path::new("/"), b"x").is_err());
    }

    /// A link stays a link; its target gets the bytes.
    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        let folder = Folder::new("link");
        let (real, link) = (folder.0.join("real.png"), folder.0.join("link.png"));
        fs::write(&real, b"old").expect("file");
        std::os::unix::fs::symlink(&real, &link).expect("link");
        write_atomically(&link, b"new").expect("written");
        assert_eq!(fs::read(&real).expect("there"), b"new");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        write_atomically(Path::new("/dev/null"), b"x").expect("a device is written to");
    }
}
