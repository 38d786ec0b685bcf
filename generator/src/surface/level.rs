//! What a difference asks of the version of a crate.

use std::fmt;

/// What the version of the generated crate must do; the worst is the greatest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The crate stays as it is.
    #[default]
    None,
    /// Documentation or behaviour changes, no item does.
    Patch,
    /// Items are added; what compiled goes on to compile.
    Minor,
    /// A program that compiled may stop to.
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
