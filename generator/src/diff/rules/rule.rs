//! What a rule is, and the form of a table of them.

use crate::diff::verdict::{Class, Level, Wire};

/// A kind of change.
#[derive(Debug)]
pub struct Rule {
    /// The id, without the subject that comes before it.
    pub name: &'static str,
    /// The verdict in a request.
    pub request: Wire,
    /// The verdict in a response.
    pub response: Wire,
    /// The least that the crate's version must do.
    pub rust: Level,
    /// What it is about.
    pub class: Class,
    /// What the same change is the other way round.
    pub opposite: Opposite,
    /// The sentence for the reviewer, with `{place}`, `{before}` and `{after}`.
    pub says: &'static str,
    /// What callers must do.
    pub callers: &'static str,
}

/// What a change becomes when the two documents trade places.
#[derive(Debug, PartialEq, Eq)]
pub enum Opposite {
    /// The same kind.
    Itself,
    /// Another kind, by its name.
    Rule(&'static str),
}

/// A table of rules: a constant for each, and the list of all.
macro_rules! rules {
    ($list:ident: $($name:ident $id:literal $request:ident $response:ident $rust:ident $class:ident $opposite:expr,
       $says:literal, $callers:literal;)*) => {
        $(#[allow(missing_docs)] pub const $name: &$crate::diff::rules::rule::Rule = &$crate::diff::rules::rule::Rule {
            name: $id,
            request: $crate::diff::verdict::Wire::$request,
            response: $crate::diff::verdict::Wire::$response,
            rust: $crate::diff::verdict::Level::$rust,
            class: $crate::diff::verdict::Class::$class,
            opposite: $opposite,
            says: $says,
            callers: $callers,
        };)*

        pub(super) const $list: &[&$crate::diff::rules::rule::Rule] = &[$($name),*];
    };
}
pub(super) use rules;
