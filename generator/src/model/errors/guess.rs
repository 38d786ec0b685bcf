//! Where the body of an error response has its code and its message. The settings come first; else what servers do: the
//! members of RFC 9457, and the names that are usual for them. A list stands for its first item.

use crate::config::Config;
use crate::ir::{CodeAccess, Presence, Shape, TypeName, TypeRef, VariantName};
use crate::model::lookup::{Lookup, step};

/// Where a code is looked for, the best place first.
const CODES: &[&str] = &["/code", "/error/code", "/error_code", "/errorCode", "/errors/0/code", "/error/type"];

/// Where a message is looked for, the best place first.
const MESSAGES: &[&str] = &[
    "/message",
    "/error/message",
    "/error_description", // RFC 6749, section 5.2
    "/error_message",
    "/errorMessage",
    "/detail", // RFC 9457, section 3.1.4
    "/title",  // RFC 9457, section 3.1.3
    "/errors/0/message",
    "/errors/0/detail",
    "/errors/0/title",
    "/errorMessages/0",
    "/detail/0/msg",
    "/error",
    "/errors/0",
];

/// Looks for codes and messages.
pub(super) struct Guess<'t> {
    pub lookup: Lookup<'t>,
    pub config: &'t Config,
}

/// Where the ways of a body begin.
#[derive(Clone, Copy)]
struct Start<'t> {
    /// Whether the body may be null.
    is_nullable: bool,
    /// The alternative of a union.
    within: Option<(&'t TypeName, &'t VariantName)>,
}

impl<'t> Guess<'t> {
    /// The ways to the code and to the message of a body, of each alternative where it is a union.
    pub fn ways(&self, ty: &'t TypeRef) -> (Vec<CodeAccess>, Vec<CodeAccess>) {
        let bare = self.lookup.bare(ty);
        let def = bare.named().and_then(|name| self.lookup.def(name));
        let alternatives: Vec<(Option<_>, &TypeRef)> = match def.map(|it| (&it.name, &it.shape)) {
            _ if self.lookup.options(ty) > 1 => Vec::new(),
            Some((name, Shape::Union(it))) => it.variants.iter().map(|it| (Some((name, &it.name)), &it.ty)).collect(),
            _ => vec![(None, bare)],
        };
        let is_nullable = self.lookup.is_optional(ty);
        let mut all = (Vec::new(), Vec::new());
        for (within, ty) in alternatives {
            let (code, message) = self.of_object(Start { is_nullable, within }, ty);
            all.0.extend(code);
            all.1.extend(message);
        }
        all
    }

    fn of_object(&self, start: Start<'t>, ty: &'t TypeRef) -> (Vec<CodeAccess>, Vec<CodeAccess>) {
        let errors = &self.config.errors;
        let find = |pointer: &str, fits: &dyn Fn(&Lookup<'_>, &TypeRef) -> bool| self.way(start, ty, pointer, fits);
        let has_text = |pointer: &str| find(pointer, &is_text).is_some();
        let mut codes: Vec<&str> = errors.code.iter().map(String::as_str).chain(CODES.iter().copied()).collect();
        // A text beside words for people is the code (RFC 6749, section 5.2); by itself it is the message.
        let is_enum = find("/error", &is_enum).is_some();
        let error_is_code = is_enum || ["/error_description", "/message", "/detail"].into_iter().any(has_text);
        codes.extend(error_is_code.then_some("/error"));
        // A type (RFC 9457, section 3.1.1).
        codes.extend(["/title", "/detail"].into_iter().any(has_text).then_some("/type"));
        let code = until_sure(codes.into_iter().filter_map(|it| find(it, &is_code)));
        let messages = errors.message.iter().map(String::as_str).chain(MESSAGES.iter().copied());
        let is_free = |it: &CodeAccess| errors.message.as_ref() == Some(&it.pointer) || !code.contains(it);
        let message = until_sure(messages.filter_map(|it| find(it, &is_text)).filter(is_free));
        (code, message)
    }

    /// The way along a pointer, if it ends at something that fits.
    fn way(
        &self,
        start: Start<'t>,
        ty: &'t TypeRef,
        pointer: &str,
        fits: &dyn Fn(&Lookup<'_>, &TypeRef) -> bool,
    ) -> Option<CodeAccess> {
        let (mut list, mut steps, mut ty) = (None, Vec::new(), ty);
        for token in crate::Pointer::parse(pointer).tokens() {
            match self.lookup.bare(ty) {
                _ if self.lookup.is_optional(ty) => return None,
                TypeRef::List(item) if token == "0" && list.is_none() => {
                    list = Some(std::mem::take(&mut steps));
                    ty = item;
                }
                _ => {
                    let (owner, it) = self.lookup.structure(ty)?;
                    let field = it.fields.iter().find(|field| field.wire == token)?;
                    steps.push(step(owner, field));
                    ty = &field.ty;
                }
            }
        }
        let end = self.lookup.bare(ty);
        let fits = !self.lookup.is_optional(ty) && fits(&self.lookup, end);
        fits.then(|| CodeAccess {
            is_nullable: start.is_nullable,
            within: start.within.map(|(union, variant)| (union.clone(), variant.clone())),
            list,
            steps,
            ty: end.clone(),
            pointer: pointer.to_owned(),
        })
    }
}

/// The ways up to the first one that always leads to a value; each pointer once.
fn until_sure(ways: impl Iterator<Item = CodeAccess>) -> Vec<CodeAccess> {
    let mut all: Vec<CodeAccess> = Vec::new();
    for way in ways {
        let sure = way.list.is_none() && way.steps.iter().all(|it| it.presence == Presence::Required);
        if !all.iter().any(|it| it.pointer == way.pointer) {
            all.push(way);
        }
        if sure {
            break;
        }
    }
    all
}

fn is_text(_: &Lookup<'_>, ty: &TypeRef) -> bool {
    *ty == TypeRef::String
}

fn is_enum(lookup: &Lookup<'_>, ty: &TypeRef) -> bool {
    ty.named().and_then(|name| lookup.def(name)).is_some_and(|def| matches!(def.shape, Shape::Enum(_)))
}

/// Only what is one word can be a code.
fn is_code(lookup: &Lookup<'_>, ty: &TypeRef) -> bool {
    let word = matches!(ty, TypeRef::String | TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64);
    word || is_enum(lookup, ty)
}
