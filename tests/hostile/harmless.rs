//! What of a crate must not depend on the words of a document.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;

use super::docs;

/// A crate with its words left out.
#[derive(Default)]
pub struct Shape {
    /// Folder and kind → how many files.
    folders: BTreeMap<String, usize>,
    /// File → its items, without documentation and literals.
    code: BTreeMap<String, Vec<String>>,
    /// All items with one name for all names, in an order that does not depend on names.
    nameless: Vec<String>,
    /// The manifest without its `[package]`.
    manifest: toml::Table,
    /// What documentation does beyond words.
    effects: BTreeSet<String>,
}

impl Shape {
    /// Reads a crate; what is not Rust, TOML or plain text is said.
    pub fn of(files: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut shape = Self::default();
        for (path, text) in files.iter().filter(|(path, _)| !path.starts_with("src/runtime/")) {
            if !is_plain_path(path) {
                return Err(format!("document.json: crate with the file {path:?}"));
            }
            if let Some(found) = text.chars().find(|it| is_dangerous(*it)) {
                return Err(format!("{path} has {found:?}"));
            }
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
            *shape.folders.entry(format!("{folder}/*.{}", file.rsplit('.').next().unwrap_or_default())).or_default() +=
                1;
            match path.as_str() {
                "Cargo.toml" => shape.manifest = text.parse().map_err(|it| format!("{path}: {it}"))?,
                _ if path.ends_with(".md") => shape.effects.extend(docs::effects(text)),
                _ if path.ends_with(".rs") => shape.read(path, text)?,
                _ => {}
            }
        }
        shape.manifest.remove("package");
        shape.nameless.sort();
        Ok(shape)
    }

    fn read(&mut self, path: &str, text: &str) -> Result<(), String> {
        let file = syn::parse_file(text).map_err(|it| format!("{path} is not Rust: {it}"))?;
        let mut texts = Vec::new();
        documentation(file.to_token_stream(), &mut texts);
        self.effects.extend(texts.iter().flat_map(|it| docs::effects(it)));
        let items: Vec<_> = file.items.iter().map(|it| blanked(it.to_token_stream())).collect();
        self.nameless.extend(items.iter().map(|it| sorted_lists(nameless(it.clone())).to_string()));
        self.code.insert(path.to_owned(), items.iter().map(ToString::to_string).collect());
        Ok(())
    }

    /// What another crate has that this one has not; names may differ where `named`.
    pub fn difference(&self, other: &Self, named: bool) -> Option<String> {
        if self.folders != other.folders {
            return Some(format!("files {:?}", other.folders));
        }
        if self.manifest != other.manifest {
            return Some(format!("manifest {:?}", other.manifest));
        }
        if let Some(effect) = other.effects.difference(&self.effects).next() {
            return Some(format!("documentation with {effect}"));
        }
        if !named {
            let file = self.code.keys().find(|it| self.code.get(*it) != other.code.get(*it));
            return file.map(|it| format!("code of {it}"));
        }
        let more: Vec<_> = other.nameless.iter().filter(|it| !self.nameless.contains(it)).take(2).collect();
        let less: Vec<_> = self.nameless.iter().filter(|it| !other.nameless.contains(it)).take(2).collect();
        (self.nameless != other.nameless).then(|| format!("code {more:#?} for {less:#?}"))
    }
}

fn is_plain_path(path: &str) -> bool {
    let plain = |part: &str| {
        let stem = part.split('.').next().unwrap_or_default();
        let device =
            ["con", "prn", "aux", "nul"].contains(&stem) || stem.starts_with("com1") || stem.starts_with("lpt1");
        !part.is_empty() && !device && !part.starts_with('.') && part.len() < 120
    };
    let letters = |it: char| it.is_ascii_alphanumeric() || matches!(it, '/' | '.' | '_' | '-');
    path.chars().all(letters) && path.split('/').all(plain)
}

/// Characters that turn text around, break lines in secret or command a terminal.
pub fn is_dangerous(it: char) -> bool {
    (it.is_control() && it != '\n')
        || matches!(it, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(it, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// The documentation of each item: lines that stand together are one text.
fn documentation(tokens: TokenStream, texts: &mut Vec<String>) {
    let mut text = String::new();
    for token in tokens {
        match token {
            TokenTree::Punct(it) if matches!(it.as_char(), '#' | '!') => {}
            TokenTree::Group(it) => match doc(it.stream()) {
                Some(lines) => {
                    lines.lines().for_each(|it| text += &format!("{}\n", it.strip_prefix(' ').unwrap_or(it)))
                }
                None => documentation(it.stream(), texts),
            },
            _ => texts.extend(Some(std::mem::take(&mut text)).filter(|it| !it.is_empty())),
        }
    }
    texts.push(text);
}

/// The text of `doc = "…"`.
fn doc(attribute: TokenStream) -> Option<String> {
    let [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text)] =
        &attribute.into_iter().collect::<Vec<_>>()[..]
    else {
        return None;
    };
    (name == "doc").then(|| syn::parse_str::<syn::LitStr>(&text.to_string()).ok().map(|it| it.value()))?
}

/// Without documentation, with empty literals.
fn blanked(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(it) if it.stream().to_string().starts_with("doc =") => {
                while matches!(kept.last(), Some(TokenTree::Punct(it)) if matches!(it.as_char(), '#' | '!')) {
                    kept.pop();
                }
            }
            TokenTree::Group(it) => kept.push(Group::new(it.delimiter(), blanked(it.stream())).into()),
            TokenTree::Literal(_) => kept.push(Literal::string("").into()),
            TokenTree::Punct(it) if it.as_char() == '>' => {
                drop_comma(&mut kept);
                kept.push(it.into());
            }
            other => kept.push(other),
        }
    }
    drop_comma(&mut kept);
    kept.into_iter().collect()
}

/// A comma at the end says only that a line was broken.
fn drop_comma(tokens: &mut Vec<TokenTree>) {
    tokens.pop_if(|it| matches!(it, TokenTree::Punct(it) if it.as_char() == ','));
}

/// With one name for all names; words of the language stay.
fn nameless(tokens: TokenStream) -> TokenStream {
    let name = |it: Ident| match syn::parse_str::<Ident>(&it.to_string()) {
        Ok(_) => Ident::new("name", Span::call_site()),
        Err(_) => it,
    };
    let change = |token| match token {
        TokenTree::Group(it) => Group::new(it.delimiter(), nameless(it.stream())).into(),
        TokenTree::Ident(it) => name(it).into(),
        other => other,
    };
    tokens.into_iter().map(change).collect()
}

/// Names decide the order in which some things stand; what is between commas, and what ends in braces, is put into an
/// order of its own. Braces around a long expression of a `match` are the printer's.
fn sorted_lists(tokens: TokenStream) -> TokenStream {
    let mut parts = vec![Vec::new()];
    for token in tokens {
        match token {
            TokenTree::Punct(it) if it.as_char() == ',' => parts.push(Vec::new()),
            TokenTree::Group(it) => {
                let part = parts.last_mut().expect("there is a part");
                let is_arm = matches!(part.last(), Some(TokenTree::Punct(it)) if it.as_char() == '>');
                let in_braces = it.delimiter() == Delimiter::Brace;
                let inner = sorted_lists(it.stream());
                match is_arm && in_braces && !inner.to_string().contains(';') {
                    true => part.extend(inner.into_iter().filter(|it| it.to_string() != ",")),
                    false => part.push(Group::new(it.delimiter(), inner).into()),
                }
                if in_braces {
                    parts.push(Vec::new());
                }
            }
            other => parts.last_mut().expect("there is a part").push(other),
        }
    }
    parts.retain(|it| !it.is_empty());
    let mut parts: Vec<TokenStream> = parts.into_iter().map(|it: Vec<TokenTree>| it.into_iter().collect()).collect();
    parts.sort_by_key(ToString::to_string);
    let comma = || TokenTree::Punct(Punct::new(',', Spacing::Alone));
    parts.into_iter().flat_map(|it| it.into_iter().chain([comma()])).collect()
}
