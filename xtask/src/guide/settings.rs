//! The reference of the settings file, from the types that read it: tables, keys, the form of their values, and what their
//! documentation says.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use syn::{Attribute, Expr, ExprLit, Field, Fields, GenericArgument, Item, Lit, Meta, PathArguments, Type};

/// The reference as Markdown.
///
/// # Errors
///
/// The file does not hold the settings as it used to.
pub fn reference(file: &Path) -> Result<String, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let parsed = syn::parse_file(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let items = parsed.items.iter().filter_map(|it| match it {
        Item::Struct(it) => Some((it.ident.to_string(), it as &dyn Described)),
        Item::Enum(it) => Some((it.ident.to_string(), it as &dyn Described)),
        _ => None,
    });
    let types: BTreeMap<String, &dyn Described> = items.collect();
    let config = types.get("Config").ok_or("there is no `Config`")?;
    let (mut alone, mut tables) = (String::new(), String::new());
    for key in config.keys(&types) {
        match table(&key, &types) {
            Some((title, of)) => {
                let _ = writeln!(tables, "\n## `[{title}]`\n\n{}\n\n{HEAD}", key.says);
                of.keys(&types).iter().for_each(|it| tables.push_str(&row(it, &types)));
            }
            None => alone.push_str(&row(&key, &types)),
        }
    }
    Ok(format!("## Outside of tables\n\n{HEAD}\n{alone}{tables}"))
}

const HEAD: &str = "| key | value | meaning |\n| --- | --- | --- |";

/// A key of the settings.
struct Key {
    name: String,
    form: Type,
    says: String,
}

/// A type of the settings: what keys or values it has.
trait Described {
    fn keys(&self, types: &BTreeMap<String, &dyn Described>) -> Vec<Key>;
    fn values(&self) -> Option<Vec<(String, String)>>;
}

impl Described for syn::ItemStruct {
    fn keys(&self, types: &BTreeMap<String, &dyn Described>) -> Vec<Key> {
        let kebab = serde(&self.attrs).contains("kebab-case");
        let Fields::Named(fields) = &self.fields else { return Vec::new() };
        fields.named.iter().flat_map(|it| keys_of(it, kebab, types)).collect()
    }

    fn values(&self) -> Option<Vec<(String, String)>> {
        None
    }
}

impl Described for syn::ItemEnum {
    /// A variant with a value is a key that stands for it.
    fn keys(&self, _: &BTreeMap<String, &dyn Described>) -> Vec<Key> {
        let held = self.variants.iter().filter_map(|it| Some((it, it.fields.iter().next()?)));
        held.map(|(it, field)| Key { name: kebab(&it.ident.to_string()), form: field.ty.clone(), says: doc(&it.attrs) })
            .collect()
    }

    fn values(&self) -> Option<Vec<(String, String)>> {
        let plain = self.variants.iter().all(|it| it.fields.is_empty());
        plain.then(|| self.variants.iter().map(|it| (kebab(&it.ident.to_string()), doc(&it.attrs))).collect())
    }
}

fn keys_of(field: &Field, kebab: bool, types: &BTreeMap<String, &dyn Described>) -> Vec<Key> {
    let attributes = serde(&field.attrs);
    if attributes.contains("skip") {
        return Vec::new();
    }
    if attributes.contains("flatten") {
        return types.get(&outer(&field.ty)).map(|it| it.keys(types)).unwrap_or_default();
    }
    let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
    let name = if kebab { name.replace('_', "-") } else { name };
    vec![Key { name, form: field.ty.clone(), says: doc(&field.attrs) }]
}

/// The title of the table that a key of the whole stands for, and what it holds; none where it is a plain value.
fn table<'a>(key: &Key, types: &BTreeMap<String, &'a dyn Described>) -> Option<(String, &'a dyn Described)> {
    let found = |name: &str| types.get(name).copied().filter(|it| it.values().is_none());
    if let Some(of) = found(&outer(&key.form)) {
        return Some((key.name.clone(), of));
    }
    let of = found(&outer(arguments(&key.form).last()?))?;
    Some((format!("{}.<operationId>", key.name), of))
}

fn row(key: &Key, types: &BTreeMap<String, &dyn Described>) -> String {
    let optional = outer(&key.form) == "Option";
    let form = if optional { arguments(&key.form).pop() } else { None }.unwrap_or_else(|| key.form.clone());
    let values = types.get(&outer(&form)).and_then(|it| it.values());
    let (form, more) = match values {
        None => (words(&form).to_owned(), String::new()),
        Some(values) => {
            let names: Vec<_> = values.iter().map(|(name, _)| format!("`\"{name}\"`")).collect();
            let more: String = values.iter().map(|(name, says)| format!("<br>`{name}`: {says}")).collect();
            (names.join(", "), more)
        }
    };
    format!("| `{}` | {form} | {}{more} |\n", key.name, key.says)
}

/// The form of a value in the words of TOML.
fn words(form: &Type) -> &'static str {
    match outer(form).as_str() {
        "bool" => "boolean",
        "u64" => "integer",
        "BTreeSet" | "Vec" => "array of strings",
        "BTreeMap" => "table: name in the document → name",
        _ => "string",
    }
}

fn outer(form: &Type) -> String {
    let Type::Path(path) = form else { return String::new() };
    path.path.segments.last().map(|it| it.ident.to_string()).unwrap_or_default()
}

fn arguments(form: &Type) -> Vec<Type> {
    let Type::Path(path) = form else { return Vec::new() };
    let Some(PathArguments::AngleBracketed(list)) = path.path.segments.last().map(|it| &it.arguments) else {
        return Vec::new();
    };
    let types =
        list.args.iter().filter_map(|it| if let GenericArgument::Type(it) = it { Some(it.clone()) } else { None });
    types.collect()
}

/// All that is said to serde, as one text.
fn serde(attributes: &[Attribute]) -> String {
    let lists = attributes.iter().filter(|it| it.path().is_ident("serde")).filter_map(|it| it.meta.require_list().ok());
    lists.map(|it| it.tokens.to_string()).collect()
}

fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|it| match &it.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_become_tables() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.rs");
        let text = "
            struct Config { /// Names.
                naming: Naming, /// Lists.
                pages: BTreeMap<String, Paging>, /// On.
                on: bool, #[serde(skip)] hidden: u64, /// Where.
                place: Place }
            #[serde(default, rename_all = \"kebab-case\")] struct Naming { /// A | b.
                some_types: BTreeSet<String>, #[serde(flatten)] more: More }
            struct More { /// More.
                it: Option<Style> }
            struct Paging { /// First.
                first: Option<u64> }
            enum Style { /// Left.
                AtLeft, /// Right.
                Right }
            enum Place { /// Nowhere.
                None, /// There.
                Path(String) }";
        fs::write(&file, text).unwrap();
        let reference = reference(&file).unwrap();
        for line in [
            "| `on` | boolean | On. |",
            "## `[naming]`\n\nNames.\n",
            "| `some-types` | array of strings | A \\| b. |",
            "| `it` | `\"at-left\"`, `\"right\"` | More.<br>`at-left`: Left.<br>`right`: Right. |",
            "## `[pages.<operationId>]`",
            "| `first` | integer | First. |",
            "## `[place]`",
            "| `path` | string | There. |",
        ] {
            assert!(reference.contains(line), "{line}\n{reference}");
        }
        assert!(!reference.contains("hidden"));
    }
}
