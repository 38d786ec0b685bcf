//! The parts of a verdict. All are ordered, the worst last, so that a sum is a maximum.

use std::fmt;

pub use crate::surface::Level;

/// Whether a program built against the old document breaks when it talks to the new server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// Nothing changed on the wire.
    #[default]
    None,
    /// Something changed, and old programs keep working.
    NonBreaking,
    /// Old programs break, or get something other than what they asked for.
    Breaking,
}

/// The messages in which a change is visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Requests.
    Request,
    /// Responses.
    Response,
    /// Both.
    Both,
    /// None: names, documentation, components that nothing uses.
    Neither,
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Descriptions, titles and examples.
    Documentation,
    /// `info` and tags: churn, which fails no check by itself.
    Metadata,
    /// The contract between client and server.
    Contract,
}

impl Wire {
    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::NonBreaking => "non-breaking",
            Self::Breaking => "breaking",
        }
    }
}

impl Direction {
    /// The direction of a change that is visible in requests, in responses, in both or in neither.
    pub fn of(request: bool, response: bool) -> Self {
        match (request, response) {
            (true, true) => Self::Both,
            (true, false) => Self::Request,
            (false, true) => Self::Response,
            (false, false) => Self::Neither,
        }
    }

    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Both => "both",
            Self::Neither => "neither",
        }
    }
}

impl Class {
    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documentation => "documentation",
            Self::Metadata => "metadata",
            Self::Contract => "contract",
        }
    }
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
