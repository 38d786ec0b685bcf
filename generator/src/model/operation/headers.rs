//! The response headers of all operations, each once.

use crate::ir::{ConstName, HeaderDef, Operation, TypeRef};
use crate::namer::{Kind, Scope};

/// The response headers of a document, one for each name and type, in the making.
#[derive(Clone, Debug, Default)]
pub(crate) struct Headers(Vec<HeaderDef>);

impl Headers {
    /// The headers under their final names, and for each former index the final one.
    pub fn named(self) -> (Vec<HeaderDef>, Vec<usize>) {
        let mut scope = Scope::new(Kind::Const, &[]);
        let mut order: Vec<usize> = (0..self.0.len()).collect();
        order.sort_by_key(|&index| (&self.0[index].wire, &self.0[index].ty));
        let mut defs = Vec::new();
        let mut place = vec![0; order.len()];
        for index in order {
            let mut def = self.0[index].clone();
            let spelled = def.name.to_string();
            def.name = ConstName::new(scope.name(&[&spelled, &format!("{spelled}_{}", type_word(&def.ty))]));
            place[index] = defs.len();
            defs.push(def);
        }
        (defs, place)
    }

    /// The headers, under the names that they are spelled by.
    pub fn all(&self) -> &[HeaderDef] {
        &self.0
    }

    /// Their types.
    pub fn types(&mut self) -> impl Iterator<Item = &mut TypeRef> {
        self.0.iter_mut().map(|it| &mut it.ty)
    }

    /// Makes one of those that have come to one name and type; gives for each former index the one that it has now.
    pub fn join(&mut self) -> Vec<usize> {
        let all = std::mem::take(self);
        all.0.into_iter().map(|it| self.index(it)).collect()
    }

    /// The index of a header, which is added where it is new.
    pub(super) fn index(&mut self, def: HeaderDef) -> usize {
        let known = self.0.iter().position(|it| it.wire == def.wire && it.ty == def.ty);
        known.unwrap_or_else(|| {
            self.0.push(def);
            self.0.len() - 1
        })
    }
}

/// Puts the indices of headers to those that they have now.
pub(crate) fn number_headers(operations: &mut [Operation], places: &[usize]) {
    for case in operations.iter_mut().flat_map(|it| &mut it.responses) {
        case.headers.iter_mut().for_each(|(index, _)| *index = places[*index]);
    }
}

fn type_word(ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(name) => name.to_string(),
        TypeRef::List(_) => "list".to_owned(),
        TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 => "integer".to_owned(),
        TypeRef::F64 => "number".to_owned(),
        TypeRef::Bool => "boolean".to_owned(),
        _ => "text".to_owned(),
    }
}
