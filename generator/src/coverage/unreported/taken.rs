//! The JSON types that a finished type takes.

use std::collections::BTreeMap;

use crate::coverage::kinds::Kinds;
use crate::ir::{Api, EnumRepr, Format, Scalar, Shape, TypeDef, TypeName, TypeRef};
use crate::visit::{Memo, Visit};

/// How many names of a type are followed before it is known what it is.
const NAMES: usize = 32;

/// The types of an API, to be asked.
pub(super) struct Taken<'a> {
    types: BTreeMap<&'a TypeName, &'a TypeDef>,
    named: Memo<&'a TypeName, Kinds>,
}

impl<'a> Taken<'a> {
    pub fn new(api: &'a Api) -> Self {
        Self { types: api.types.iter().map(|def| (&def.name, def)).collect(), named: Memo::default() }
    }

    /// The JSON types that a type takes: those of all that it may be, each name looked at once.
    pub fn kinds(&self, ty: &'a TypeRef) -> Kinds {
        let mut names = Vec::new();
        let kinds = of_reference(ty, &mut names);
        names.into_iter().map(|name| self.named.get(name, |name| self.of_name(name))).fold(kinds, Kinds::or)
    }

    /// The type behind names of names, boxes and options.
    pub fn bare(&self, ty: &'a TypeRef) -> (&'a TypeRef, Option<&'a Shape>) {
        let mut ty = ty;
        for _ in 0..NAMES {
            ty = match ty {
                TypeRef::Option(it) | TypeRef::Boxed(it) => it,
                TypeRef::Named(name) => match self.types.get(name).map(|def| &def.shape) {
                    Some(Shape::Alias(it) | Shape::Newtype(it)) => it,
                    shape => return (ty, shape),
                },
                _ => return (ty, None),
            };
        }
        (&TypeRef::Json, None)
    }

    fn of_name(&self, name: &'a TypeName) -> Kinds {
        let (mut kinds, mut visit) = (Kinds::NONE, Visit::from([name]));
        while let Some((name, _)) = visit.next() {
            let mut names = Vec::new();
            let own = self.types.get(name).map_or(Kinds::ALL, |def| of_shape(&def.shape, &mut names));
            kinds = kinds.or(own);
            visit.push(names, 0);
        }
        kinds
    }
}

/// Whether it is a file, or several.
pub(super) fn is_file(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Option(it) | TypeRef::Boxed(it) | TypeRef::List(it) => is_file(it),
        TypeRef::Format(format) => *format == Format::File,
        _ => false,
    }
}

/// The types of a reference but for the names in it, which are handed out.
fn of_reference<'a>(mut ty: &'a TypeRef, names: &mut Vec<&'a TypeName>) -> Kinds {
    let mut kinds = Kinds::NONE;
    loop {
        ty = match ty {
            TypeRef::Option(it) => {
                kinds = kinds.or(Kinds::NULL);
                it
            }
            TypeRef::Boxed(it) => it,
            TypeRef::Named(name) => {
                names.push(name);
                return kinds;
            }
            TypeRef::Bool => return kinds.or(Kinds::BOOLEAN),
            TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64 => return kinds.or(Kinds::NUMBER),
            TypeRef::Format(Format::DecimalNumber) => return kinds.or(Kinds::NUMBER),
            TypeRef::String | TypeRef::Format(_) => return kinds.or(Kinds::STRING),
            TypeRef::Json => return Kinds::ALL,
            TypeRef::Null => return kinds.or(Kinds::NULL),
            TypeRef::List(_) => return kinds.or(Kinds::ARRAY),
            TypeRef::Map(_) => return kinds.or(Kinds::OBJECT),
        };
    }
}

fn of_shape<'a>(shape: &'a Shape, names: &mut Vec<&'a TypeName>) -> Kinds {
    match shape {
        Shape::Struct(_) => Kinds::OBJECT,
        Shape::Tuple(_) => Kinds::ARRAY,
        Shape::Alias(it) | Shape::Newtype(it) => of_reference(it, names),
        Shape::Union(it) => it.variants.iter().map(|it| of_reference(&it.ty, names)).fold(Kinds::NONE, Kinds::or),
        Shape::Constant(it) => Kinds::of_value(&it.value),
        Shape::Enum(it) => match it.repr {
            EnumRepr::String => Kinds::STRING,
            EnumRepr::Integer => Kinds::NUMBER,
            EnumRepr::Mixed => it.variants.iter().map(|it| of_scalar(&it.wire)).fold(Kinds::NONE, Kinds::or),
        },
    }
}

fn of_scalar(scalar: &Scalar) -> Kinds {
    match scalar {
        Scalar::String(_) => Kinds::STRING,
        Scalar::Number(_) => Kinds::NUMBER,
        Scalar::Bool(_) => Kinds::BOOLEAN,
        Scalar::Null => Kinds::NULL,
    }
}
