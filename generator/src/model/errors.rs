//! Error responses of all operations → the one enum of their bodies, the ways to code and message in each of them, and
//! the tables that operations share.

mod guess;

use std::collections::{BTreeMap, BTreeSet};

use self::guess::Guess;
use super::draft::Draft;
use super::lookup::Lookup;
use crate::Pointer;
use crate::config::Config;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{
    CodeAccess, ConstName, Content, ContentKind, ErrorBody, ErrorReader, ErrorTable, ErrorType, Errors, Format,
    MethodName, Operation, Status, TypeDef, TypeRef, VariantName,
};
use crate::namer::{Kind, Scope};

/// Decides what error responses have: the types of their bodies, and where code and message stand in each.
pub(super) fn run(draft: &mut Draft<'_>, diags: &mut Diagnostics) {
    let config = draft.config;
    draft.each(diags, |api, diags| api.errors = errors(&mut api.operations, &api.types, config, diags));
}

/// What error responses have; each operation gets the name of its table.
pub(crate) fn errors(
    operations: &mut [Operation],
    types: &[TypeDef],
    config: &Config,
    diags: &mut Diagnostics,
) -> Errors {
    let guess = Guess { lookup: Lookup::new(types), config };
    let bodies = bodies(operations, &guess, diags);
    let mut errors = Errors { code: code_type(operations, &bodies), bodies, ..Errors::default() };
    errors.readers = readers(operations, &errors);
    errors.tables = tables(operations, &errors);
    errors
}

/// The bodies of error responses, with their statuses.
fn contents(operation: &Operation) -> impl Iterator<Item = (Status, &Content)> {
    operation.error_responses().flat_map(|it| it.contents.iter().map(|content| (it.status, content)))
}

/// A variant for each type. Types of the document's own have their names; the others take what is left.
fn bodies(operations: &[Operation], guess: &Guess<'_>, diags: &mut Diagnostics) -> Vec<ErrorBody> {
    let mut first: BTreeMap<ErrorType, &Pointer> = BTreeMap::new();
    for (_, content) in operations.iter().flat_map(contents) {
        first.entry(ErrorType::of(content)).or_insert(&content.pointer);
    }
    let named: BTreeSet<String> = first.keys().filter_map(own_name).collect();
    let mut scope = Scope::new(Kind::Variant, &named.iter().map(String::as_str).collect::<Vec<_>>());
    let bodies = first.into_iter().map(|(ty, at)| {
        let variant = own_name(&ty).unwrap_or_else(|| {
            let word = word(&ty);
            scope.name(&[&word, &format!("{word} value")])
        });
        let (code, message) = match &ty {
            ErrorType::Value(ty) => guess.ways(ty),
            ErrorType::Bytes => Default::default(),
        };
        let body = ErrorBody { variant: VariantName::new(variant), ty, code, message };
        report(&body, guess.config, at, diags);
        body
    });
    let mut bodies: Vec<_> = bodies.collect();
    bodies.sort_by(|a, b| a.variant.cmp(&b.variant));
    bodies
}

fn own_name(ty: &ErrorType) -> Option<String> {
    match ty {
        ErrorType::Value(TypeRef::Named(name)) => Some(name.to_string()),
        _ => None,
    }
}

/// What a type without a name is called.
fn word(ty: &ErrorType) -> String {
    match ty {
        ErrorType::Value(ty) => word_of_value(ty),
        ErrorType::Bytes => "Bytes".to_owned(),
    }
}

fn word_of_value(ty: &TypeRef) -> String {
    let plain = match ty {
        TypeRef::Named(name) => return name.to_string(),
        TypeRef::List(item) => return format!("{}List", word_of_value(item)),
        TypeRef::Map(item) => return format!("{}Map", word_of_value(item)),
        TypeRef::Option(inner) => return format!("{}OrNull", word_of_value(inner)),
        TypeRef::Boxed(inner) => return word_of_value(inner),
        TypeRef::String => "Text",
        TypeRef::Json => "Json",
        TypeRef::Null => "Null",
        TypeRef::Bool => "Bool",
        TypeRef::I64 => "Integer",
        TypeRef::I32 => "Integer32",
        TypeRef::U64 => "Unsigned",
        TypeRef::U32 => "Unsigned32",
        TypeRef::F64 => "Number",
        TypeRef::Format(Format::DateTime) => "DateTime",
        TypeRef::Format(Format::Date) => "Date",
        TypeRef::Format(Format::Time) => "Time",
        TypeRef::Format(Format::Duration) => "Duration",
        TypeRef::Format(Format::Uuid) => "Uuid",
        TypeRef::Format(Format::Uri) => "Uri",
        TypeRef::Format(Format::Decimal) => "Decimal",
        TypeRef::Format(Format::DecimalNumber) => "DecimalNumber",
        TypeRef::Format(Format::Base64) => "Base64",
        TypeRef::Format(Format::File) => "File",
    };
    plain.to_owned()
}

/// Tells in the report where code and message are read, since that is a choice of ours or of the settings.
fn report(body: &ErrorBody, config: &Config, at: &Pointer, diags: &mut Diagnostics) {
    let ways = |ways: &[CodeAccess]| {
        let mut pointers: Vec<_> = ways.iter().map(|it| format!("`{}`", it.pointer)).collect();
        pointers.dedup();
        pointers.join(", else ")
    };
    let rows = [("code", &body.code, &config.errors.code), ("message", &body.message, &config.errors.message)];
    let phrases: Vec<_> = rows
        .iter()
        .map(|(what, found, set)| match found.is_empty() {
            true => format!("no {what}"),
            false if set.as_ref().is_some_and(|it| found.iter().any(|way| way.pointer == *it)) => {
                format!("its {what} at {}, as the settings say", ways(found))
            }
            false => format!("its {what} at {}", ways(found)),
        })
        .collect();
    let hint = match body.code.is_empty() || body.message.is_empty() {
        true => "; `[errors]` in the settings can say where they are",
        false => "",
    };
    diags.supported(code::ERROR_BODY, at, format!("the error `{}` has {}{hint}", body.variant, phrases.join(" and ")));
}

/// The type of the code that most error responses have; of two that as many have, the one of the document.
fn code_type(operations: &[Operation], bodies: &[ErrorBody]) -> Option<TypeRef> {
    let mut counts: BTreeMap<&TypeRef, usize> = BTreeMap::new();
    for (_, content) in operations.iter().flat_map(contents) {
        let ty = ErrorType::of(content);
        let body = bodies.iter().find(|it| it.ty == ty);
        let types: BTreeSet<_> = body.iter().flat_map(|it| &it.code).map(|it| &it.ty).collect();
        types.into_iter().for_each(|ty| *counts.entry(ty).or_default() += 1);
    }
    let best = counts.into_iter().max_by_key(|(ty, count)| (*count, matches!(ty, TypeRef::Named(_))));
    best.map(|(ty, _)| ty.clone())
}

/// The ways in which bodies come, JSON first.
fn readers(operations: &[Operation], errors: &Errors) -> Vec<ErrorReader> {
    let mut distinct: Vec<(VariantName, &Content)> = Vec::new();
    for (_, content) in operations.iter().flat_map(contents) {
        let Some(body) = errors.body(&ErrorType::of(content)) else { continue };
        if !distinct.iter().any(|(_, it)| is_read_alike(it, content)) {
            distinct.push((body.variant.clone(), content));
        }
    }
    distinct.sort_by(|(a, one), (b, other)| {
        let key = |it: &Content| (it.media_type != "application/json", it.media_type.clone(), it.pointer.clone());
        (a, key(one)).cmp(&(b, key(other)))
    });
    let mut scope = Scope::new(Kind::Method, &[]);
    let named = distinct.into_iter().map(|(variant, content)| {
        let subtype = content.media_type.split_once('/').map_or("", |(_, subtype)| subtype);
        let name = scope.name(&[variant.as_str(), &format!("{variant} {subtype}")]);
        ErrorReader { name: MethodName::new(name), content: content.clone(), variant }
    });
    let mut readers: Vec<_> = named.collect();
    readers.sort_by(|a, b| a.name.cmp(&b.name));
    readers
}

/// Whether two bodies are one to a reader. How a body stands in XML is a matter of its place.
fn is_read_alike(a: &Content, b: &Content) -> bool {
    let place = |it: &Content| (it.kind == ContentKind::Xml).then(|| it.pointer.clone());
    (a.kind, &a.media_type, ErrorType::of(a), place(a)) == (b.kind, &b.media_type, ErrorType::of(b), place(b))
}

/// The tables, each once; operations are given the names of theirs.
fn tables(operations: &mut [Operation], errors: &Errors) -> Vec<ErrorTable> {
    let cases = |operation: &Operation| -> Vec<(Status, usize)> {
        let index = |content: &Content| errors.readers.iter().position(|it| is_read_alike(&it.content, content));
        contents(operation).filter_map(|(status, content)| Some((status, index(content)?))).collect()
    };
    let of_operations: Vec<_> = operations.iter().map(cases).collect();
    let distinct: BTreeSet<_> = of_operations.iter().filter(|it| !it.is_empty()).collect();
    let mut scope = Scope::new(Kind::Const, &[]);
    let names: BTreeMap<_, _> =
        distinct.iter().map(|cases| (*cases, ConstName::new(scope.name(&[&words(cases, errors)])))).collect();
    for (operation, cases) in operations.iter_mut().zip(&of_operations) {
        operation.errors = names.get(cases).cloned();
    }
    let mut tables: Vec<_> = names.into_iter().map(|(cases, name)| ErrorTable { name, cases: cases.clone() }).collect();
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    tables
}

/// `error response 401 404 problem default`.
fn words(cases: &[(Status, usize)], errors: &Errors) -> String {
    let mut readers: Vec<usize> = Vec::new();
    for (_, reader) in cases {
        if !readers.contains(reader) {
            readers.push(*reader);
        }
    }
    let words = readers.iter().map(|reader| {
        let statuses = cases.iter().filter(|it| it.1 == *reader).map(|(status, _)| match status {
            Status::Code(code) => format!(" {code}"),
            Status::Range(first) => format!(" {first}xx"),
            Status::Default => " default".to_owned(),
        });
        format!("{}{}", errors.readers[*reader].name, statuses.collect::<String>())
    });
    words.collect::<Vec<_>>().join(" ")
}
