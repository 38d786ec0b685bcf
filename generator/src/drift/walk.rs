//! Both APIs side by side: pairs of types are found by following references from places that belong together,
//! each pair is compared once, and the edges remember who reaches it and in which direction.

use std::collections::{HashMap, HashSet};

use super::describe::describe;
use super::finding::{Finding, Mask, Owner, Site, Subject, Touch};
use super::relation::{self, Relation, resolved};
use super::texts::texts;
use super::{demands, objects, rules, structures, unions, values};
use crate::ir::{Api, Operation, Shape, TypeDef, TypeName, TypeRef};
use crate::surface::path;

/// The comparison under way.
pub(super) struct Walk<'a> {
    pub old: &'a Api,
    pub new: &'a Api,
    pub operations: Vec<(&'a Operation, &'a Operation)>,
    pub types: Vec<(&'a TypeDef, &'a TypeDef)>,
    pub edges: Vec<Edge>,
    pub findings: Vec<Finding>,
    /// Pairs of types whose elements of XML are compared.
    pub elements: HashSet<(TypeName, TypeName)>,
    index: HashMap<(&'a TypeName, &'a TypeName), usize>,
    compared: usize,
    depth: usize,
}

/// A reference to a pair of types.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub from: Owner,
    pub to: usize,
    pub mask: Mask,
}

impl<'a> Walk<'a> {
    pub fn new(old: &'a Api, new: &'a Api) -> Self {
        Self {
            old,
            new,
            operations: Vec::new(),
            types: Vec::new(),
            edges: Vec::new(),
            findings: Vec::new(),
            elements: HashSet::new(),
            index: HashMap::new(),
            compared: 0,
            depth: 0,
        }
    }

    /// Compares the pairs that were found and not looked at yet, and those that they lead to.
    pub fn drain(&mut self) {
        while self.compared < self.types.len() {
            let pair = self.compared;
            self.compared += 1;
            self.type_pair(pair);
        }
    }

    /// Compares two types at a place that belongs together. Lists of lists of lists end somewhere.
    pub fn compare(&mut self, old: &'a TypeRef, new: &'a TypeRef, site: &Site) {
        if self.depth < DEEPEST {
            self.depth += 1;
            self.nested(old, new, site);
            self.depth -= 1;
        }
    }

    fn nested(&mut self, old: &'a TypeRef, new: &'a TypeRef, site: &Site) {
        let (old, new) = (unboxed(old), unboxed(new));
        if let (TypeRef::Named(a), TypeRef::Named(b)) = (old, new) {
            let (a, b) = (self.old.type_def(a), self.new.type_def(b));
            let respelled = is_text(site) && other_scalars(&a.shape, &b.shape);
            if !respelled && (self.same_name(a, b) || pairable(&a.shape, &b.shape)) {
                return self.pair(a, b, site);
            }
        }
        match (old, new) {
            (TypeRef::Option(_), TypeRef::Null) | (TypeRef::Null, TypeRef::Option(_)) => self.nullness(old, new, site),
            (TypeRef::Option(old), TypeRef::Option(new)) => self.compare(old, new, site),
            (TypeRef::Option(old), new) => {
                self.findings.push(site.finding(rules::BECAME_NOT_NULLABLE, "", ""));
                self.compare(old, new, site);
            }
            (old, TypeRef::Option(new)) => {
                self.findings.push(site.finding(rules::BECAME_NULLABLE, "", ""));
                self.compare(old, new, site);
            }
            _ => self.behind_names(old, new, site),
        }
    }

    /// A value that may be null beside one that is nothing else: no value but null is in both.
    pub fn nullness(&mut self, old: &'a TypeRef, new: &'a TypeRef, site: &Site) {
        let rule = if *resolved(self.new, new) == TypeRef::Null { rules::TYPE_NARROWED } else { rules::TYPE_WIDENED };
        let finding = site.finding(rule, describe(self.old, old), describe(self.new, new));
        self.findings.push(finding.losing(vec![old.clone()]).gaining(vec![new.clone()]));
    }

    /// Follows an alias that only one side has.
    fn behind_names(&mut self, old: &'a TypeRef, new: &'a TypeRef, site: &Site) {
        let (a, b) = (resolved(self.old, old), resolved(self.new, new));
        if (a, b) != (old, new) {
            self.named_otherwise(old, new, site);
            return self.compare(a, b, site);
        }
        match (old, new) {
            (TypeRef::List(old), TypeRef::List(new)) => self.compare(old, new, &site.inside("[]")),
            (TypeRef::Map(old), TypeRef::Map(new)) => self.compare(old, new, &site.inside("{}")),
            _ => self.mismatch(old, new, site),
        }
    }

    /// Notes that a value has another name now, where one side has a name for what the other writes out.
    fn named_otherwise(&mut self, old: &TypeRef, new: &TypeRef, site: &Site) {
        let def = |api: &'a Api, ty: &TypeRef| match ty {
            TypeRef::Named(name) => Some(api.type_def(name)).filter(|it| it.component.is_some()),
            _ => None,
        };
        let finding = match (def(self.old, old), def(self.new, new)) {
            (None, Some(b)) => site.finding(rules::SCHEMA_TO_COMPONENT, describe(self.old, old), wire_name(b)).whole(),
            (Some(a), None) => site.finding(rules::SCHEMA_TO_INLINE, wire_name(a), describe(self.new, new)).whole(),
            (Some(a), Some(b)) if a.component != b.component => {
                site.finding(rules::SCHEMA_REPLACED, wire_name(a), wire_name(b))
            }
            _ => return,
        };
        self.findings.push(finding.losing(vec![old.clone()]).gaining(vec![new.clone()]));
    }

    /// Notes that one type became another.
    fn mismatch(&mut self, old: &'a TypeRef, new: &'a TypeRef, site: &Site) {
        if objects::emptied(self, old, new, site) {
            return;
        }
        let rule = match relation::relation(self.old, old, self.new, new) {
            Relation::Equal => return,
            Relation::Wider => rules::TYPE_WIDENED,
            Relation::Narrower => rules::TYPE_NARROWED,
            Relation::Opened => rules::BECAME_OPEN,
            Relation::Closed => rules::BECAME_ENUM,
            // Outside of a body everything is text.
            Relation::Different if is_text(site) => {
                let (old, new) = (texts(self.old, old), texts(self.new, new));
                match (old.within(&new), new.within(&old)) {
                    (true, true) => rules::TYPE_RESPELLED,
                    (true, _) => rules::TYPE_WIDENED,
                    (_, true) => rules::TYPE_NARROWED,
                    _ => rules::TYPE_CHANGED,
                }
            }
            Relation::Different => rules::TYPE_CHANGED,
        };
        let (before, after) = (describe(self.old, old), describe(self.new, new));
        let finding = site.finding(rule, before, after);
        self.findings.push(finding.losing(vec![old.clone()]).gaining(vec![new.clone()]));
    }

    /// Takes two named types together, and notes where their names differ.
    pub fn pair(&mut self, old: &'a TypeDef, new: &'a TypeDef, site: &Site) {
        let key = (&old.name, &new.name);
        let known = self.index.get(&key).copied();
        let pair = known.unwrap_or_else(|| {
            self.types.push((old, new));
            self.index.insert(key, self.types.len() - 1);
            self.types.len() - 1
        });
        self.edges.push(Edge { from: site.owner, to: pair, mask: site.mask });
        self.names(pair, known.is_none(), site);
    }

    fn names(&mut self, pair: usize, first: bool, site: &Site) {
        let (old, new) = self.types[pair];
        let rule = match (&old.component, &new.component) {
            (Some(a), Some(b)) if a == b && old.name == new.name => return,
            (Some(a), Some(b)) if a != b && (has(self.new, a) || has(self.old, b)) => {
                let finding = site.finding(rules::SCHEMA_REPLACED, a, b);
                let finding = finding.losing(vec![TypeRef::Named(old.name.clone())]);
                self.findings.push(finding.gaining(vec![TypeRef::Named(new.name.clone())]));
                return;
            }
            (None, None) if old.name == new.name => return,
            (None, None) => rules::INLINE_RENAMED,
            (Some(_), Some(_)) => rules::SCHEMA_RENAMED,
            (None, Some(_)) => rules::SCHEMA_TO_COMPONENT,
            (Some(_), None) => rules::SCHEMA_TO_INLINE,
        };
        if first {
            let here = self.type_site(pair);
            self.findings.push(here.finding(rule, wire_name(old), wire_name(new)).whole());
        }
    }

    fn type_site(&self, pair: usize) -> Site {
        let (old, new) = self.types[pair];
        Site {
            owner: Owner::Type(pair),
            subject: Subject::Schema,
            mask: Mask::BOTH,
            place: wire_name(new).to_owned(),
            old: old.pointer.clone(),
            new: new.pointer.clone(),
            touches: vec![Touch::Owner(path::type_(old.name.as_str())), Touch::Owner(path::type_(new.name.as_str()))],
        }
    }

    fn type_pair(&mut self, pair: usize) {
        let (old, new) = self.types[pair];
        let site = self.type_site(pair);
        let from = self.findings.len();
        self.type_parts(pair, &site);
        let named = |def: &TypeDef| TypeRef::Named(def.name.clone());
        let (a, b) = (named(old), named(new));
        let demands = demands::findings(self, (&a, &old.constraints), (&b, &new.constraints), &site, from);
        self.findings.extend(demands);
        if old.deprecated != new.deprecated {
            let rule = if new.deprecated { rules::DEPRECATED } else { rules::UNDEPRECATED };
            let touch = Touch::Item(path::type_(new.name.as_str()));
            self.findings.push(site.finding(rule, "", "").touching(vec![touch]));
        }
        if old.docs != new.docs {
            self.findings.push(site.finding(rules::DOCS, "", "").touching(Vec::new()));
        }
    }

    fn type_parts(&mut self, pair: usize, site: &Site) {
        let (old, new) = self.types[pair];
        match (&old.shape, &new.shape) {
            (Shape::Struct(a), Shape::Struct(b)) => objects::structs(self, (old, a), (new, b), site),
            (Shape::Union(a), Shape::Union(b)) => unions::unions(self, (old, a), (new, b), site),
            (Shape::Tuple(a), Shape::Tuple(b)) => structures::tuples(self, a, b, site),
            (Shape::Alias(a) | Shape::Newtype(a), Shape::Alias(b) | Shape::Newtype(b)) => self.compare(a, b, site),
            (a, b) => match (relation::values(a), relation::values(b)) {
                (Some(_), Some(_)) => values::values(self, old, new, site),
                _ => self.shapes(old, new, site),
            },
        }
    }

    /// Two types of one name that are of different kinds.
    fn shapes(&mut self, old: &'a TypeDef, new: &'a TypeDef, site: &Site) {
        fn inner(def: &TypeDef) -> Option<&TypeRef> {
            match &def.shape {
                Shape::Alias(it) | Shape::Newtype(it) => Some(it),
                _ => None,
            }
        }
        let named = |def: &TypeDef| TypeRef::Named(def.name.clone());
        let (a, b) = (named(old), named(new));
        if objects::emptied(self, &a, &b, site) {
            return;
        }
        let rule = match relation::relation(self.old, &a, self.new, &b) {
            Relation::Equal => return,
            Relation::Wider => rules::TYPE_WIDENED,
            Relation::Narrower => rules::TYPE_NARROWED,
            Relation::Opened => rules::BECAME_OPEN,
            Relation::Closed => rules::BECAME_ENUM,
            Relation::Different => rules::TYPE_CHANGED,
        };
        let text = |api: &Api, def: &TypeDef| match inner(def) {
            Some(ty) => describe(api, ty),
            None => kind(&def.shape).to_owned(),
        };
        let finding = site.finding(rule, text(self.old, old), text(self.new, new));
        let roots = |def: &TypeDef| def.shape.references().into_iter().cloned().collect();
        self.findings.push(finding.losing(roots(old)).gaining(roots(new)));
    }

    /// Whether two types are one by name: the same component, or inline at the same place.
    pub fn same_name(&self, old: &TypeDef, new: &TypeDef) -> bool {
        match (&old.component, &new.component) {
            (Some(a), Some(b)) => a == b,
            _ => false,
        }
    }
}

/// Whether an API has that component.
pub(super) fn has(api: &Api, component: &str) -> bool {
    api.types.iter().any(|it| it.component.as_deref() == Some(component))
}

/// A schema's name for people: that of the component, or of the type.
pub(super) fn wire_name(def: &TypeDef) -> &str {
    def.component.as_deref().unwrap_or(def.name.as_str())
}

/// Whether values at a place are written as text, whatever their type.
fn is_text(site: &Site) -> bool {
    matches!(site.subject, Subject::Parameter | Subject::Header)
}

/// Whether two lists of values hold values of other kinds, `1` and `"1"`.
fn other_scalars(old: &Shape, new: &Shape) -> bool {
    let kinds = |shape: &Shape| -> Option<HashSet<_>> {
        Some(relation::values(shape)?.iter().map(std::mem::discriminant).collect())
    };
    matches!((kinds(old), kinds(new)), (Some(old), Some(new)) if old != new)
}

/// Whether two shapes can be compared part by part.
pub(super) fn pairable(old: &Shape, new: &Shape) -> bool {
    match (old, new) {
        (Shape::Struct(_), Shape::Struct(_))
        | (Shape::Union(_), Shape::Union(_))
        | (Shape::Tuple(_), Shape::Tuple(_))
        | (Shape::Enum(_), Shape::Enum(_))
        | (Shape::Newtype(_), Shape::Newtype(_)) => true,
        (Shape::Alias(a), Shape::Alias(b)) => a == b,
        (old, new) => relation::values(old).is_some() && relation::values(new).is_some(),
    }
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "an object",
        Shape::Enum(_) => "an enum",
        Shape::Union(_) => "one of several",
        Shape::Constant(_) => "a constant",
        Shape::Tuple(_) => "an array with a type per position",
        Shape::Alias(_) | Shape::Newtype(_) => "another type",
    }
}

pub(super) fn unboxed(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Boxed(inner) => unboxed(inner),
        ty => ty,
    }
}

/// Types nested deeper than this in one place are not compared.
pub(super) const DEEPEST: usize = 64;
