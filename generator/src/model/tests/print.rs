//! The short notation.

use crate::ir::{Api, Candidate, Choice, ContentKind, Operation, Outcome, Presence, Scalar, Shape, TypeDef, TypeRef};

/// All types, a line each.
pub fn types(api: &Api) -> Vec<String> {
    api.types.iter().map(type_def).collect()
}

fn type_def(def: &TypeDef) -> String {
    let name = &def.name;
    match &def.shape {
        Shape::Struct(it) => {
            let mut parts: Vec<_> = it
                .fields
                .iter()
                .map(|field| format!("{}{}: {}", field.name, presence(field.presence), type_ref(&field.ty)))
                .collect();
            parts.extend(it.extra.iter().map(|(name, ty)| format!("..{name}: {}", type_ref(ty))));
            format!("struct {name} {{ {} }}", parts.join(", "))
        }
        Shape::Enum(it) => {
            let parts: Vec<_> = it.variants.iter().map(|it| format!("{} = {}", it.name, scalar(&it.wire))).collect();
            format!("enum {name} {{ {} }}", parts.join(", "))
        }
        Shape::Union(it) => {
            let parts: Vec<_> = it
                .variants
                .iter()
                .map(|it| {
                    format!(
                        "{}({}){}",
                        it.name,
                        type_ref(&it.ty),
                        it.tag.as_ref().map(|t| format!(" + {t}")).unwrap_or_default()
                    )
                })
                .collect();
            format!("union {name} {{ {} }} by {}", parts.join(", "), choice(&it.choice))
        }
        Shape::Constant(it) => format!("const {name} = {}", it.value),
        Shape::Tuple(it) => {
            let mut parts: Vec<_> = it.items.iter().map(type_ref).collect();
            parts.extend(it.rest.iter().map(|ty| format!("..{}", type_ref(ty))));
            format!("tuple {name}({})", parts.join(", "))
        }
        Shape::Alias(ty) => format!("type {name} = {}", type_ref(ty)),
        Shape::Newtype(ty) => format!("newtype {name}({})", type_ref(ty)),
    }
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "",
        Presence::Nullable => "~",
        Presence::Optional => "?",
        Presence::Tristate => "?~",
    }
}

fn scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::String(it) => it.clone(),
        Scalar::Number(it) => it.to_string(),
        Scalar::Bool(it) => it.to_string(),
        Scalar::Null => "null".to_owned(),
    }
}

/// A type as in Rust.
pub fn type_ref(ty: &TypeRef) -> String {
    match ty {
        TypeRef::Bool => "bool".into(),
        TypeRef::I32 => "i32".into(),
        TypeRef::I64 => "i64".into(),
        TypeRef::U32 => "u32".into(),
        TypeRef::U64 => "u64".into(),
        TypeRef::F64 => "f64".into(),
        TypeRef::String => "String".into(),
        TypeRef::Format(it) => format!("{it:?}"),
        TypeRef::Json => "Json".into(),
        TypeRef::Null => "()".into(),
        TypeRef::Named(it) => it.to_string(),
        TypeRef::List(it) => format!("[{}]", type_ref(it)),
        TypeRef::Map(it) => format!("{{{}}}", type_ref(it)),
        TypeRef::Option(it) => format!("{}~", type_ref(it)),
        TypeRef::Boxed(it) => format!("Box {}", type_ref(it)),
    }
}

fn choice(choice: &Choice) -> String {
    match choice {
        Choice::Tagged { property, values, .. } => {
            let values: Vec<_> = values.iter().map(|(tag, index)| format!("{tag}:{index}")).collect();
            format!("{property} [{}]", values.join(" "))
        }
        Choice::Untagged(candidates) => {
            format!("[{}]", candidates.iter().map(candidate).collect::<Vec<_>>().join(" | "))
        }
    }
}

fn candidate(it: &Candidate) -> String {
    let mut text = format!("{}", it.variant);
    if !it.kinds.is_empty() {
        text += &format!(" {:?}", it.kinds).to_lowercase();
    }
    if !it.required.is_empty() {
        text += &format!(" with {}", it.required.join("+"));
    }
    for (name, values) in &it.constants {
        text += &format!(" {name}={}", values.iter().map(scalar).collect::<Vec<_>>().join("/"));
    }
    if !it.values.is_empty() {
        text += &format!(" in {}", it.values.iter().map(scalar).collect::<Vec<_>>().join("/"));
    }
    if it.closed {
        text += &format!(" only {}", it.known.join("+"));
    }
    text
}

/// An operation as the client's method: arguments, setters behind a bar, output and error.
pub fn operation(it: &Operation) -> String {
    let mut required = Vec::new();
    let mut optional = Vec::new();
    for param in &it.params {
        let text = format!("{}: {}", param.name, type_ref(&param.ty));
        if param.required { required.push(text) } else { optional.push(text) }
    }
    for content in it.body.iter().flat_map(|body| &body.contents) {
        let text = format!("{}: {}", content.name, type_ref(&content.ty));
        if it.body.as_ref().is_some_and(|body| body.required) { required.push(text) } else { optional.push(text) }
    }
    format!(
        "{}({} | {}) -> {} ! {}",
        it.name,
        required.join(", "),
        optional.join(", "),
        outcome(&it.output),
        errors(it)
    )
}

/// The bodies of error responses, each once.
fn errors(operation: &Operation) -> String {
    let mut bodies: Vec<String> = Vec::new();
    for content in operation.error_responses().flat_map(|it| &it.contents) {
        let body = single(&content.ty, content.kind);
        if !bodies.contains(&body) {
            bodies.push(body);
        }
    }
    if bodies.is_empty() { "()".to_owned() } else { bodies.join(" | ") }
}

fn single(ty: &TypeRef, kind: ContentKind) -> String {
    match kind {
        ContentKind::Json => type_ref(ty),
        kind => format!("{kind:?} {}", type_ref(ty)),
    }
}

fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::None => "()".to_owned(),
        Outcome::Single { ty, kind } => single(ty, *kind),
        Outcome::Enum { name, variants } => {
            let parts: Vec<_> = variants
                .iter()
                .map(|it| match &it.content {
                    Some(content) => format!("{}({})", it.name, type_ref(&content.ty)),
                    None => it.name.to_string(),
                })
                .collect();
            format!("{name} {{ {} }}", parts.join(", "))
        }
    }
}
