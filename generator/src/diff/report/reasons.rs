//! Why a change that breaks nobody on the wire is still major for the crate: the complete list, by code.

use super::change::Change;
use crate::diff::rules::{self, Rule};
use crate::diff::verdict::{Level, Wire};

/// A reason.
#[derive(Debug)]
pub struct Reason {
    /// The code, `became-optional`.
    pub code: &'static str,
    /// What changed in the document.
    pub what: &'static str,
    /// How that changes the crate.
    pub why: &'static str,
    rules: &'static [&'static Rule],
}

/// All reasons; `docs/diff.md` explains them.
pub const REASONS: &[Reason] = &[
    Reason {
        code: "named-otherwise",
        what: "something has another name in the document or trades names, or another one takes its name, and no lock keeps it",
        why: "programs name it",
        rules: &[
            rules::SCHEMA_RENAMED,
            rules::SCHEMA_REPLACED,
            rules::SCHEMA_TO_COMPONENT,
            rules::SCHEMA_TO_INLINE,
            rules::INLINE_RENAMED,
            rules::OPERATION_ID,
            rules::OPERATION_ID_ADDED,
            rules::OPERATION_ID_REMOVED,
            rules::OPERATION_IDS_SWAPPED,
            rules::OPERATION_ADDED,
            rules::PATH_VARIABLE,
            rules::SCHEME_RENAMED,
            rules::SERVER_RESPELLED,
            rules::SERVER_DOCS,
            rules::SERVER_OPENED,
            rules::VARIABLE_RENAMED,
            rules::VALUE_NAMES_SWAPPED,
        ],
    },
    Reason {
        code: "became-optional",
        what: "what had to be sent may be left out",
        why: "`T` becomes `Option<T>`, and an argument a setter",
        rules: &[rules::BECAME_OPTIONAL],
    },
    Reason {
        code: "became-required",
        what: "what is received is always there now",
        why: "`Option<T>` becomes `T`",
        rules: &[rules::BECAME_REQUIRED, rules::HEADER_REQUIRED],
    },
    Reason {
        code: "nullable-changed",
        what: "what is sent may be null now, or what is received never is",
        why: "`T` becomes `Option<T>`, or the other way round",
        rules: &[rules::BECAME_NULLABLE, rules::BECAME_NOT_NULLABLE],
    },
    Reason {
        code: "type-changed",
        what: "what is sent may be more, or what is received may be less",
        why: "it has another Rust type",
        rules: &[
            rules::TYPE_WIDENED,
            rules::TYPE_NARROWED,
            rules::TYPE_RESPELLED,
            rules::BECAME_OPEN,
            rules::BECAME_ENUM,
            rules::ENUM_VALUE_ADDED,
        ],
    },
    Reason {
        code: "map-to-object",
        what: "an object of which nothing was said has members now",
        why: "its map becomes a struct",
        rules: &[rules::PROPERTY_OPTIONAL_ADDED, rules::PROPERTY_REQUIRED_ADDED],
    },
    Reason {
        code: "value-gone",
        what: "a value is no longer received",
        why: "its variant goes",
        rules: &[rules::ENUM_VALUE_REMOVED],
    },
    Reason {
        code: "alternative-gone",
        what: "an alternative is no longer received",
        why: "its variant goes",
        rules: &[rules::VARIANT_REMOVED],
    },
    Reason {
        code: "member-gone",
        what: "a member goes that no message has",
        why: "its field goes",
        rules: &[rules::PROPERTY_OPTIONAL_REMOVED, rules::PROPERTY_REQUIRED_REMOVED],
    },
    Reason {
        code: "others-changed",
        what: "something else is said of members without a name",
        why: "the map of them comes, goes or has another type",
        rules: &[rules::OTHERS_UNNAMED, rules::OTHERS_TYPED, rules::OTHERS_UNTYPED, rules::OPENED, rules::CLOSED],
    },
    Reason {
        code: "discriminated-otherwise",
        what: "alternatives are distinguished by another value, or by none",
        why: "their `new` sets it no longer, or takes it",
        rules: &[
            rules::DISCRIMINATOR_ADDED,
            rules::DISCRIMINATOR_REMOVED,
            rules::DISCRIMINATOR_VALUE_ADDED,
            rules::DISCRIMINATOR_VALUE_REMOVED,
        ],
    },
    Reason {
        code: "operation-gone",
        what: "an operation goes that was deprecated",
        why: "its method goes",
        rules: &[rules::OPERATION_REMOVED_DEPRECATED],
    },
    Reason {
        code: "error-gone",
        what: "the last error response of a schema goes",
        why: "its variant of `ErrorBody` goes",
        rules: &[rules::ERROR_REMOVED, rules::DEFAULT_RESPONSE_REMOVED],
    },
    Reason {
        code: "success-added",
        what: "a success may have another body",
        why: "the method gives an enum of them",
        rules: &[rules::SUCCESS_ADDED, rules::RESPONSE_BODY_ADDED],
    },
    Reason {
        code: "media-added",
        what: "a body may have another media type",
        why: "the method takes or gives something else",
        rules: &[rules::REQUEST_MEDIA_ADDED, rules::RESPONSE_MEDIA_ADDED],
    },
    Reason {
        code: "unused-gone",
        what: "a schema or a scheme goes that nothing uses",
        why: "its type or setter goes",
        rules: &[rules::SCHEMA_REMOVED, rules::SCHEME_REMOVED],
    },
    Reason {
        code: "now-sent",
        what: "a type that was only received is sent now, or the other way round, and other items follow it",
        why: "what is sent has a constructor, and takes its parts by it",
        rules: &[rules::ITEMS_CHANGED],
    },
];

/// The reason why a change is major although it is not breaking on the wire. `None` if it is no such change, or if there is
/// no reason, which is a bug in the comparison.
pub fn reason(change: &Change) -> Option<&'static Reason> {
    let kind = rules::kind(&change.id).filter(|_| change.wire < Wire::Breaking && change.rust == Level::Major)?;
    REASONS.iter().find(|it| it.rules.iter().any(|rule| rule.name == kind.name))
}
