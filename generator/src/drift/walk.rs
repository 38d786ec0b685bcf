//! Both APIs side by side: pairs of types are found by following references from places that belong together,
//! each pair is compared once, and the edges remember who reaches it and in which direction.

use std::collections::{HashMap, HashSet};

use super::finding::{Finding, Mask, Owner, Site, Subject, Touch};
use super::mismatch::is_text;
use super::naming::wire_name;
use super::relation::{self, resolved};
use super::{demands, objects, rules, structures, unions, values};
use crate::ir::{Api, ConstName, Operation, Shape, TypeDef, TypeName, TypeRef};
use crate::surface::path;
use crate::visit;

/// The comparison under way.
pub(super) struct Walk<'a> {
    pub old: &'a Api,
    pub new: &'a Api,
    /// What the crates are made from, whose items differ.
    pub crates: (&'a Api, &'a Api),
    pub operations: Vec<(&'a Operation, &'a Operation)>,
    pub types: Vec<(&'a TypeDef, &'a TypeDef)>,
    pub edges: Vec<Edge>,
    pub findings: Vec<Finding>,
    /// Pairs of types whose elements of XML are compared.
    pub elements: HashSet<(TypeName, TypeName)>,
    /// The inline types of the crates of which it is told that they have another name.
    pub renamed: HashSet<(&'a str, &'a str)>,
    /// Pairs of items with a name of which the same holds.
    pub items: HashSet<(ConstName, ConstName)>,
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
            crates: (old, new),
            renamed: HashSet::new(),
            operations: Vec::new(),
            types: Vec::new(),
            edges: Vec::new(),
            findings: Vec::new(),
            elements: HashSet::new(),
            items: HashSet::new(),
            index: HashMap::new(),
            compared: 0,
            depth: 0,
        }
    }

    /// The walk of what these crates are made from.
    #[must_use]
    pub fn of_crates(self, old: &'a Api, new: &'a Api) -> Self {
        Self { crates: (old, new), ..self }
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
            (TypeRef::Option(_), TypeRef::Json) | (TypeRef::Json, TypeRef::Option(_)) => self.mismatch(old, new, site),
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

    /// Takes two named types together, and notes where their names differ.
    pub fn pair(&mut self, old: &'a TypeDef, new: &'a TypeDef, site: &Site) {
        visit::count(1);
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

    pub fn type_site(&self, pair: usize) -> Site {
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

    /// Whether two types are one by name: the same component, or inline at the same place.
    pub fn same_name(&self, old: &TypeDef, new: &TypeDef) -> bool {
        match (&old.component, &new.component) {
            (Some(a), Some(b)) => a == b,
            _ => false,
        }
    }
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

pub(super) fn unboxed(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Boxed(inner) => unboxed(inner),
        ty => ty,
    }
}

/// Types nested deeper than this in one place are not compared.
pub(super) const DEEPEST: usize = 64;
