//! Notes → a comparison: each pair of types is compared once, wherever it is found, and the edges remember who leads to it
//! and in which direction. What was compared before is known here and nowhere else.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::diff::apis::Apis;
use crate::diff::compared::{Compared, Edge};
use crate::diff::finding::Site;
use crate::diff::notes::{Note, Notes};
use crate::diff::rules;
use crate::diff::types::{names, shapes, xml};
use crate::ir::{Api, TypeDef, TypeName};
use crate::visit;

/// A comparison under way.
pub(in crate::diff) struct Collector<'a> {
    compared: Compared<'a>,
    /// The index of each pair of types.
    index: HashMap<(&'a TypeName, &'a TypeName), usize>,
    /// The pairs of types that were noted and not compared yet.
    open: VecDeque<usize>,
    /// The inline types of the crates of which it is told that they have another name.
    renamed: HashSet<(&'a str, &'a str)>,
    elements: xml::Seen,
}

impl<'a> Collector<'a> {
    pub fn new(apis: Apis<'a>, crates: (&'a Api, &'a Api)) -> Self {
        let (operations, types, edges, findings) = Default::default();
        Self {
            compared: Compared { apis, crates, operations, types, edges, findings },
            index: HashMap::new(),
            open: VecDeque::new(),
            renamed: HashSet::new(),
            elements: xml::Seen::default(),
        }
    }

    /// Takes the notes of a comparison.
    pub fn take(&mut self, found: impl Into<Notes<'a>>) {
        for note in found.into() {
            match note {
                Note::Finding(finding) => self.compared.findings.push(*finding),
                Note::Types(old, new, site) => self.pair(old, new, &site),
                Note::Elements(site) => {
                    self.compared.findings.extend(xml::compare(self.compared.apis, &site, &mut self.elements));
                }
            }
        }
    }

    /// Compares the pairs of types that were noted, and those that they lead to.
    pub fn drain(&mut self) {
        while let Some(pair) = self.open.pop_front() {
            let (old, new) = self.compared.types[pair];
            self.take(shapes::compare(self.compared.apis, old, new, &names::site(pair, old, new)));
        }
    }

    /// The pairs of types so far.
    pub fn types(&self) -> &[(&'a TypeDef, &'a TypeDef)] {
        &self.compared.types
    }

    /// What was collected, with the pairs of operations that owners of findings are numbers of.
    pub fn done(mut self, operations: Vec<(&'a crate::ir::Operation, &'a crate::ir::Operation)>) -> Compared<'a> {
        self.drain();
        Compared { operations, ..self.compared }
    }

    fn pair(&mut self, old: &'a TypeDef, new: &'a TypeDef, site: &Site) {
        visit::count(1);
        let known = self.index.get(&(&old.name, &new.name)).copied();
        let pair = known.unwrap_or_else(|| {
            self.compared.types.push((old, new));
            self.compared.types.len() - 1
        });
        if known.is_none() {
            self.index.insert((&old.name, &new.name), pair);
            self.open.push_back(pair);
        }
        self.compared.edges.push(Edge { from: site.owner, to: pair, mask: site.mask });
        self.name(pair, known.is_none(), site);
    }

    /// Tells where the names of a pair differ; how the types themselves are called is told once.
    fn name(&mut self, pair: usize, is_first: bool, site: &Site) {
        let (old, new) = self.compared.types[pair];
        let Some(rule) = names::renamed(self.compared.apis, old, new) else { return };
        if rule.name == rules::SCHEMA_REPLACED.name {
            return self.compared.findings.push(names::replaced(old, new, site));
        }
        // Several places that have one type have one new name for it.
        let is_told =
            rule.name == rules::INLINE_RENAMED.name && !self.renamed.insert((old.name.as_str(), new.name.as_str()));
        if is_first && !is_told {
            let here = names::site(pair, old, new);
            self.compared.findings.push(here.finding(rule, names::called(old), names::called(new)).whole());
        }
    }
}
