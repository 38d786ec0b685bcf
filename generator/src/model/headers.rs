//! The response headers of an API, one for each name and type. Responses refer to them by index.

use super::draft::Draft;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, ConstName, HeaderDef, TypeRef};
use crate::namer::{Kind, Scope};

/// Decides the constants of response headers and puts them in order.
pub(super) fn run(draft: &mut Draft<'_>, diags: &mut Diagnostics) {
    draft.each(diags, |api, _| name(api));
}

fn name(api: &mut Api) {
    let headers = std::mem::take(&mut api.headers);
    let mut scope = Scope::new(Kind::Const, &[]);
    let mut order: Vec<usize> = (0..headers.len()).collect();
    order.sort_by_key(|&index| (&headers[index].wire, &headers[index].ty));
    let mut indices = vec![0; order.len()];
    for index in order {
        let mut def = headers[index].clone();
        let spelled = def.name.to_string();
        def.name = ConstName::new(scope.name(&[&spelled, &format!("{spelled}_{}", type_word(&def.ty))]));
        indices[index] = api.headers.len();
        api.headers.push(def);
    }
    renumber(api, &indices);
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

/// The index of a header, which is added where it is new.
pub(super) fn index(headers: &mut Vec<HeaderDef>, def: HeaderDef) -> usize {
    let known = headers.iter().position(|it| it.wire == def.wire && it.ty == def.ty);
    known.unwrap_or_else(|| {
        headers.push(def);
        headers.len() - 1
    })
}

/// Makes one of headers that have the same name and type by now.
pub(super) fn deduplicate(api: &mut Api) {
    let all = std::mem::take(&mut api.headers);
    let indices: Vec<usize> = all.into_iter().map(|it| index(&mut api.headers, it)).collect();
    renumber(api, &indices);
}

/// Replaces each index in responses by the new one.
fn renumber(api: &mut Api, indices: &[usize]) {
    for case in api.operations.iter_mut().flat_map(|it| &mut it.responses) {
        case.headers.iter_mut().for_each(|(index, _)| *index = indices[*index]);
    }
}
