//! A surface → a program that uses every item of it, each by its exact type: fields are read, variants matched,
//! methods called, constants and impls named.

use std::collections::BTreeSet;

use octogen::surface::{Item, Kind, Surface};

/// The program.
pub fn program(surface: &Surface) -> String {
    let names = Names::of(surface);
    let mut out = "#![allow(deprecated, unused, clippy::all)]\n".to_owned();
    for (number, item) in surface.items.values().enumerate() {
        if let Some(body) = usage(item, &names) {
            out += &body.replace("fn it", &format!("pub fn item_{number}"));
            out += "\n";
        }
    }
    out
}

fn usage(item: &Item, names: &Names) -> Option<String> {
    let signature = item.signature.as_str();
    let owner = names.path(&item.owner);
    let name = item.path.rsplit(['.', ':']).next().unwrap_or_default();
    Some(match item.kind {
        Kind::Struct => match signature.split_once('(') {
            None => format!("fn it(_: &{owner}) {{}}"),
            Some((_, positions)) => {
                let types: Vec<_> = split(positions.trim_end_matches(')'))
                    .iter()
                    .map(|it| names.ty(it.trim_start_matches("pub ")))
                    .collect();
                let vars: Vec<_> = (0..types.len()).map(|it| format!("a{it}")).collect();
                format!(
                    "fn it({owner}({}): {owner}) -> ({},) {{ ({},) }}",
                    vars.join(", "),
                    types.join(", "),
                    vars.join(", ")
                )
            }
        },
        Kind::Enum => format!("fn it(_: &{owner}) {{}}"),
        Kind::Alias => {
            let (_, target) = signature.split_once(" = ")?;
            format!("fn it(it: {}) -> {} {{ it }}", names.path(&item.path), names.ty(target))
        }
        Kind::Field => {
            let (_, ty) = signature.split_once(": ")?;
            format!("fn it(it: {owner}) -> {} {{ it.{} }}", names.ty(ty), raw(name))
        }
        Kind::Variant => match signature.split_once('(') {
            None => format!("fn it(it: {owner}) {{ match it {{ {owner}::{name} => {{}} _ => {{}} }} }}"),
            Some((_, payload)) => {
                let ty = names.ty(payload.strip_suffix(')')?);
                format!(
                    "fn it(it: {owner}) -> Option<{ty}> {{ match it {{ {owner}::{name}(it) => Some(it), _ => None }} }}"
                )
            }
        },
        Kind::Const => {
            let (_, ty) = signature.split_once(": ")?;
            let ty = if ty == "Self" { "api::Server".to_owned() } else { names.ty(ty) };
            format!("fn it() -> {ty} {{ {} }}", names.path(&item.path))
        }
        Kind::AssociatedType => {
            let (head, ty) = signature.split_once(" = ")?;
            let of = item.path.split_once(" as ")?.1.split_once('>')?.0;
            let associated = head.strip_prefix("type ")?;
            format!("fn it(it: <{owner} as api::runtime::{of}>::{associated}) -> {} {{ it }}", names.ty(ty))
        }
        Kind::Impl => match signature.strip_prefix("impl From<") {
            None => format!("fn it() -> {owner} {{ Default::default() }}"),
            Some(ty) => format!("fn it(it: {}) -> {owner} {{ {owner}::from(it) }}", names.ty(ty.strip_suffix('>')?)),
        },
        Kind::Method => method(item, names)?,
        // No document brings one of these.
        Kind::Trait | Kind::Required | Kind::Export => return None,
    })
}

fn method(item: &Item, names: &Names) -> Option<String> {
    let (target, method) = item.path.strip_suffix("()")?.rsplit_once("::")?;
    let target = names.path(target);
    let (arguments, output) =
        item.signature.split_once('(')?.1.rsplit_once(')').map(|(a, o)| (a, o.trim_start_matches(" -> ")))?;
    let mut takes = Vec::new();
    let mut gives = Vec::new();
    for (index, argument) in split(arguments).into_iter().enumerate() {
        let ty = match argument.as_str() {
            "self" => target.clone(),
            "&self" => format!("&{target}"),
            argument => names.owned(argument.split_once(": ")?.1),
        };
        takes.push(format!("a{index}: {ty}"));
        gives.push(format!("a{index}"));
    }
    let output = if output == "Self" { target.clone() } else { names.ty(output).replace("Self", &target) };
    let (takes, gives) = (takes.join(", "), gives.join(", "));
    let call = if target.contains('<') { format!("<{target}>") } else { target };
    Some(format!("fn it({takes}) -> {output} {{ {call}::{}({gives}) }}", raw(method)))
}

/// An identifier that may be a keyword.
fn raw(name: &str) -> String {
    let keyword = syn_keyword(name);
    if keyword { format!("r#{name}") } else { name.to_owned() }
}

fn syn_keyword(name: &str) -> bool {
    ["type", "match", "ref", "use", "in", "for", "as", "move", "mod", "fn", "enum", "struct", "where", "loop", "if"]
        .contains(&name)
}

/// The parts between commas that are not inside brackets.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts.into_iter().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}

/// Where the names of signatures are found.
struct Names {
    types: BTreeSet<String>,
    operations: BTreeSet<String>,
}

const FORMATS: [&str; 9] = ["Base64", "Date", "DateTime", "Decimal", "Duration", "Maybe", "Time", "Uri", "Uuid"];

impl Names {
    fn of(surface: &Surface) -> Self {
        let all =
            |module: &str| surface.items.keys().filter_map(|it| it.strip_prefix(module)).map(str::to_owned).collect();
        Self { types: all("types::"), operations: all("operations::") }
    }

    /// `types::Pet` → `api::types::Pet`, `Call<GetPet>` → the runtime's.
    fn path(&self, path: &str) -> String {
        match path.split_once("::") {
            Some(("types" | "operations" | "headers" | "webhooks", _)) => format!("api::{path}"),
            Some((first, rest)) if !first.contains('<') => format!("{}::{rest}", self.ty(first)),
            _ => self.ty(path),
        }
    }

    /// A type with all its names in full.
    fn ty(&self, text: &str) -> String {
        let mut out = String::new();
        let mut word = String::new();
        for c in text.chars().chain(['\0']) {
            if c.is_alphanumeric() || c == '_' {
                word.push(c);
                continue;
            }
            out += &self.word(&word, out.ends_with('\''));
            word.clear();
            if c != '\0' {
                out.push(c);
            }
        }
        out
    }

    fn word(&self, word: &str, lifetime: bool) -> String {
        match word {
            _ if lifetime => word.to_owned(),
            _ if self.types.contains(word) => format!("api::types::{word}"),
            _ if self.operations.contains(word) => format!("api::operations::{word}"),
            "BTreeMap" => "std::collections::BTreeMap".to_owned(),
            "Value" => "serde_json::Value".to_owned(),
            "Self" | "String" | "Vec" | "Option" | "Box" | "Result" => word.to_owned(),
            _ if FORMATS.contains(&word) => format!("api::types::{word}"),
            _ if word.starts_with(char::is_uppercase) => format!("api::runtime::{word}"),
            _ => word.to_owned(),
        }
    }

    /// A type that an argument takes.
    fn owned(&self, text: &str) -> String {
        let inside = |start: &str| text.strip_prefix(start).and_then(|it| it.strip_suffix('>'));
        // Callers give whatever becomes a `String`; not all of it becomes another type that a `String` does.
        const TEXT: &str = "std::borrow::Cow<'static, str>";
        match (inside("impl Into<"), inside("impl IntoIterator<Item = ")) {
            (Some("String"), _) => TEXT.to_owned(),
            (Some(ty), _) => self.ty(ty),
            (_, Some("impl Into<String>")) => format!("Vec<{TEXT}>"),
            (_, Some(item)) => format!("Vec<{}>", self.ty(item)),
            _ if text.starts_with("impl ") => format!("impl {}", self.ty(text.trim_start_matches("impl "))),
            _ => self.ty(text),
        }
    }
}
