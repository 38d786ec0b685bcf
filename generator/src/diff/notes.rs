//! What a comparison of two values comes to. A comparer is a function from two values to this and knows nothing of what was
//! compared before: that two types belong together is a note like any other, and whoever collects the notes sees to it that
//! each pair of types is compared once.

use super::finding::{Finding, Site};
use crate::ir::TypeDef;

/// A note of a comparison.
pub(in crate::diff) enum Note<'a> {
    /// Something differs.
    Finding(Box<Finding>),
    /// Two types belong together at a place, and are to be compared.
    Types(&'a TypeDef, &'a TypeDef, Box<Site>),
    /// Two bodies are XML, and their elements are to be compared; they stand where the site says.
    Elements(Box<Site>),
}

/// The notes of a comparison, in their order.
#[derive(Default)]
pub(in crate::diff) struct Notes<'a> {
    notes: Vec<Note<'a>>,
}

impl<'a> Notes<'a> {
    pub fn push(&mut self, finding: Finding) {
        self.notes.push(Note::Finding(Box::new(finding)));
    }

    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|it| self.push(it));
    }

    /// Takes in what another comparison came to.
    pub fn join(&mut self, other: Self) {
        self.notes.extend(other.notes);
    }

    /// Notes two types that belong together.
    pub fn types(&mut self, old: &'a TypeDef, new: &'a TypeDef, site: &Site) {
        self.notes.push(Note::Types(old, new, Box::new(site.clone())));
    }

    /// Notes two bodies that are XML.
    pub fn elements(&mut self, site: &Site) {
        self.notes.push(Note::Elements(Box::new(site.clone())));
    }

    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.notes.iter().filter_map(|it| match it {
            Note::Finding(it) => Some(&**it),
            _ => None,
        })
    }

    pub fn findings_mut(&mut self) -> impl Iterator<Item = &mut Finding> {
        self.notes.iter_mut().filter_map(|it| match it {
            Note::Finding(it) => Some(&mut **it),
            _ => None,
        })
    }
}

impl From<Vec<Finding>> for Notes<'_> {
    fn from(findings: Vec<Finding>) -> Self {
        let mut found = Self::default();
        found.extend(findings);
        found
    }
}

impl From<Finding> for Notes<'_> {
    fn from(finding: Finding) -> Self {
        Self { notes: vec![Note::Finding(Box::new(finding))] }
    }
}

impl<'a> IntoIterator for Notes<'a> {
    type Item = Note<'a>;
    type IntoIter = std::vec::IntoIter<Note<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.notes.into_iter()
    }
}
