//! Which file makes the type of a schema: every keyword that shapes a value is looked at in one place.

use super::any::any;
use super::merged::Merged;
use super::place::Place;
use super::typed::Built;
use super::types::Types;
use super::{array, enums, object, scalar, union};
use crate::Pointer;
use crate::diagnostics::code;
use crate::ir::TypeRef;

impl<'a> Types<'a, '_> {
    pub(super) fn component_shape(&mut self, at: &Pointer, merged: &Merged<'a>, place: &Place) -> Built {
        match self.parents.has(at) {
            true => union::of_hierarchy(self, at, merged, place),
            false => self.shape(merged, place),
        }
    }

    /// What a conjunction comes to. Every keyword that shapes a value is looked at in one place.
    pub fn shape(&mut self, merged: &Merged<'a>, place: &Place) -> Built {
        use crate::ir::JsonKind::{Array, Boolean, Integer, Null, Number, Object, String};
        if merged.never {
            let at = merged.parts.first().map(|part| part.at.clone()).unwrap_or_default();
            let message = "no value matches this schema; it is read as any JSON value";
            return Built::Ref(self.widened(code::NO_VALUE, &at, message));
        }
        if merged.only_null {
            return Built::Ref(TypeRef::Null);
        }
        if let Some(value) = merged.constant {
            return enums::constant(value);
        }
        if merged.values.is_some() {
            return enums::build(self, merged);
        }
        if !merged.groups.is_empty() {
            return union::build(self, merged, place);
        }
        match merged.kind {
            Some(Object) => object::build(self, merged, place),
            Some(Array) => array::build(self, merged, place),
            Some(Boolean | Integer | Null | Number | String) => Built::Ref(scalar::build(merged)),
            None => Built::Ref(any()),
        }
    }
}
