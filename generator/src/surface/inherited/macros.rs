//! What types are given by the macros that make them: traits, and methods beside those that a document names. The texts
//! repeat for each member or value, so they are searched and not written out.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::Item as Code;

use super::runtime::Runtime;
use crate::surface::items::{Item, Kind};
use crate::surface::list::Surface;
use crate::surface::path;
use crate::surface::syntax::short;

/// What the macros that a file of types calls give to the types that they make.
pub(super) fn items(code: &[Code], runtime: &Runtime, surface: &mut Surface) {
    let called = code.iter().filter_map(|it| match it {
        Code::Macro(it) => it.mac.path.segments.last().map(|it| it.ident.to_string()),
        _ => None,
    });
    for name in called.collect::<BTreeSet<_>>() {
        let owner = format!("types of {name}!");
        if !surface.items.keys().any(|it| it.ends_with(&owner) || it.starts_with(&owner)) {
            expansion(&name, &owner, runtime, &mut BTreeSet::new(), surface);
        }
    }
}

/// What a macro gives, and the macros that it calls.
fn expansion(name: &str, owner: &str, runtime: &Runtime, seen: &mut BTreeSet<String>, surface: &mut Surface) {
    if let Some(text) = runtime.macro_text(name).filter(|_| seen.insert(name.to_owned())) {
        search(text, owner, runtime, seen, surface);
    }
}

fn search(tokens: TokenStream, owner: &str, runtime: &Runtime, seen: &mut BTreeSet<String>, surface: &mut Surface) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(it) if it == "impl" => {
                let end = brace(&tokens, at);
                if let Some(TokenTree::Group(body)) = tokens.get(end) {
                    implementation(&tokens[at + 1..end], &body.stream(), owner, surface);
                }
                at = end;
            }
            TokenTree::Ident(it) if is_call(&tokens, at) => expansion(&it.to_string(), owner, runtime, seen, surface),
            TokenTree::Group(it) => search(it.stream(), owner, runtime, seen, surface),
            _ => {}
        }
        at += 1;
    }
}

/// Where the next braces are.
fn brace(tokens: &[TokenTree], from: usize) -> usize {
    let is_brace = |it: &TokenTree| matches!(it, TokenTree::Group(it) if it.delimiter() == Delimiter::Brace);
    tokens[from..].iter().position(is_brace).map_or(tokens.len(), |it| from + it)
}

/// `name!`.
fn is_call(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at + 1), Some(TokenTree::Punct(it)) if it.as_char() == '!')
}

/// How many tokens `<T: Wire>` at the beginning are.
fn parameters(head: &[TokenTree]) -> usize {
    let sign = |it: &TokenTree| match it {
        TokenTree::Punct(it) => Some(it.as_char()),
        _ => None,
    };
    let mut depth = 0;
    for (index, token) in head.iter().enumerate() {
        match sign(token) {
            Some('<') => depth += 1,
            Some('>') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return if index == 0 { 0 } else { index + 1 };
        }
    }
    0
}

fn implementation(head: &[TokenTree], body: &TokenStream, owner: &str, surface: &mut Surface) {
    let is_for = |it: &TokenTree| matches!(it, TokenTree::Ident(it) if it == "for");
    if let Some(end) = head.iter().position(is_for) {
        let of = short(&head[parameters(&head[..end])..end].iter().cloned().collect::<TokenStream>().to_string());
        surface.insert(Item::new(Kind::Impl, path::implements(&of, owner), owner, format!("impl {of}")));
        return;
    }
    let tokens: Vec<TokenTree> = body.clone().into_iter().collect();
    let mut start = 0;
    for (index, token) in tokens.iter().enumerate() {
        if !matches!(token, TokenTree::Group(it) if it.delimiter() == Delimiter::Brace) {
            continue;
        }
        let text = short(&tokens[start..index].iter().cloned().collect::<TokenStream>().to_string());
        start = index + 1;
        let is_hidden = text.contains("doc(hidden)") || text.contains("doc (hidden)");
        let Some((_, signature)) = text.rsplit_once("pub ").filter(|_| !is_hidden) else { continue };
        // Methods that a document names stand in repetitions, which have a name of no type.
        let Some(name) = signature.split_once("fn ").and_then(|it| it.1.split(['(', '<', ' ']).next()) else {
            continue;
        };
        let signature = signature.replacen(" (", "(", 1);
        surface.insert(Item::new(Kind::Method, path::method(owner, name), owner, signature));
    }
}
