//! Python versions that gilsim knows.

use std::fmt;
use std::str::FromStr;

/// A CPython release: 2.7, 3.2 … 3.14, 3.13t, 3.14t.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    major: u8,
    minor: u8,
    free_threaded: bool,
}

/// Not a version that gilsim knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionError(String);

impl fmt::Display for VersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unknown Python version \"{}\": gilsim knows {}",
            self.0,
            Version::LISTED
        )
    }
}

impl std::error::Error for VersionError {}

impl Version {
    pub const DEFAULT: Version = Version {
        major: 3,
        minor: 13,
        free_threaded: false,
    };

    /// All of them, for messages.
    pub const LISTED: &str = "2.7, 3.2 to 3.14, 3.13t and 3.14t";

    /// How many there are.
    pub const COUNT: usize = 16;

    pub fn all() -> impl Iterator<Item = Version> {
        let version = |major, minor, free_threaded| Version {
            major,
            minor,
            free_threaded,
        };
        std::iter::once(version(2, 7, false))
            .chain((2..=14).map(move |minor| version(3, minor, false)))
            .chain([version(3, 13, true), version(3, 14, true)])
    }

    /// Its place in [`Version::all`].
    pub fn index(self) -> usize {
        match (self.major, self.free_threaded) {
            (3, false) => usize::from(self.minor) - 1,
            (3, true) => usize::from(self.minor) + 1,
            _ => 0,
        }
    }

    pub fn major(self) -> u8 {
        self.major
    }

    /// The minor version of Python 3; 0 for Python 2, which is older than all of them.
    pub fn minor(self) -> u8 {
        if self.major == 3 { self.minor } else { 0 }
    }

    /// Whether a signal ends a wait for a `threading.Lock`.
    pub fn has_interruptible_locks(self) -> bool {
        self.major >= 3
    }

    pub fn is_free_threaded(self) -> bool {
        self.free_threaded
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let t = if self.free_threaded { "t" } else { "" };
        write!(f, "{}.{}{t}", self.major, self.minor)
    }
}

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Version, VersionError> {
        Version::all()
            .find(|version| version.to_string() == text)
            .ok_or_else(|| VersionError(text.to_string()))
    }
}
