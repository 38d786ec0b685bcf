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
            for (form, body) in body.lines().enumerate() {
                out += &body.replacen("fn it", &format!("pub fn item_{number}_{form}"), 1);
                out += "\n";
            }
        }
    }
    let own = own_types(&out);
    out + &own + "fn inferred<T>() -> T { loop {} }\n"
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
            format!("fn it(it: &<{owner} as api::runtime::{of}>::{associated}) -> &{} {{ it }}", names.ty(ty))
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

/// A call with each form that an argument is taken in.
fn method(item: &Item, names: &Names) -> Option<String> {
    let (target, method) = item.path.strip_suffix("()")?.rsplit_once("::")?;
    let target = names.path(target);
    let (arguments, output) =
        item.signature.split_once('(')?.1.rsplit_once(')').map(|(a, o)| (a, o.trim_start_matches(" -> ")))?;
    let arguments = split(arguments);
    let output = if output == "Self" { target.clone() } else { names.ty(output).replace("Self", &target) };
    let call = if target.contains('<') { format!("<{target}>") } else { target.clone() };
    let using = |form| {
        let given = |argument: &str| match argument {
            "self" => target.clone(),
            "&self" => format!("&{target}"),
            argument => {
                let ty = argument.split_once(": ").map_or(argument, |(_, ty)| ty);
                names.given(ty, form)
            }
        };
        let mut takes = Vec::new();
        let mut gives = Vec::new();
        for (at, argument) in arguments.iter().enumerate() {
            let is_one_type = !argument.ends_with("self") && !argument.contains(": impl ");
            if is_one_type && matches!(form, Form::Own) {
                gives.push("inferred()".to_owned());
            } else {
                takes.push(format!("a{at}: {}", given(argument)));
                gives.push(format!("a{at}"));
            }
        }
        format!("fn it({}) -> {output} {{ {call}::{}({}) }}", takes.join(", "), raw(method), gives.join(", "))
    };
    let forms: BTreeSet<_> = [Form::Value, Form::Option, Form::Own].map(using).into_iter().collect();
    Some(forms.into_iter().collect::<Vec<_>>().join("\n"))
}

/// How arguments are given that take more than one type.
#[derive(Clone, Copy)]
enum Form {
    /// As a value of the type.
    Value,
    /// As an `Option` of one, where the argument may be left out.
    Option,
    /// As a value of the user's own type that becomes one; where only one type is taken, as a value of whatever type is
    /// taken, as with `"5".parse()?`.
    Own,
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
    aliases: BTreeSet<String>,
    operations: BTreeSet<String>,
    events: BTreeSet<String>,
}

/// What each crate has at its root.
const ROOT: [&str; 6] = ["Call", "Client", "ClientBuilder", "Error", "ErrorBody", "Server"];

/// What `types` has of the runtime.
const FORMATS: [&str; 9] = ["Base64", "Date", "DateTime", "Decimal", "Duration", "Maybe", "Time", "Uri", "Uuid"];

/// What callers give where anything that becomes a `String` is taken; not all of it becomes another type that a `String`
/// does.
const TEXT: &str = "std::borrow::Cow<'static, str>";

impl Names {
    fn of(surface: &Surface) -> Self {
        let all =
            |module: &str| surface.items.keys().filter_map(|it| it.strip_prefix(module)).map(str::to_owned).collect();
        let is_alias = |it: &&Item| it.kind == Kind::Alias;
        let alias = |it: &Item| it.path.strip_prefix("types::").map(str::to_owned);
        let aliases = surface.items.values().filter(is_alias).filter_map(alias).collect();
        Self { types: all("types::"), aliases, operations: all("operations::"), events: all("webhooks::") }
    }

    /// `types::Pet` → `api::types::Pet`, `Call<GetPet>` → `api::Call<api::operations::GetPet>`.
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
            _ if self.events.contains(word) => format!("api::webhooks::{word}"),
            _ if ROOT.contains(&word) => format!("api::{word}"),
            "BTreeMap" => "std::collections::BTreeMap".to_owned(),
            "Bytes" => "bytes::Bytes".to_owned(),
            "Value" => "serde_json::Value".to_owned(),
            "Self" | "String" | "Vec" | "Option" | "Box" | "Result" => word.to_owned(),
            _ if FORMATS.contains(&word) => format!("api::types::{word}"),
            _ if word.starts_with(char::is_uppercase) => format!("api::runtime::{word}"),
            _ => word.to_owned(),
        }
    }

    /// What a caller gives for an argument: the type that it names, or one that becomes it.
    fn given(&self, text: &str, form: Form) -> String {
        let inside = |start: &str, end: &str| text.strip_prefix(start).and_then(|it| it.strip_suffix(end));
        if let Some(item) = inside("impl IntoIterator<Item = ", ">") {
            return format!("Vec<{}>", self.given(item, form));
        }
        let optional = inside("impl IntoOption<", ", How>");
        let scalar = inside("impl Into<Option<", ">>");
        let Some(ty) = optional.or(scalar).or_else(|| inside("impl Into<", ">")) else { return self.ty(text) };
        let value = || if ty == "String" { TEXT.to_owned() } else { self.ty(ty) };
        match form {
            // An alias is another type by name only, and has the conversions of that.
            Form::Own if self.aliases.contains(ty) => value(),
            Form::Own if scalar.is_some() => format!("Own<Option<{}>>", self.ty(ty)),
            Form::Own => format!("Own<{}>", self.ty(ty)),
            Form::Option if optional.or(scalar).is_some() => format!("Option<{}>", value()),
            Form::Option | Form::Value => value(),
        }
    }
}

/// The user's own type for each type that is asked for, with the conversion that he may write.
fn own_types(program: &str) -> String {
    let mut own = BTreeSet::new();
    for (at, start) in program.match_indices("Own<") {
        let mut depth = 0;
        let end = program[at + start.len() - 1..].find(|c: char| {
            depth += i32::from(c == '<') - i32::from(c == '>');
            depth == 0
        });
        own.extend(end.map(|it| &program[at + start.len()..at + start.len() - 1 + it]));
    }
    let conversion =
        |ty: &str| format!("impl From<Own<{ty}>> for {ty} {{ fn from(it: Own<{ty}>) -> Self {{ it.0 }} }}\n");
    let conversions: String = own.into_iter().map(conversion).collect();
    format!("pub struct Own<T>(T);\n{conversions}")
}
