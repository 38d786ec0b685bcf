//! The types that macros of the runtime make in a client's own crate: each call is written out as the compiler does it.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Item as Code;

use super::items;
use super::runtime::Runtime;
use crate::surface::items::Item;
use crate::surface::list::Surface;
use crate::surface::syntax::{condition, tidy};

/// The items that the calls in a file make.
///
/// # Errors
///
/// A macro with more than one arm or with repetitions, or a text that is no list of items.
pub(super) fn items(code: &[Code], runtime: &Runtime, surface: &mut Surface) -> Result<(), String> {
    for call in code {
        if let Code::Impl(it) = call {
            // What the crate itself adds to these types.
            items::implementation(it, &tidy(&it.self_ty.to_token_stream().to_string()), surface);
        }
        let Code::Macro(it) = call else { continue };
        let name = it.mac.path.segments.last().map(|it| it.ident.to_string()).unwrap_or_default();
        let Some(text) = runtime.macro_text(&name) else { continue };
        let written = written(text, &it.mac.tokens).ok_or_else(|| format!("{name}!: its text is not understood"))?;
        let file = syn::parse2::<syn::File>(nested(written, runtime)).map_err(|error| format!("{name}!: {error}"))?;
        let mut made = Surface::default();
        items::all(&file.items, "", &mut made);
        let feature = condition(&it.attrs);
        for item in made.items.into_values() {
            let feature = item.feature.clone().or_else(|| feature.clone());
            surface.insert(Item { feature, ..item });
        }
    }
    Ok(())
}

/// The text of a macro with the arguments of a call in it; none where it has several arms or repeats anything.
fn written(text: TokenStream, call: &TokenStream) -> Option<TokenStream> {
    let groups: Vec<Group> = text
        .into_iter()
        .filter_map(|it| match it {
            TokenTree::Group(it) => Some(it),
            _ => None,
        })
        .collect();
    let [matcher, body] = groups.as_slice() else { return None };
    let parameters = arguments(&matcher.stream()).into_iter().filter_map(|it| match it.as_slice() {
        [_, TokenTree::Ident(name), ..] => Some(name.to_string()),
        _ => None,
    });
    let arguments_by_name: Vec<(String, Vec<TokenTree>)> = parameters.zip(arguments(call)).collect();
    filled(body.stream(), &arguments_by_name)
}

/// The text with the calls of other macros of the runtime, `$crate::name! { … }`, written out; those that are not
/// understood stay.
fn nested(tokens: TokenStream, runtime: &Runtime) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out = TokenStream::new();
    let mut rest = tokens.as_slice();
    while let Some((first, after)) = rest.split_first() {
        match called(rest).and_then(|(name, call)| written(runtime.macro_text(&name)?, &call)) {
            Some(text) => {
                out.extend(nested(text, runtime));
                rest = &rest[CALL..];
            }
            None => {
                match first {
                    TokenTree::Group(it) => out.extend([group(it.delimiter(), nested(it.stream(), runtime))]),
                    token => out.extend([token.clone()]),
                }
                rest = after;
            }
        }
    }
    out
}

/// As many tokens `crate::name! { … }` has.
const CALL: usize = 6;

/// The name and the arguments of a call at the beginning.
fn called(tokens: &[TokenTree]) -> Option<(String, TokenStream)> {
    let [TokenTree::Ident(root), TokenTree::Punct(_), TokenTree::Punct(_), TokenTree::Ident(name), mark, call, ..] =
        tokens
    else {
        return None;
    };
    let is_mark = matches!(mark, TokenTree::Punct(it) if it.as_char() == '!');
    match call {
        TokenTree::Group(call) if root == "crate" && is_mark => Some((name.to_string(), call.stream())),
        _ => None,
    }
}

/// What stands between the commas.
fn arguments(tokens: &TokenStream) -> Vec<Vec<TokenTree>> {
    let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is_comma = |it: &TokenTree| matches!(it, TokenTree::Punct(it) if it.as_char() == ',');
    all.split(is_comma).filter(|it| !it.is_empty()).map(<[TokenTree]>::to_vec).collect()
}

fn filled(tokens: TokenStream, arguments_by_name: &[(String, Vec<TokenTree>)]) -> Option<TokenStream> {
    let mut out = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(it) if it.as_char() == '$' => match tokens.next()? {
                TokenTree::Ident(name) if name == "crate" => out.push(TokenTree::Ident(name)),
                TokenTree::Ident(name) => {
                    out.extend(arguments_by_name.iter().find(|it| name == it.0.as_str())?.1.clone())
                }
                _ => return None,
            },
            TokenTree::Group(it) => out.push(group(it.delimiter(), filled(it.stream(), arguments_by_name)?)),
            token => out.push(token),
        }
    }
    Some(out.into_iter().collect())
}

fn group(delimiter: Delimiter, inner: TokenStream) -> TokenTree {
    TokenTree::Group(Group::new(delimiter, inner))
}
