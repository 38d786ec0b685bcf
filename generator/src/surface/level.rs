//! The version that a difference requires.

use std::fmt;

/// The part of the version of the generated crate that must be increased; the greatest is the worst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing changes.
    #[default]
    None,
    /// Documentation or behaviour changes, but no item.
    Patch,
    /// Items are added; programs still compile.
    Minor,
    /// A program may no longer compile.
    Major,
}

impl Level {
    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
