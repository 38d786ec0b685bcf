//! What error responses give users: the type of `code()`, and the variants of `ErrorBody` that no schema names.

use std::collections::BTreeMap;

use super::scope::{Claim, Identifiers};
use super::state::Lock;
use super::types::spelled;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, ErrorType, Errors, TypeRef, VariantName};
use crate::namer as names;
use crate::names::{Kind, element};

/// Gives back the names of error responses, to the API of a crate and to the one without groups.
pub(super) fn name(lock: &mut Lock<'_>, api: &mut Api, ungrouped: Option<&mut Api>, diags: &mut Diagnostics) {
    keep_code(lock, &mut api.errors);
    if let Some(ty) = &api.errors.code {
        lock.settled.names.put(Kind::Code, "", spelled(ty));
    }
    let names = variants(lock, &api.errors, diags);
    let code = api.errors.code.clone();
    for errors in [Some(&mut api.errors), ungrouped.map(|it| &mut it.errors)].into_iter().flatten() {
        rename(errors, &names);
        if codes(errors).any(|it| Some(it) == code.as_ref()) {
            errors.code.clone_from(&code);
        }
    }
}

/// `code()` has the type that it had, as long as some error response has such a code.
fn keep_code(lock: &Lock<'_>, errors: &mut Errors) {
    let Some(known) = lock.known.get(Kind::Code, "") else { return };
    let kept = codes(errors).find(|it| spelled(it) == known.value).cloned();
    errors.code = kept.or(errors.code.take());
}

fn codes(errors: &Errors) -> impl Iterator<Item = &TypeRef> {
    errors.bodies.iter().flat_map(|it| &it.code).map(|it| &it.ty)
}

/// The names of the variants, by what they hold. One that is called as its type is has no line: that of the type is enough.
fn variants(lock: &mut Lock<'_>, errors: &Errors, diags: &mut Diagnostics) -> BTreeMap<ErrorType, VariantName> {
    let key = |ty: &ErrorType| match ty {
        ErrorType::Value(ty) => element(&spelled(ty)),
        ErrorType::Bytes => "bytes".to_owned(),
    };
    let usual = |ty: &ErrorType| match ty {
        ErrorType::Value(TypeRef::Named(name)) => Some(name.to_string()),
        _ => None,
    };
    let claims: Vec<_> =
        errors.bodies.iter().map(|it| (Kind::Error, Claim::new(key(&it.ty), it.variant.as_str()))).collect();
    let scope = Identifiers { kind: names::Kind::Variant, reserved: &[] };
    let names = lock.settle(&scope, &claims, diags);
    for (body, name) in errors.bodies.iter().zip(&names) {
        if usual(&body.ty).as_ref() == Some(name) {
            lock.settled.names.forget(Kind::Error, &key(&body.ty));
        }
    }
    let names = names.into_iter().map(VariantName::new);
    errors.bodies.iter().map(|it| it.ty.clone()).zip(names).collect()
}

fn rename(errors: &mut Errors, names: &BTreeMap<ErrorType, VariantName>) {
    for reader in &mut errors.readers {
        if let Some(name) = names.get(&ErrorType::of(&reader.content)) {
            reader.variant = name.clone();
        }
    }
    for body in &mut errors.bodies {
        if let Some(name) = names.get(&body.ty) {
            body.variant = name.clone();
        }
    }
    errors.bodies.sort_by(|a, b| a.variant.cmp(&b.variant));
}
