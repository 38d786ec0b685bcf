//! Whether two types take the same values, up to names, docs and bounds.

use std::collections::HashSet;

use super::resolve::{nullable, other_name, required};
use crate::diff::values::scalars::same_scalar;
use crate::ir::{Api, Enum, Shape, Struct, TypeDef, TypeName, TypeRef, Union};
use crate::visit;

/// Equivalence up to names, docs and bounds. Pairs that are being compared count as equal, so rings end.
pub(in crate::diff) struct Equivalence<'a> {
    old: &'a Api,
    new: &'a Api,
    assumed: HashSet<(TypeName, TypeName)>,
    /// The same in the order in which they were assumed, so that some can be taken back.
    trail: Vec<(TypeName, TypeName)>,
    different: HashSet<(TypeName, TypeName)>,
    depth: usize,
}

/// Types nested deeper than this are not compared; they count as different.
const DEEPEST: usize = 200;

impl<'a> Equivalence<'a> {
    pub fn new(old: &'a Api, new: &'a Api) -> Self {
        Self { old, new, assumed: HashSet::new(), trail: Vec::new(), different: HashSet::new(), depth: 0 }
    }

    /// Whether both take the same values.
    pub fn types(&mut self, old: &TypeRef, new: &TypeRef) -> bool {
        self.depth += 1;
        let equal = self.depth <= DEEPEST && self.nested(old, new);
        self.depth -= 1;
        equal
    }

    fn nested(&mut self, old: &TypeRef, new: &TypeRef) -> bool {
        match (old, new) {
            (TypeRef::Boxed(old), new) => self.types(old, new),
            (old, TypeRef::Boxed(new)) => self.types(old, new),
            (TypeRef::List(old), TypeRef::List(new))
            | (TypeRef::Map(old), TypeRef::Map(new))
            | (TypeRef::Option(old), TypeRef::Option(new)) => self.types(old, new),
            (TypeRef::Named(a), TypeRef::Named(b)) => self.named((a, old), (b, new)),
            (TypeRef::Named(name), new) => {
                other_name(&self.old.type_def(name).shape).is_some_and(|inner| self.types(inner, new))
            }
            (old, TypeRef::Named(name)) => {
                other_name(&self.new.type_def(name).shape).is_some_and(|inner| self.types(old, inner))
            }
            (old, new) => old == new,
        }
    }

    /// What was found different stays so: it was so although all that was open counted as equal. What was found
    /// equal on the way of a failed comparison may be wrong, and is taken back.
    fn named(&mut self, (a, old): (&TypeName, &TypeRef), (b, new): (&TypeName, &TypeRef)) -> bool {
        let key = (a.clone(), b.clone());
        if self.different.contains(&key) {
            return false;
        }
        if self.assumed.contains(&key) {
            return true;
        }
        visit::count(1);
        let before = self.trail.len();
        self.trail.push(key.clone());
        self.assumed.insert(key.clone());
        let (a, b) = (self.old.type_def(a), self.new.type_def(b));
        let equal = match (other_name(&a.shape), other_name(&b.shape)) {
            (None, None) => self.defs(a, b),
            (a, b) => self.types(a.unwrap_or(old), b.unwrap_or(new)),
        };
        if !equal {
            for taken_back in self.trail.drain(before..) {
                self.assumed.remove(&taken_back);
            }
            self.different.insert(key);
        }
        equal
    }

    /// Whether both take the same values.
    pub fn defs(&mut self, old: &TypeDef, new: &TypeDef) -> bool {
        match (&old.shape, &new.shape) {
            (Shape::Struct(old), Shape::Struct(new)) => self.structs(old, new),
            (Shape::Union(old), Shape::Union(new)) => self.unions(old, new),
            (Shape::Tuple(old), Shape::Tuple(new)) => {
                self.lists(&old.items, &new.items) && self.options(old.rest.as_ref(), new.rest.as_ref())
            }
            (Shape::Alias(old) | Shape::Newtype(old), Shape::Alias(new) | Shape::Newtype(new)) => self.types(old, new),
            (Shape::Constant(old), Shape::Constant(new)) => old.value == new.value,
            (Shape::Enum(old), Shape::Enum(new)) => enums(old, new),
            _ => false,
        }
    }

    fn structs(&mut self, old: &Struct, new: &Struct) -> bool {
        // An object is open where it says nothing.
        let extra = |it: &Struct| match &it.extra {
            Some((_, ty)) => Some(ty.clone()),
            None => (!it.closed).then_some(TypeRef::Json),
        };
        old.fields.len() == new.fields.len()
            && old.closed == new.closed
            && self.options(extra(old).as_ref(), extra(new).as_ref())
            && old.fields.iter().all(|field| {
                let counterpart = new.fields.iter().find(|it| it.wire == field.wire);
                counterpart.is_some_and(|counterpart| {
                    required(counterpart.presence) == required(field.presence)
                        && nullable(counterpart.presence) == nullable(field.presence)
                        && self.types(&field.ty, &counterpart.ty)
                })
            })
    }

    fn unions(&mut self, old: &Union, new: &Union) -> bool {
        old.variants.len() == new.variants.len()
            && old.variants.iter().all(|variant| new.variants.iter().any(|it| self.types(&variant.ty, &it.ty)))
    }

    fn lists(&mut self, old: &[TypeRef], new: &[TypeRef]) -> bool {
        old.len() == new.len() && old.iter().zip(new).all(|(old, new)| self.types(old, new))
    }

    fn options(&mut self, old: Option<&TypeRef>, new: Option<&TypeRef>) -> bool {
        match (old, new) {
            (Some(old), Some(new)) => self.types(old, new),
            (old, new) => old.is_none() && new.is_none(),
        }
    }
}

fn enums(old: &Enum, new: &Enum) -> bool {
    old.repr == new.repr
        && old.variants.len() == new.variants.len()
        && old.variants.iter().all(|variant| new.variants.iter().any(|it| same_scalar(&it.wire, &variant.wire)))
}
