//! Differences between a schema and its type that no step of the pipeline has reported.
//!
//! That a step reads a keyword does not mean that the crate does what the keyword says. So the coverage does not trust
//! the steps: at each place where a schema decides a type ([`sites`]), the JSON types, the format and the listed values
//! of the schema by the letter are compared with the type, and the same for items and values. A difference that nobody
//! has reported is reported here, so none is silent.

mod letter;
mod sites;
mod taken;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_places;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use self::sites::Site;
use self::taken::Taken;
use super::kinds::{Kinds, Written};
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code, reported};
use crate::document::Document;
use crate::ir::{Api, TypeRef};
use crate::source_map::Origins;

/// How deep lists and maps are looked into.
const DEPTH: usize = 32;

/// How many schemas are searched for reported problems.
const MOST: usize = 256;

/// Reports the differences. `document` is as the user wrote it, with its other files in it.
pub fn report<'a>(document: &'a Document, api: &'a Api, diags: &mut Diagnostics) {
    let names: Vec<_> = api.types.iter().map(|def| TypeRef::Named(def.name.clone())).collect();
    let mut found = BTreeMap::new();
    {
        let origins = Origins::new(&document.places, diags.places());
        let reported = reported(diags, &origins);
        let check = Check { written: Written::new(&document.value), taken: Taken::new(api), reported };
        for site in sites::of(api, &names) {
            if let Some((at, schema)) = check.place(&site, &origins)
                && let Some(message) = check.site(&site, &at, schema)
            {
                found.insert(at, message);
            }
        }
    }
    for (at, message) in found {
        diags.approximated(code::UNREPORTED, &at, message);
    }
}

struct Check<'a> {
    written: Written<'a>,
    taken: Taken<'a>,
    reported: BTreeSet<Pointer>,
}

impl<'a> Check<'a> {
    /// The schema and where it stands in the document as it was written; before 3.0 a parameter or header is its own schema.
    fn place(&self, site: &Site<'_>, origins: &Origins<'_>) -> Option<(Pointer, &'a Value)> {
        let found = |at: Pointer| self.written.get(&at).map(|schema| (at, schema));
        let own = |(at, schema): &(Pointer, &Value)| self.is_own_schema(at, schema);
        let schema = origins.of(&site.at).and_then(found);
        schema.or_else(|| origins.of(&site.around).and_then(found).filter(own))
    }

    fn is_own_schema(&self, at: &Pointer, value: &Value) -> bool {
        let is_header = || at.parent().is_some_and(|it| it.last() == "headers");
        let own = || value.get("schema").is_none() && (value.get("in").is_some() || is_header());
        self.written.is_swagger() && own()
    }

    fn site(&self, site: &Site<'a>, at: &Pointer, schema: &'a Value) -> Option<String> {
        let message = self.message(site, schema)?;
        let around = at.parent().filter(|_| site.at != site.around);
        let is_reported = around.is_some_and(|it| self.reported.contains(&it));
        (!is_reported && !self.is_reported(at, schema, &mut BTreeSet::new())).then_some(message)
    }

    fn message(&self, site: &Site<'a>, schema: &'a Value) -> Option<String> {
        if site.bytes == Some(false) && letter::is_binary(&self.written, schema) {
            return Some("the schema is of bytes, which the client takes for text".to_owned());
        }
        if site.open == Kinds::ALL {
            return self.lost_in_bytes(site, schema);
        }
        // What is forbidden beyond the named members is not read.
        if *schema == Value::Bool(false) {
            return None;
        }
        if self.is_untyped_part(schema, site.ty) {
            return None;
        }
        let kinds = self.taken.kinds(site.ty);
        // Only a number is read from a text, too.
        let is_number = !kinds.and(Kinds::NUMBER).is_empty();
        let is_text = site.text && number_or_text(self.written.target(schema));
        let extra = if is_text { site.extra.or(Kinds::STRING) } else { site.extra };
        let kinds = kinds.or(if is_number { extra } else { extra.without(Kinds::STRING) });
        let wanted = self.written.kinds(schema).unwrap_or(kinds);
        if !site.alone && kinds.without(wanted).is_empty() {
            return None;
        }
        difference(wanted, kinds, site.open).or_else(|| self.inside(schema, site.ty, DEPTH))
    }

    /// A body that is given as bytes although the schema describes an object: no rule knows the form of its media type.
    fn lost_in_bytes(&self, site: &Site<'a>, schema: &'a Value) -> Option<String> {
        let is_body = site.bytes == Some(true) && site.at.parent().as_ref() == Some(&site.around);
        let kinds = self.written.kinds(schema).filter(|_| is_body)?.without(Kinds::NULL);
        (kinds == Kinds::OBJECT).then(|| "the schema takes objects, the body is bytes as they are".to_owned())
    }

    /// A part of which no type is said is bytes, which are none of the JSON types (OpenAPI 3.1, section 4.8.15.1).
    fn is_untyped_part(&self, schema: &'a Value, ty: &TypeRef) -> bool {
        taken::is_file(ty) && self.written.kinds(schema) == Some(Kinds::ALL)
    }

    /// The format and the listed values, and the same for items of lists and values of maps.
    fn inside(&self, schema: &'a Value, ty: &'a TypeRef, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        if let Some(message) = letter::difference(&self.written, &self.taken, schema, ty) {
            return Some(message);
        }
        let schema = self.written.target(schema);
        let (keyword, inner) = match ty {
            TypeRef::List(it) => ("items", it),
            TypeRef::Map(it) => ("additionalProperties", it),
            TypeRef::Option(it) | TypeRef::Boxed(it) => return self.inside(schema, it, depth),
            _ => return None,
        };
        let schema = schema.get(keyword).filter(|it| it.is_object())?;
        if self.is_untyped_part(schema, inner) {
            return None;
        }
        let mut kinds = self.taken.kinds(inner);
        if number_or_text(schema) {
            kinds = kinds.or(Kinds::STRING);
        }
        let found = self.written.kinds(schema).and_then(|wanted| difference(wanted, kinds, Kinds::NONE));
        found.or_else(|| self.inside(schema, inner, depth))
    }

    /// Whether something was reported about the schema, about what it refers to, or about what it combines.
    fn is_reported(&self, at: &Pointer, schema: &Value, seen: &mut BTreeSet<Pointer>) -> bool {
        if self.reported.contains(at) {
            return true;
        }
        // What is too large to look through is not held against anybody.
        if seen.len() == MOST {
            return true;
        }
        if !seen.insert(at.clone()) {
            return false;
        }
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix('#'));
        let target = target.map(Pointer::parse);
        let in_list = |keyword: &str| -> Vec<Pointer> {
            let count = schema.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
            (0..count).map(|index| at.key(keyword).index(index)).collect()
        };
        let inner = ["items", "additionalProperties"].into_iter();
        let one = inner.filter(|it| schema.get(it).is_some()).map(|it| at.key(it));
        let mut next = target.into_iter().chain(["allOf", "anyOf", "oneOf"].into_iter().flat_map(in_list)).chain(one);
        next.any(|at| self.written.get(&at).is_some_and(|schema| self.is_reported(&at, schema, seen)))
    }
}

/// What a schema takes and a type does not, or the other way round, apart from what is open.
fn difference(wanted: Kinds, kinds: Kinds, open: Kinds) -> Option<String> {
    let (lost, more) = (wanted.without(kinds.or(open)), kinds.without(wanted.or(open)));
    match (lost.is_empty(), more.is_empty()) {
        (true, true) => None,
        (false, _) => Some(format!("the schema takes {}, the type does not", lost.words())),
        (true, false) => Some(format!("the type takes {}, the schema does not", more.words())),
    }
}

/// What a member reads as a number or as its text.
fn number_or_text(schema: &Value) -> bool {
    schema.get("pattern").and_then(Value::as_str).is_some_and(crate::numeric::is_number_pattern)
}
