//! Facts that follow from the data and that several readers need alike: what a constructor takes, what has a
//! setter, which methods start a call. The emitter prints them, the surface lists them.

use std::iter::successors;

use foldhash::{HashSet, HashSetExt as _};

use super::api::Api;
use super::names::{FieldName, MethodName, TypeName, VariantName};
use super::operation::{
    Body, BodyContent, ContentKind, Operation, Outcome, Pagination, Param, ResponseCase, Segment, Status,
};
use super::path::{QueryValue, split_path};
use super::security::{SchemeKind, SecurityScheme};
use super::types::{
    Access, Candidate, Field, Format, JsonKind, Presence, Scalar, Shape, Struct, TypeRef, Union, Usage,
};
use crate::visit;

/// Setters of these names would hide what every type has.
const TAKEN: [&str; 10] = ["borrow", "clone", "cmp", "default", "eq", "from", "into", "new", "to_owned", "try_into"];

impl FieldName {
    /// The name of the field's setter: its own, or `set_clone` where that is taken.
    pub fn setter(&self) -> String {
        if TAKEN.contains(&self.as_str()) { format!("set_{self}") } else { self.to_string() }
    }
}

impl Field {
    /// Whether the member must be there.
    pub fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required | Presence::Nullable)
    }

    /// Whether `new` takes the field: it must be there, is no constant and no tag, and is not the server's alone; a
    /// read-only one of a type that has no default value is taken all the same, because nothing else could stand there.
    pub fn is_argument(&self, api: &Api) -> bool {
        let left_to_server = self.access == Access::ReadOnly && has_default_value(api, &self.ty);
        let set = self.tag.is_some() || is_constant(api, &self.ty);
        self.presence == Presence::Required && !set && !left_to_server
    }

    /// Whether a required member may be missing on reading, and it gets a default value: it is only ever sent, or it is
    /// only ever received and the value that is read may be one that was to be sent.
    pub fn may_be_missing(&self, api: &Api, usage: Usage) -> bool {
        let one_way = match self.access {
            Access::Both => false,
            Access::ReadOnly => usage.request,
            Access::WriteOnly => true,
        };
        one_way && self.presence == Presence::Required && has_default_value(api, &self.ty)
    }

    /// Whether there is a setter, on types that are sent: for all that `new` does not take, but for constants, tags
    /// and what only the server writes.
    pub fn has_setter(&self, api: &Api) -> bool {
        let set = self.tag.is_some() || is_constant(api, &self.ty);
        !self.is_argument(api) && self.access != Access::ReadOnly && !(self.presence == Presence::Required && set)
    }
}

/// How a value is taken from a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken<'a> {
    /// By `Into<String>`.
    Text,
    /// By `Into` of its type: a format, a struct, a union.
    Into,
    /// By `Into` of a JSON value.
    Json,
    /// As it is: an enum, so that two arguments of different enums cannot be exchanged.
    Own,
    /// As it is: a boolean or a number.
    Scalar,
    /// By `Into` of what is in the box.
    Boxed(&'a TypeRef),
    /// As anything that iterates over items.
    List(&'a TypeRef),
    /// As anything that iterates over pairs.
    Map(&'a TypeRef),
}

impl Api {
    /// The variants of the type of events with what they hold: those of the document's own union, or of our enum.
    pub fn event_variants(&self) -> Vec<(&VariantName, &TypeRef)> {
        let union = self.events.union.as_ref().and_then(TypeRef::named).map(|name| &self.type_def(name).shape);
        match union {
            Some(Shape::Union(it)) => it.variants.iter().map(|it| (&it.name, &it.ty)).collect(),
            _ => self.webhooks.iter().map(|it| (&it.variant, &it.ty)).collect(),
        }
    }

    /// How a value of the type is taken by constructors, methods and setters.
    pub fn taken<'a>(&'a self, ty: &'a TypeRef) -> Taken<'a> {
        match ty {
            TypeRef::String => Taken::Text,
            TypeRef::Json => Taken::Json,
            TypeRef::Named(_) if matches!(self.shape(ty), Some(Shape::Enum(_))) => Taken::Own,
            TypeRef::Format(_) | TypeRef::Named(_) => Taken::Into,
            TypeRef::Boxed(inner) => Taken::Boxed(inner),
            TypeRef::List(item) => Taken::List(item),
            TypeRef::Map(item) => Taken::Map(item),
            TypeRef::Bool | TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64 => Taken::Scalar,
            TypeRef::Null | TypeRef::Option(_) => Taken::Scalar,
        }
    }

    /// The type behind aliases and boxes.
    pub fn bare<'a>(&'a self, ty: &'a TypeRef) -> &'a TypeRef {
        let inner = |ty: &&'a TypeRef| match ty {
            TypeRef::Boxed(it) => Some(&**it),
            TypeRef::Named(name) => match &self.type_def(name).shape {
                Shape::Alias(it) => Some(it),
                _ => None,
            },
            _ => None,
        };
        // Aliases do not lead back to themselves; a hand-made `Api` in which they do must not hang.
        successors(Some(ty), inner).take(2 * self.types.len() + 2).last().unwrap_or(ty)
    }

    /// The shape behind aliases and boxes, where the type has one of its own.
    pub fn shape<'a>(&'a self, ty: &'a TypeRef) -> Option<&'a Shape> {
        self.bare(ty).named().map(|name| &self.type_def(name).shape)
    }

    /// The type without aliases, also inside of it, so that one type has one spelling.
    pub fn without_aliases<'a>(&'a self, ty: &'a TypeRef) -> TypeRef {
        self.spelled_out(ty, &mut HashSet::new())
    }

    fn spelled_out<'a>(&'a self, ty: &'a TypeRef, open: &mut HashSet<&'a TypeName>) -> TypeRef {
        let mut inner = |it: &'a TypeRef| Box::new(self.spelled_out(it, open));
        match ty {
            TypeRef::Named(name) => match &self.type_def(name).shape {
                Shape::Alias(_) if open.insert(name) => {
                    let end = self.spelled_out(self.bare(ty), open);
                    open.remove(name);
                    end
                }
                _ => ty.clone(),
            },
            TypeRef::List(it) => TypeRef::List(inner(it)),
            TypeRef::Map(it) => TypeRef::Map(inner(it)),
            TypeRef::Option(it) => TypeRef::Option(inner(it)),
            TypeRef::Boxed(it) => TypeRef::Boxed(inner(it)),
            _ => ty.clone(),
        }
    }
}

fn is_constant(api: &Api, ty: &TypeRef) -> bool {
    matches!(api.shape(ty), Some(Shape::Constant(_)))
}

/// Whether the type has a `Default`.
pub fn is_default(api: &Api, ty: &TypeRef) -> bool {
    match api.bare(ty) {
        TypeRef::Format(Format::File) => false,
        TypeRef::Named(name) => match &api.type_def(name).shape {
            Shape::Constant(_) => true,
            Shape::Struct(it) => it.has_default(api),
            Shape::Alias(_) | Shape::Enum(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Newtype(_) => false,
        },
        _ => true,
    }
}

/// Whether the type has a value that stands for nothing in particular: nought, an empty text, the fallback of an enum
/// or a union, an object of such values. Large objects have none, since it would be written out in each place.
pub fn has_default_value(api: &Api, ty: &TypeRef) -> bool {
    has_small_default_value(api, ty, 0)
}

fn has_small_default_value(api: &Api, ty: &TypeRef, depth: usize) -> bool {
    const DEEP: usize = 2;
    const LARGE: usize = 8;
    visit::count(1);
    match ty {
        TypeRef::Boxed(it) => has_small_default_value(api, it, depth),
        TypeRef::Named(name) => match &api.type_def(name).shape {
            Shape::Constant(_) | Shape::Enum(_) | Shape::Union(_) => true,
            _ if depth > DEEP => false,
            Shape::Alias(it) | Shape::Newtype(it) => has_small_default_value(api, it, depth + 1),
            Shape::Tuple(it) => it.items.iter().all(|it| has_small_default_value(api, it, depth + 1)),
            Shape::Struct(it) => {
                let set = |field: &Field| field.tag.is_some() || is_constant(api, &field.ty);
                let required = |field: &&Field| field.presence == Presence::Required && !set(field);
                let mut required = it.fields.iter().filter(required);
                let few = required.clone().count() <= LARGE;
                few && required.all(|field| has_small_default_value(api, &field.ty, depth + 1))
            }
        },
        _ => true,
    }
}

impl Struct {
    /// The arguments of `new`, in order.
    pub fn arguments<'a>(&'a self, api: &'a Api) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(move |it| it.is_argument(api))
    }

    /// The fields that have setters on types that are sent.
    pub fn setters<'a>(&'a self, api: &'a Api) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(move |it| it.has_setter(api))
    }

    /// Whether there is a `Default` where there is a `new`, which then takes nothing.
    pub fn has_default(&self, api: &Api) -> bool {
        self.arguments(api).next().is_none()
    }
}

impl Union {
    /// The types that the union is made of by `From`: each that only one alternative holds, aliases resolved. The
    /// flag tells that it is a string.
    pub fn conversions(&self, api: &Api, own: &TypeName) -> Vec<(TypeRef, bool)> {
        let types: Vec<_> = self.variants.iter().map(|it| without_box(api.without_aliases(&it.ty))).collect();
        let single = |ty: &TypeRef| types.iter().filter(|it| *it == ty).count() == 1;
        let itself = TypeRef::Named(own.clone());
        let named = self.variants.iter().zip(&types).filter(|(_, ty)| single(ty) && **ty != itself);
        named.map(|(variant, ty)| (without_box(variant.ty.clone()), *ty == TypeRef::String)).collect()
    }
}

fn without_box(ty: TypeRef) -> TypeRef {
    match ty {
        TypeRef::Boxed(it) => *it,
        it => it,
    }
}

/// A method of the client that starts a call.
#[derive(Clone, Debug)]
pub struct CallMethod<'a> {
    /// Its name.
    pub name: &'a MethodName,
    /// The required parameters, in the order of the arguments.
    pub params: Vec<&'a Param>,
    /// The last argument, where the body is required.
    pub body: Option<&'a BodyContent>,
}

impl Candidate {
    /// Whether a value can fit both and neither has a constraint that the other lacks, optional members apart.
    pub fn has_same_constraints(&self, other: &Self) -> bool {
        self.has_kind_of(other)
            && self.required == other.required
            && self.constants == other.constants
            && self.values == other.values
            && self.items == other.items
    }

    /// Whether no value fits both, as far as the table shows.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        let values = !self.values.is_empty()
            && !other.values.is_empty()
            && !self.values.iter().any(|it| other.values.contains(it));
        let constants = self.constants.iter().any(|(name, values)| {
            let theirs = other.constants.iter().find(|it| it.0 == *name);
            let required = self.required.contains(name) && other.required.contains(name);
            required && theirs.is_some_and(|theirs| !values.iter().any(|it| theirs.1.contains(it)))
        });
        let closed = |a: &Self, b: &Self| a.closed && b.required.iter().any(|it| !a.known.contains(it));
        !self.has_kind_of(other) || values || constants || closed(self, other) || closed(other, self)
    }

    fn has_kind_of(&self, other: &Self) -> bool {
        let number = |it: &JsonKind| matches!(it, JsonKind::Integer | JsonKind::Number);
        let same = |a: &JsonKind, b: &JsonKind| a == b || (number(a) && number(b));
        self.kinds.is_empty()
            || other.kinds.is_empty()
            || self.kinds.iter().any(|a| other.kinds.iter().any(|b| same(a, b)))
    }
}

impl Scalar {
    /// Whether it is the value of a tag, which has the text of a number or a boolean.
    pub fn is_tag(&self, tag: &str) -> bool {
        match self {
            Self::String(it) => it == tag,
            Self::Number(it) => it.to_string() == tag,
            Self::Bool(it) => it.to_string() == tag,
            Self::Null => false,
        }
    }
}

impl Status {
    /// Whether it is one of success (RFC 9110, section 15.3).
    pub fn is_success(self) -> bool {
        match self {
            Self::Code(code) => (200..300).contains(&code),
            Self::Range(first) => first == 2,
            Self::Default => false,
        }
    }
}

impl Api {
    /// The environment variable that `Client::from_env` reads, and the scheme whose credential it holds, as an index:
    /// where the settings name a variable, the first scheme with a credential of one text.
    pub fn from_env(&self) -> Option<(&str, usize)> {
        let variable = self.package.auth_env.as_ref()?;
        let of_one_text = |it: &SecurityScheme| !matches!(it.kind, SchemeKind::Basic | SchemeKind::MutualTls);
        Some((variable, self.schemes.iter().position(of_one_text)?))
    }
}

impl Operation {
    /// The path template without the query that some documents write into it.
    pub fn plain_path(&self) -> String {
        split_path(&self.path).0
    }

    /// The path as the runtime fills it in: `{name}` for a parameter, `{+name}` for one that spans segments; no other
    /// brace.
    pub fn template(&self) -> String {
        let text = |it: &str| it.replace('{', "%7B").replace('}', "%7D");
        let segment = |it: &Segment| match it {
            Segment::Literal(it) => text(it),
            Segment::Param(index) => match self.params.get(*index) {
                Some(it) if it.slashes => format!("{{+{}}}", it.wire),
                Some(it) => format!("{{{}}}", it.wire),
                None => String::new(),
            },
        };
        self.segments.iter().map(segment).collect()
    }

    /// What that query always says.
    pub fn fixed_query(&self) -> Vec<(String, String)> {
        let fixed = split_path(&self.path).1.into_iter().filter_map(|it| match it.value {
            QueryValue::Text(text) => Some((it.name, text)),
            QueryValue::Variable(_) => None,
        });
        fixed.collect()
    }

    /// The methods that start a call; the first one is the operation's own.
    pub fn call_methods(&self) -> Vec<CallMethod<'_>> {
        let params: Vec<_> = self.params.iter().filter(|it| it.required).collect();
        let contents = self.required_body().map(|it| it.contents.as_slice()).unwrap_or_default();
        let own = CallMethod { name: &self.name, params: params.clone(), body: contents.first() };
        let others = contents.iter().skip(1);
        let others = others.map(|it| CallMethod { name: &it.method, params: params.clone(), body: Some(it) });
        [own].into_iter().chain(others).collect()
    }

    fn required_body(&self) -> Option<&Body> {
        self.body.as_ref().filter(|it| it.required)
    }

    /// The parameters that have setters.
    pub fn param_setters(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|it| !it.required)
    }

    /// The media types of an optional body; each has a setter.
    pub fn body_setters(&self) -> impl Iterator<Item = &BodyContent> {
        self.body.iter().filter(|it| !it.required).flat_map(|it| &it.contents)
    }

    /// The responses that are successes. `default` is one where no success has a status of its own.
    pub fn successes(&self) -> impl Iterator<Item = &ResponseCase> {
        self.responses.iter().filter(|it| self.is_success(it.status))
    }

    /// The responses that are errors.
    pub fn error_responses(&self) -> impl Iterator<Item = &ResponseCase> {
        self.responses.iter().filter(|it| !self.is_success(it.status))
    }

    fn is_success(&self, status: Status) -> bool {
        match status {
            Status::Default => !self.responses.iter().any(|it| it.status.is_success()),
            status => status.is_success(),
        }
    }

    /// How the operation is paged, where its pages are read as a whole and have one shape.
    pub fn paging(&self) -> Option<&Pagination> {
        match &self.output {
            Outcome::Single { kind: ContentKind::Json | ContentKind::Form | ContentKind::Xml, .. } => {
                self.pagination.as_ref()
            }
            Outcome::Enum { .. } => self.pagination.as_ref().filter(|it| !it.variants.is_empty()),
            _ => None,
        }
    }
}
