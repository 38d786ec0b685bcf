//! Public items, a line each, as a snapshot: a change of the runtime's is a change for all generated clients, one of the
//! library's for whoever depends on it, and is to be seen as one. Hidden items count too, because generated code names them.

use std::fs;
use std::path::Path;

use quote::ToTokens;
use syn::{Attribute, Fields, ImplItem, Item, ItemImpl, Signature, TraitItem, Visibility};

/// The items of these files, and of all files below these folders, sorted.
pub fn items<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Vec<String> {
    let mut lines = Vec::new();
    paths.into_iter().for_each(|it| walk(it, &mut lines));
    lines.sort();
    lines.dedup();
    lines
}

/// The words that the names of an item are made of, in small letters.
pub fn words(item: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in item.chars() {
        let starts = !c.is_alphanumeric() || (c.is_uppercase() && !before.is_uppercase());
        if starts {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|it| !it.is_empty());
    words
}

fn walk(path: &Path, lines: &mut Vec<String>) {
    if path.is_dir() {
        fs::read_dir(path).expect("a folder").for_each(|it| walk(&it.expect("an entry").path(), lines));
    } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
        let text = fs::read_to_string(path).expect("a source");
        syn::parse_file(&text).expect("Rust").items.iter().for_each(|it| item(it, lines));
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens as one line.
fn text(tokens: impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

fn hidden(attributes: &[Attribute]) -> &'static str {
    let is_hidden = attributes.iter().any(|it| it.path().is_ident("doc") && text(&it.meta).contains("hidden"));
    if is_hidden { " (hidden)" } else { "" }
}

fn item(item: &Item, lines: &mut Vec<String>) {
    match item {
        Item::Struct(it) if is_public(&it.vis) => {
            lines.push(format!("struct {}{}{}", it.ident, text(&it.generics), hidden(&it.attrs)));
            fields(&it.ident.to_string(), &it.fields, lines);
        }
        Item::Enum(it) if is_public(&it.vis) => {
            lines.push(format!("enum {}{}{}", it.ident, text(&it.generics), hidden(&it.attrs)));
            lines.extend(
                it.variants.iter().map(|variant| format!("{}::{}{}", it.ident, variant.ident, text(&variant.fields))),
            );
        }
        Item::Trait(it) if is_public(&it.vis) => {
            lines.push(format!("trait {}: {}{}", it.ident, text(&it.supertraits), hidden(&it.attrs)));
            for member in &it.items {
                match member {
                    TraitItem::Fn(member) => {
                        let given = if member.default.is_some() { " { … }" } else { "" };
                        lines.push(format!("{}::{}{given}", it.ident, signature(&member.sig)));
                    }
                    TraitItem::Type(member) => lines.push(format!("{}::type {}", it.ident, member.ident)),
                    TraitItem::Const(member) => {
                        lines.push(format!("{}::const {}: {}", it.ident, member.ident, text(&member.ty)));
                    }
                    _ => {}
                }
            }
        }
        Item::Fn(it) if is_public(&it.vis) => lines.push(format!("{}{}", signature(&it.sig), hidden(&it.attrs))),
        Item::Type(it) if is_public(&it.vis) => lines.push(format!("type {} = {}", it.ident, text(&it.ty))),
        Item::Const(it) if is_public(&it.vis) => lines.push(format!("const {}: {}", it.ident, text(&it.ty))),
        Item::Macro(it) if it.attrs.iter().any(|it| it.path().is_ident("macro_export")) => {
            lines.extend(it.ident.as_ref().map(|name| format!("macro {name}!")));
        }
        Item::Impl(it) => implementation(it, lines),
        _ => {}
    }
}

fn fields(owner: &str, fields: &Fields, lines: &mut Vec<String>) {
    let public = fields.iter().enumerate().filter(|(_, it)| is_public(&it.vis));
    lines.extend(public.map(|(index, it)| {
        let name = it.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
        format!("{owner}::{name}: {}", text(&it.ty))
    }));
}

fn implementation(it: &ItemImpl, lines: &mut Vec<String>) {
    let owner = text(&it.self_ty);
    if let Some((path, _)) = &it.trait_ {
        lines.push(format!("impl{} {} for {owner}", text(&it.generics), text(path)));
        return;
    }
    for member in &it.items {
        match member {
            ImplItem::Fn(member) if is_public(&member.vis) => {
                lines.push(format!("{owner}::{}{}", signature(&member.sig), hidden(&member.attrs)));
            }
            ImplItem::Const(member) if is_public(&member.vis) => {
                lines.push(format!("{owner}::const {}: {}", member.ident, text(&member.ty)));
            }
            _ => {}
        }
    }
}

fn signature(signature: &Signature) -> String {
    text(signature)
}
