//! Every kind of change, with its verdict for either direction: the table behind the report.
//!
//! A rule says what a change means in a request and in a response; a change seen in both takes the worse. Its
//! `rust` level is only a floor: the level itself comes from the items that differ between the two surfaces.
//! The verdict answers one question: would a program built against the old document break against the new
//! server? Where checkers of documents only warn, that question decides:
//!
//! | change | verdict | why |
//! | --- | --- | --- |
//! | parameter removed | breaking | what the program asks for is ignored or rejected |
//! | member of a request removed | breaking | what the program sends is ignored or rejected |
//! | optional member of a response removed | breaking | what the program reads never comes again |
//! | optional header of a response removed | breaking | what the program reads never comes again |
//! | value added to an enum of a response | breaking | a program that knows all values meets another one |
//! | credentials or a scope required | breaking | the program is answered with 401 or 403 |
//! | address of the server or of tokens changed or gone | breaking | the program calls the old one |
//! | pattern of a response changed | non-breaking | readers do not check patterns |
//! | other members forbidden in a request | breaking | they were allowed, said or unsaid; a program may send them |
//! | other members allowed in a response | non-breaking | a program reads what was documented |
//! | became read-only in a request | breaking | as good as removed from it |
//! | became write-only in a response | breaking | as good as removed from it |
//! | default of an optional parameter changed | breaking | a call without it means something else |
//! | default of a member changed | non-breaking | documents use it for what a form shows at first |

mod bodies;
mod choices;
mod credentials;
mod document;
mod members;
mod operations;
mod parameters;
mod responses;
pub(in crate::diff) mod rule;
mod servers;
mod values;

use std::sync::LazyLock;

pub use bodies::*;
pub use choices::*;
pub use credentials::*;
pub use document::*;
pub use members::*;
pub use operations::*;
pub use parameters::*;
pub use responses::*;
pub use rule::{Opposite, Rule};
pub use servers::*;
pub use values::*;

/// What the id of a change begins with where the server sends the request: of a callback or a webhook.
pub(super) const FROM_THE_SERVER: &str = "callback-or-webhook-";

/// The kind of a change, by its id: the name of a rule behind one of the subjects that go before it.
pub fn kind(id: &str) -> Option<&'static Rule> {
    let subjects = ["", "-body", "-property", "-schema", "-parameter", "-header"];
    let messages = ["request", "response", "schema"];
    let id = id.strip_prefix(FROM_THE_SERVER).unwrap_or(id);
    let before = |rest: &str| match rest.strip_suffix('-') {
        None => rest.is_empty(),
        Some("webhook-payload") => true,
        Some(head) => {
            messages.iter().any(|message| head.strip_prefix(message).is_some_and(|it| subjects.contains(&it)))
        }
    };
    // Of two names that fit, the longer one says more.
    let fitting = ALL.iter().filter(|it| id.strip_suffix(it.name).is_some_and(before));
    fitting.max_by_key(|it| it.name.len()).copied()
}

/// All of them.
pub static ALL: LazyLock<Vec<&Rule>> = LazyLock::new(|| {
    [OPERATIONS, PARAMETERS, BODIES, RESPONSES, MEMBERS, VALUES, CHOICES, CREDENTIALS, SERVERS, DOCUMENT].concat()
});
