//! What the comparison notes down before it is summed up: a rule that fired, where, and what it touches.

use super::rules::Rule;
use crate::Pointer;
use crate::ir::TypeRef;

/// Who a finding belongs to. Operations and types are indices into the lists of pairs of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::diff) enum Owner {
    /// The document as a whole, or an operation that only one side has.
    Document,
    /// A pair of operations.
    Operation(usize),
    /// A pair of types.
    Type(usize),
    /// A pair of webhooks.
    Webhook(usize),
}

/// What the sentence is about; the id begins with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::diff) enum Subject {
    /// The rule's name says it all.
    Whole,
    /// The rule's name says what it is, the direction comes before it.
    Message,
    /// A parameter, written as text.
    Parameter,
    /// A parameter that is written as a media type says.
    ParameterContent,
    /// A request or response body.
    Body,
    /// A member of an object.
    Property,
    /// A header of a response.
    Header,
    /// A schema with a name.
    Schema,
    /// The payload of a webhook.
    Webhook,
}

/// The directions that a place is seen in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::diff) struct Mask {
    pub request: bool,
    pub response: bool,
}

impl Mask {
    pub const BOTH: Self = Self { request: true, response: true };
    pub const NONE: Self = Self { request: false, response: false };
    pub const REQUEST: Self = Self { request: true, response: false };
    pub const RESPONSE: Self = Self { request: false, response: true };

    pub fn and(self, other: Self) -> Self {
        Self { request: self.request && other.request, response: self.response && other.response }
    }
}

/// Public items that a finding may touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::diff) enum Touch {
    /// One item, by its path.
    Item(String),
    /// All items of an owner.
    Owner(String),
}

/// A place in both documents.
#[derive(Clone, Debug)]
pub(in crate::diff) struct Site {
    pub owner: Owner,
    pub subject: Subject,
    pub mask: Mask,
    /// For people, `updateKeyword query.limit` or `Keyword.tags[]`.
    pub place: String,
    pub old: Pointer,
    pub new: Pointer,
    pub touches: Vec<Touch>,
}

/// A rule that fired.
#[derive(Clone, Debug)]
pub(in crate::diff) struct Finding {
    pub rule: &'static Rule,
    pub subject: Subject,
    pub owner: Owner,
    pub mask: Mask,
    pub place: String,
    pub before: String,
    pub after: String,
    pub old: Option<Pointer>,
    pub new: Option<Pointer>,
    pub touches: Vec<Touch>,
    /// Types that go or come with what is gone or new here.
    pub roots: Roots,
    /// Whether a reviewer should think of security.
    pub security: bool,
    /// Operations that are reached beside those of the owner.
    pub operations: Vec<String>,
}

/// Types that only one side has because of a finding.
#[derive(Clone, Debug, Default)]
pub(in crate::diff) struct Roots {
    pub old: Vec<TypeRef>,
    pub new: Vec<TypeRef>,
}

impl Site {
    /// A place of the document itself.
    pub fn of_document(subject: Subject, mask: Mask, place: impl Into<String>, old: &Pointer, new: &Pointer) -> Self {
        Self {
            owner: Owner::Document,
            subject,
            mask,
            place: place.into(),
            old: old.clone(),
            new: new.clone(),
            touches: Vec::new(),
        }
    }

    /// The place of something inside an operation.
    pub fn part(&self, name: &str, subject: Subject, mask: Mask, pointers: (&Pointer, &Pointer)) -> Self {
        Self {
            owner: self.owner,
            subject,
            mask,
            place: format!("{} {name}", self.place),
            old: pointers.0.clone(),
            new: pointers.1.clone(),
            touches: Vec::new(),
        }
    }

    /// A place inside this one.
    pub fn inside(&self, step: &str) -> Self {
        Self { place: format!("{}{step}", self.place), ..self.clone() }
    }

    /// The same place, the rule's name saying what it is.
    pub fn message(&self) -> Self {
        Self { subject: Subject::Message, ..self.clone() }
    }

    /// A change here.
    pub fn finding(&self, rule: &'static Rule, before: impl Into<String>, after: impl Into<String>) -> Finding {
        Finding {
            rule,
            subject: self.subject,
            owner: self.owner,
            mask: self.mask,
            place: self.place.clone(),
            before: before.into(),
            after: after.into(),
            old: Some(self.old.clone()),
            new: Some(self.new.clone()),
            touches: self.touches.clone(),
            roots: Roots::default(),
            security: false,
            operations: Vec::new(),
        }
    }

    /// Something that only the new document has.
    pub fn added(&self, rule: &'static Rule, after: impl Into<String>, pointer: &Pointer) -> Finding {
        Finding { old: None, new: Some(pointer.clone()), ..self.finding(rule, "", after) }
    }

    /// Something that only the old document has.
    pub fn removed(&self, rule: &'static Rule, before: impl Into<String>, pointer: &Pointer) -> Finding {
        Finding { old: Some(pointer.clone()), new: None, ..self.finding(rule, before, "") }
    }
}

impl Finding {
    /// With other items.
    pub fn touching(mut self, touches: Vec<Touch>) -> Self {
        self.touches = touches;
        self
    }

    /// With further items.
    pub fn touching_more(mut self, touches: Vec<Touch>) -> Self {
        self.touches.extend(touches);
        self
    }

    /// With types that go.
    pub fn losing(mut self, types: Vec<TypeRef>) -> Self {
        self.roots.old = types;
        self
    }

    /// With types that come.
    pub fn gaining(mut self, types: Vec<TypeRef>) -> Self {
        self.roots.new = types;
        self
    }

    /// Marked for a reviewer who cares for security.
    pub fn security(mut self, relevant: bool) -> Self {
        self.security = relevant;
        self
    }

    /// Under the rule's own name.
    pub fn whole(mut self) -> Self {
        self.subject = Subject::Whole;
        self
    }
}
