//! Ways through finished types: a JSON pointer or a wire name → the fields that lead there.

use std::collections::BTreeSet;
use std::iter::successors;

use crate::Pointer;
use crate::ir::{Field, Shape, Step, Struct, TypeDef, TypeName, TypeRef};

/// The finished types, by name.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'t> {
    types: &'t [TypeDef],
}

impl<'t> Lookup<'t> {
    /// Over types that are sorted by name.
    pub fn new(types: &'t [TypeDef]) -> Self {
        Self { types }
    }

    /// The type of that name.
    pub fn def(&self, name: &TypeName) -> Option<&'t TypeDef> {
        let index = self.types.binary_search_by(|it| it.name.cmp(name)).ok()?;
        Some(&self.types[index])
    }

    /// A type without aliases, boxes and options around it.
    pub fn bare(&self, ty: &'t TypeRef) -> &'t TypeRef {
        self.inwards(ty).last().unwrap_or(ty)
    }

    /// Whether an option is around a type, be it behind an alias.
    pub fn is_optional(&self, ty: &'t TypeRef) -> bool {
        self.options(ty) > 0
    }

    /// How many options are around a type, be they behind aliases.
    pub fn options(&self, ty: &'t TypeRef) -> usize {
        self.inwards(ty).filter(|it| matches!(it, TypeRef::Option(_))).count()
    }

    /// The type itself, and what each alias, box and option of it is around, each alias once.
    fn inwards(self, ty: &'t TypeRef) -> impl Iterator<Item = &'t TypeRef> {
        let mut seen = BTreeSet::new();
        let inner = move |ty: &&'t TypeRef| match ty {
            TypeRef::Option(inner) | TypeRef::Boxed(inner) => Some(&**inner),
            TypeRef::Named(name) => match self.def(name).map(|def| &def.shape) {
                Some(Shape::Alias(inner)) if seen.insert(name) => Some(inner),
                _ => None,
            },
            _ => None,
        };
        successors(Some(ty), inner)
    }

    /// The struct that a type is.
    pub fn structure(&self, ty: &'t TypeRef) -> Option<(&'t TypeName, &'t Struct)> {
        let TypeRef::Named(name) = self.bare(ty) else {
            return None;
        };
        match &self.def(name)?.shape {
            Shape::Struct(it) => Some((name, it)),
            _ => None,
        }
    }

    /// The fields along a JSON pointer of member names, and the type at its end.
    pub fn along(&self, ty: &'t TypeRef, pointer: &str) -> Option<(Vec<Step>, &'t TypeRef)> {
        let mut steps = Vec::new();
        let mut ty = ty;
        for wire in Pointer::parse(pointer).tokens() {
            let (owner, it) = self.structure(ty)?;
            let field = it.fields.iter().find(|field| field.wire == wire)?;
            steps.push(step(owner, field));
            ty = &field.ty;
        }
        Some((steps, ty))
    }
}

/// One field of a way.
pub(super) fn step(owner: &TypeName, field: &Field) -> Step {
    Step { field: field.name.clone(), presence: field.presence, owner: owner.clone() }
}
