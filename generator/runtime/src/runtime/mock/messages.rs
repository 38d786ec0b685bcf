//! Converts errors of `jsonschema` to messages like those of this client's own errors.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value;

use super::pattern;
use crate::runtime::json::mismatch::{Mismatch, excerpt};

/// The error with its place in the value. Of a value that is none of several, that of the one that it is of the type of,
/// if there is one.
pub(super) fn mismatch(error: &ValidationError<'_>, whole: &Value) -> Mismatch {
    let (message, path) = match meant(error) {
        Some(it) => (message(it), it.instance_path().as_str()),
        None => (message(error), error.instance_path().as_str()),
    };
    let mut steps = Vec::new();
    let mut value = Some(whole);
    for token in path.split('/').skip(1).map(|it| it.replace("~1", "/").replace("~0", "~")) {
        let index = value.and_then(Value::as_array).and_then(|_| token.parse::<usize>().ok());
        value = match index {
            Some(index) => value.and_then(|it| it.get(index)),
            None => value.and_then(|it| it.get(&token)),
        };
        steps.push((token, index));
    }
    steps.into_iter().rev().fold(Mismatch::new(message), |mismatch, (name, index)| match index {
        Some(index) => mismatch.in_item(index),
        None => mismatch.in_member(&name),
    })
}

fn meant<'e>(error: &'e ValidationError<'_>) -> Option<&'e ValidationError<'static>> {
    let branches = branches(error)?;
    let place = error.instance_path().as_str();
    let alone = branches.len() == 1;
    let mut fitting =
        branches.into_iter().filter(|errors| alone || !errors.iter().any(|it| is_of_another_type(it, place)));
    let first = fitting.next()?.first()?;
    Some(meant(first).unwrap_or(first))
}

/// The errors of each alternative except null.
fn branches<'e>(error: &'e ValidationError<'_>) -> Option<Vec<&'e [ValidationError<'static>]>> {
    let context = match error.kind() {
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => context,
        _ => return None,
    };
    let is_null = |it: &ValidationError<'_>| match it.kind() {
        Kind::Type { kind: TypeKind::Single(kind) } => kind.to_string() == "null",
        _ => false,
    };
    Some(context.iter().map(Vec::as_slice).filter(|it| !matches!(it, [only] if is_null(only))).collect())
}

/// Whether the error says that the value at the place, or a member that tells alternatives apart, is another one.
fn is_of_another_type(error: &ValidationError<'_>, place: &str) -> bool {
    let inside = error.instance_path().as_str().strip_prefix(place).unwrap_or_default();
    match error.kind() {
        Kind::Type { .. } | Kind::FalseSchema | Kind::AdditionalProperties { .. } => inside.is_empty(),
        Kind::Enum { .. } | Kind::Constant { .. } | Kind::Not { .. } => inside.matches('/').count() <= 1,
        Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } => {
            let own = error.instance_path().as_str();
            let other = |errors: &&[ValidationError<'_>]| errors.iter().any(|it| is_of_another_type(it, own));
            inside.is_empty() && branches(error).is_some_and(|it| it.iter().all(other))
        }
        _ => false,
    }
}

fn message(error: &ValidationError<'_>) -> String {
    let value: &Value = error.instance();
    let shown = || value.as_str().map_or_else(|| excerpt(value), str::to_owned);
    let length = || value.as_str().map_or(0, |it| it.chars().count());
    let count = || value.as_array().map_or_else(|| value.as_object().map_or(0, serde_json::Map::len), Vec::len);
    match error.kind() {
        Kind::Type { kind } => format!("expected {}, found {}", wanted(kind), found(value)),
        Kind::Enum { .. } | Kind::Constant { .. } => format!("`{}` is none of the documented values", shown()),
        Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } | Kind::FalseSchema => {
            format!("{} fits none of the types", excerpt(value))
        }
        Kind::Required { property } => format!("member `{}` is missing", property.as_str().unwrap_or_default()),
        Kind::AdditionalProperties { unexpected } => format!("member `{}` is not documented", unexpected.join("`, `")),
        Kind::Minimum { limit } => format!("must be at least {limit}, not {value}"),
        Kind::ExclusiveMinimum { limit } => format!("must be more than {limit}, not {value}"),
        Kind::Maximum { limit } => format!("must be at most {limit}, not {value}"),
        Kind::ExclusiveMaximum { limit } => format!("must be less than {limit}, not {value}"),
        Kind::MultipleOf { multiple_of } => format!("must be a multiple of {multiple_of}, not {value}"),
        Kind::MinLength { limit } => format!("must have at least {limit} character(s), has {}", length()),
        Kind::MaxLength { limit } => format!("must have at most {limit} character(s), has {}", length()),
        Kind::Pattern { pattern } => format!("must match `{}`", pattern::shown(pattern)),
        Kind::MinItems { limit } => format!("must have at least {limit} item(s), has {}", count()),
        Kind::MaxItems { limit } => format!("must have at most {limit} item(s), has {}", count()),
        Kind::UniqueItems => "must have no item twice".to_owned(),
        Kind::MinProperties { limit } => format!("must have at least {limit} member(s), has {}", count()),
        Kind::MaxProperties { limit } => format!("must have at most {limit} member(s), has {}", count()),
        Kind::Format { .. } => "expected base64, found another string".to_owned(),
        _ => error.to_string(),
    }
}

fn wanted(kind: &TypeKind) -> String {
    let words = |name: &str| match name {
        "integer" | "array" | "object" => format!("an {name}"),
        name => format!("a {name}"),
    };
    match kind {
        TypeKind::Single(kind) => words(&kind.to_string()),
        TypeKind::Multiple(kinds) => {
            let names = kinds.iter().map(|it| it.to_string()).filter(|it| it != "null");
            names.map(|it| words(&it)).collect::<Vec<_>>().join(" or ")
        }
    }
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(it) if it.is_f64() => "a number",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
