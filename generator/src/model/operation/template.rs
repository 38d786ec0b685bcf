//! How the spelling of a path template affects its parameters, and how that is reported.

use super::cx::Cx;
use super::operation_object::OperationObject;
use super::path::{self, Piece, Variable};
use crate::diagnostics::code;
use crate::ir::{Param, ParamLocation, Style};

/// Applies the expressions of a path to its parameters, and reports everything but a plain `{name}`.
pub(super) fn spelled(
    cx: &mut Cx<'_, '_, '_, '_>,
    object: &OperationObject<'_>,
    pieces: &[Piece],
    params: &mut [Param],
) {
    for variable in pieces.iter().filter_map(Piece::variable).filter(|it| it.written != it.name) {
        let Some(param) = params.iter_mut().find(|it| it.location == ParamLocation::Path && it.wire == variable.name)
        else {
            continue;
        };
        let styled = cx.spec.raw(&param.pointer).is_some_and(|it| it.get("style").is_some());
        apply(variable, param, styled);
        let message = description(variable, param);
        cx.types.diags.approximated(code::PATH_TEMPLATE, &object.raw.at, message);
    }
    let text = pieces.iter().filter(|it| matches!(it, Piece::Literal(text) if text.contains(['{', '}'])));
    if text.count() > 0 {
        let message =
            format!("`{}` has a brace that belongs to no expression; it is sent percent-encoded", object.path);
        cx.types.diags.approximated(code::PATH_TEMPLATE, &object.raw.at, message);
    }
}

/// A parameter that is declared by a whole expression (`name=projects/*`, `+path`) has the name that stands in it: what a
/// parameter of the path is called is not sent.
pub(super) fn renamed(param: &mut Param) {
    if param.wire.contains(['/', '{', '}']) || param.wire.starts_with('+') {
        let pieces = path::pieces(&format!("{{{}}}", param.wire));
        if let Some(variable) = pieces.iter().find_map(Piece::variable) {
            param.wire.clone_from(&variable.name);
        }
    }
}

fn apply(variable: &Variable, param: &mut Param, styled: bool) {
    param.slashes |= variable.slashes;
    param.allow_reserved |= variable.reserved;
    if styled {
        return;
    }
    // RFC 6570, sections 3.2.5 to 3.2.7.
    match variable.operator {
        Some('.') => (param.style, param.explode) = (Style::Label, variable.written.ends_with('*')),
        Some(';') => (param.style, param.explode) = (Style::Matrix, variable.written.ends_with('*')),
        _ => param.explode |= variable.explode,
    }
}

fn description(variable: &Variable, param: &Param) -> String {
    let braced = variable.written.starts_with([':', '<']) || variable.written == "{}";
    let written = if braced { variable.written.clone() } else { format!("{{{}}}", variable.written) };
    let slashes = match (param.slashes, param.allow_reserved) {
        (true, true) => "; slashes and other reserved characters in its value are sent as they are",
        (true, false) => "; slashes in its value are sent as they are",
        _ => "",
    };
    format!("`{written}` in the path is read as the parameter `{}`{slashes}", param.wire)
}
