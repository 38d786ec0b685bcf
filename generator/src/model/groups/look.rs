//! What a type looks like on the wire, and which other types it refers to.
//!
//! Two types that look the same and refer to equal types are equal: the same members with their types, requiredness,
//! access, tags and XML representation; the same values in any order; the same alternatives, distinguished in the same way.
//! Annotations, constraints, and whether other members are allowed make no difference: no Rust type expresses them.

use std::collections::BTreeMap;
use std::fmt::Write;

use foldhash::{HashMap, HashMapExt as _};
use serde_json::Value;

use super::partition::{Links, Node};
use crate::ir::{Candidate, Choice, Enum, EnumRepr, Shape, Struct, TypeDef, TypeName, TypeRef, Union, Variant};
use crate::model::grouped::Labels;

/// Alternatives beyond this number are not looked at in pairs: their order counts.
const MOST_PAIRS: usize = 64;

/// A node for each type; those with a name of their own equal none, and those that have different labels neither.
pub(super) fn nodes(types: &[TypeDef], hints: &BTreeMap<TypeName, String>, labels: &Labels) -> Vec<Node> {
    let index = types.iter().enumerate().map(|(index, def)| (&def.name, index)).collect();
    let mut looks = Looks { index, numbers: HashMap::new(), links: Vec::new() };
    let text = |texts: &BTreeMap<TypeName, String>, def: &TypeDef| texts.get(&def.name).cloned().unwrap_or_default();
    types.iter().map(|def| looks.node(def, &text(hints, def), &text(labels, def))).collect()
}

struct Looks<'t> {
    index: HashMap<&'t TypeName, usize>,
    numbers: HashMap<String, usize>,
    /// What the text in the making leads to.
    links: Vec<usize>,
}

impl Looks<'_> {
    fn node(&mut self, def: &TypeDef, hints: &str, label: &str) -> Node {
        if let Some(component) = &def.component {
            return Node { look: self.number(format!("component {component:?}")), links: Links::default() };
        }
        let (text, links) = match &def.shape {
            Shape::Union(it) => self.union(it),
            shape => {
                let text = self.shape(shape);
                (text, Links::Row(std::mem::take(&mut self.links)))
            }
        };
        Node { look: self.number(format!("{text} {hints} {label}")), links }
    }

    fn number(&mut self, look: String) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(look).or_insert(next)
    }

    fn shape(&mut self, shape: &Shape) -> String {
        match shape {
            Shape::Struct(it) => self.structure(it),
            Shape::Enum(it) => enumeration(it),
            Shape::Constant(it) => format!("constant {}", canonical(&it.value)),
            Shape::Tuple(it) => {
                let mut text = "tuple".to_owned();
                it.items.iter().for_each(|ty| self.ty(ty, &mut text));
                if let Some(rest) = &it.rest {
                    text.push_str(" rest");
                    self.ty(rest, &mut text);
                }
                text
            }
            Shape::Alias(it) | Shape::Newtype(it) => {
                let mut text = "alias".to_owned();
                self.ty(it, &mut text);
                text
            }
            Shape::Union(_) => unreachable!("`node` takes unions by their alternatives"),
        }
    }

    fn structure(&mut self, it: &Struct) -> String {
        let mut text = "struct".to_owned();
        for field in &it.fields {
            let _ = write!(text, "\n{:?} {:?} {:?} {:?}", field.wire, field.presence, field.access, field.tag);
            self.ty(&field.ty, &mut text);
        }
        if let Some((name, ty)) = &it.extra {
            let _ = write!(text, "\n.. {name}");
            self.ty(ty, &mut text);
        }
        text
    }

    /// A type without the names in it, which become links.
    fn ty(&mut self, ty: &TypeRef, text: &mut String) {
        let mut ty = ty;
        loop {
            let (word, inner) = match ty {
                TypeRef::Named(name) => {
                    self.links.extend(self.index.get(name));
                    text.push_str(" @");
                    return;
                }
                TypeRef::List(it) => (" [", it),
                TypeRef::Map(it) => (" {", it),
                TypeRef::Option(it) => (" ~", it),
                TypeRef::Boxed(it) => ("", it),
                plain => {
                    let _ = write!(text, " {plain:?}");
                    return;
                }
            };
            text.push_str(word);
            ty = inner;
        }
    }

    fn union(&mut self, it: &Union) -> (String, Links) {
        let (text, ways) = match &it.choice {
            Choice::Tagged { property, values, default } => {
                let way = |index: usize| {
                    let mut tags: Vec<_> = values.iter().filter(|it| it.1 == index).map(|it| &it.0).collect();
                    tags.sort();
                    format!("{tags:?} {}", *default == Some(index))
                };
                (format!("union by {property:?}"), (0..it.variants.len()).map(way).collect::<Vec<_>>())
            }
            Choice::Untagged(candidates) => {
                let ordered = !are_apart(candidates);
                let way = |index: usize| {
                    let tried = candidates.iter().enumerate().filter(|(_, it)| it.variant == index);
                    let tried =
                        tried.map(|(order, it)| (ordered.then_some(order), Candidate { variant: 0, ..it.clone() }));
                    format!("{:?}", tried.collect::<Vec<_>>())
                };
                ("union".to_owned(), (0..it.variants.len()).map(way).collect())
            }
        };
        let rows = it.variants.iter().zip(ways).map(|(variant, way)| {
            let mut text = format!("alternative {way} {:?}", variant.tag);
            self.ty(&variant.ty, &mut text);
            (self.number(text), std::mem::take(&mut self.links))
        });
        (text, Links::Bag(rows.collect()))
    }
}

/// Whether no value fits two of them, so that it does not matter which one is tried first.
fn are_apart(candidates: &[Candidate]) -> bool {
    let rival = |index: usize, it: &Candidate| candidates[index + 1..].iter().any(|other| !it.is_disjoint(other));
    candidates.len() <= MOST_PAIRS && !candidates.iter().enumerate().any(|(index, it)| rival(index, it))
}

/// The values. Where they are no texts, their names say what they mean, and `1` of one enum is not that of another.
fn enumeration(it: &Enum) -> String {
    let name = |variant: &Variant| (it.repr != EnumRepr::String).then(|| variant.name.as_str().to_owned());
    let mut values: Vec<String> =
        it.variants.iter().map(|it| format!("{:?} {:?}", it.wire, name(it).unwrap_or_default())).collect();
    values.sort();
    values.dedup();
    format!("enum {:?} {values:?}", it.repr)
}

/// A value as text, the members of objects by name.
fn canonical(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            let members: BTreeMap<_, _> = members.iter().collect();
            let members = members.into_iter().map(|(name, it)| format!("{name:?}:{}", canonical(it)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        plain => plain.to_string(),
    }
}
