//! What a call gives: one type where all responses agree, an enum of the operation where they do not.

use super::cx::{Cx, owned};
use super::responses::reason;
use crate::ir::{Content, ContentKind, Operation, Outcome, OutcomeVariant, ResponseCase, Status, TypeRef, VariantName};
use crate::namer::{Kind, Scope};

/// What success gives.
pub(super) fn of(cx: &mut Cx<'_, '_, '_, '_>, responses: &[ResponseCase]) -> Outcome {
    let explicit = responses.iter().any(|case| case.status.is_success());
    // Where no success is documented, `default` is the one that a call hopes for.
    let success = |case: &&ResponseCase| case.status.is_success() || (!explicit && case.status == Status::Default);
    let mut rows: Vec<(&ResponseCase, Option<&Content>)> = Vec::new();
    for case in responses.iter().filter(success) {
        match case.contents.is_empty() {
            true => rows.push((case, None)),
            false => rows.extend(case.contents.iter().map(|content| (case, Some(content)))),
        }
    }
    let mut shapes: Vec<_> =
        rows.iter().map(|(_, content)| content.map(|it| (it.kind.as_value(), shown(it)))).collect();
    shapes.dedup();
    match (rows.first(), shapes.len()) {
        (None | Some((_, None)), 0 | 1) => Outcome::None,
        (Some((_, Some(content))), 1) => Outcome::Single { ty: content.ty.clone(), kind: content.kind },
        _ => Outcome::Enum { name: owned(cx.markers, &cx.marker, "Output"), variants: variants(&rows) },
    }
}

/// Looks again at an outcome that had several shapes, now that equal types are one.
pub(crate) fn same_again(operation: &mut Operation) {
    let Outcome::Enum { variants, .. } = &operation.output else { return };
    let mut shapes: Vec<_> =
        variants.iter().map(|variant| variant.content.as_ref().map(|it| (it.kind.as_value(), shown(it)))).collect();
    shapes.dedup();
    if let ([_], Some(Some(content))) = (&shapes[..], variants.first().map(|it| &it.content)) {
        operation.output = Outcome::Single { ty: content.ty.clone(), kind: content.kind };
    }
}

/// Bytes are read alike, whatever the schema says.
fn shown(content: &Content) -> Option<&TypeRef> {
    (content.kind != ContentKind::Bytes).then_some(&content.ty)
}

/// A variant for each status, and for each further media type of it.
fn variants(rows: &[(&ResponseCase, Option<&Content>)]) -> Vec<OutcomeVariant> {
    let mut scope = Scope::new(Kind::Variant, &[]);
    let mut variants: Vec<OutcomeVariant> = Vec::new();
    for (case, content) in rows {
        let first = !variants.iter().any(|it| it.status == case.status);
        let media = content.and_then(|it| it.media_type.split_once('/')).map_or("", |(_, subtype)| subtype);
        let reason = match case.status {
            Status::Code(code) if reason(case.status) == "Status" => format!("Status {code}"),
            status => reason(status).to_owned(),
        };
        let wish = if first { reason } else { format!("{reason} {media}") };
        variants.push(OutcomeVariant {
            name: VariantName::new(scope.name(&[&wish])),
            status: case.status,
            content: content.cloned(),
            docs: case.docs.clone(),
        });
    }
    variants
}
