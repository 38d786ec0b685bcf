//! The public items of an operation, and its parts in a fixed order.

use crate::diff::finding::Touch;
use crate::ir::{Api, ErrorType, HeaderDef, Operation, Param, ParamLocation, ResponseCase};
use crate::surface::path;

/// All items of an operation.
pub(in crate::diff) fn of_operation(operation: &Operation) -> Vec<Touch> {
    ["", "Output"].map(|it| Touch::Owner(path::operation(&format!("{}{it}", operation.marker)))).into()
}

/// The setter of an optional parameter, the methods that take a required one.
pub(in crate::diff) fn of_parameter(operation: &Operation, param: &Param) -> Vec<Touch> {
    if !param.required {
        let call = path::call(operation.marker.as_str());
        return vec![Touch::Item(path::method(&call, param.name.as_str()))];
    }
    client_methods(operation)
}

/// The methods that start a call.
pub(in crate::diff) fn client_methods(operation: &Operation) -> Vec<Touch> {
    let others = operation.body.iter().flat_map(|body| body.contents.iter().map(|it| &it.method));
    let names = [&operation.name].into_iter().chain(others);
    names.map(|it| Touch::Item(path::call_method(operation, it.as_str()))).collect()
}

/// The variants of an error response, which come or go with the first or the last one that has them.
pub(in crate::diff) fn of_error(api: &Api, case: &ResponseCase) -> Vec<Touch> {
    let bodies = case.contents.iter().filter_map(|it| api.errors.body(&ErrorType::of(it)));
    let variants = bodies.map(|it| Touch::Item(path::variant(path::ERROR_BODY, it.variant.as_str())));
    let code = (!case.contents.is_empty()).then(|| Touch::Item(path::error_code()));
    variants.chain(code).collect()
}

/// The headers of a response, with whether each is required.
pub(in crate::diff) fn declared_headers<'a>(api: &'a Api, case: &ResponseCase) -> Vec<(&'a HeaderDef, bool)> {
    case.headers.iter().filter_map(|(index, required)| Some((api.headers.get(*index)?, *required))).collect()
}

/// The keys of the headers of a response, which come or go with the first or the last one that has them.
pub(in crate::diff) fn of_headers(api: &Api, case: &ResponseCase) -> Vec<Touch> {
    declared_headers(api, case).iter().map(|(header, _)| Touch::Item(path::header(header.name.as_str()))).collect()
}

/// The path parameters in the order of the template.
pub(in crate::diff) fn path_params(operation: &Operation) -> impl Iterator<Item = &Param> {
    operation.params.iter().filter(|it| it.location == ParamLocation::Path)
}

/// The texts in a fixed order.
pub(in crate::diff) fn sorted(texts: &[String]) -> Vec<String> {
    let mut texts = texts.to_vec();
    texts.sort();
    texts
}

/// The texts as one, `none` where there are none.
pub(in crate::diff) fn list(texts: &[String]) -> String {
    if texts.is_empty() { "none".to_owned() } else { texts.join(", ") }
}
