//! Documentation comments. The document's text goes through [`markdown::safe`], our own sentences are added
//! after it, and each line becomes one `#[doc]` attribute, which prints as `///`.

mod constraints;
mod line;
mod links;
mod markdown;
mod plain;
mod value;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::ir;

pub use line::one_line;
pub use markdown::safe;
pub use plain::code_span;
pub(crate) use value::json;

/// A documentation comment under construction: paragraphs of safe Markdown.
#[derive(Clone, Debug, Default)]
pub struct Text {
    paragraphs: Vec<String>,
}

impl Text {
    /// Title, description, external link and examples of the document; `otherwise`, a sentence of ours in
    /// Markdown, where it has neither title nor description.
    pub fn new(docs: &ir::Docs, otherwise: &str) -> Self {
        let mut text = Self::default();
        let title = docs.title.as_deref().map(one_line).filter(|it| !it.is_empty());
        let description = docs.description.as_deref().map(safe).filter(|it| !it.is_empty());
        match (title, description) {
            (None, None) => text.push(otherwise.to_owned()),
            (Some(title), Some(description)) if description.starts_with(&title) => text.push(description),
            (title, description) => title.into_iter().chain(description).for_each(|it| text.push(it)),
        }
        if let Some((description, url)) = &docs.external {
            text.push(external(description.as_deref(), url));
        }
        for example in &docs.examples {
            text.push(format!("Example: {}", json(example)));
        }
        text
    }

    /// A sentence of ours, in Markdown.
    pub fn sentence(markdown: impl Into<String>) -> Self {
        Self::default().paragraph(markdown)
    }

    /// Adds a paragraph of ours, in Markdown.
    #[must_use]
    pub fn paragraph(mut self, markdown: impl Into<String>) -> Self {
        self.push(markdown.into());
        self
    }

    /// Adds what a value must be like.
    #[must_use]
    pub fn constraints(mut self, constraints: &ir::Constraints) -> Self {
        self.paragraphs.extend(constraints::sentences(constraints));
        self
    }

    /// Adds the constraints that only some locations of the item have.
    #[must_use]
    pub fn local(mut self, local: &[ir::LocalConstraints]) -> Self {
        for it in local {
            let mut sentences = constraints::sentences(&it.constraints);
            sentences.extend(it.deprecated.then(|| "Deprecated there.".to_owned()));
            if !sentences.is_empty() {
                let places = it.places.iter().map(|it| code_span(it)).collect::<Vec<_>>().join(", ");
                let more = if it.more == 0 { String::new() } else { format!(" and {} more", it.more) };
                self.push(format!("In {places}{more}: {}", sentences.join(" ")));
            }
        }
        self
    }

    fn push(&mut self, paragraph: String) {
        if !paragraph.is_empty() {
            self.paragraphs.push(paragraph);
        }
    }

    /// The lines, with an empty one between paragraphs.
    fn lines(&self) -> Vec<Literal> {
        let text = self.paragraphs.join("\n\n");
        text.lines().map(literal).collect()
    }

    /// The same as inner attributes, for the top of a module.
    pub fn inner(&self) -> TokenStream {
        let lines = self.lines();
        quote!(#(#![doc = #lines])*)
    }
}

impl ToTokens for Text {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let lines = self.lines();
        tokens.extend(quote!(#(#[doc = #lines])*));
    }
}

/// A line of a comment, as a raw literal where it can be one: what takes long is to escape a text and to read it again.
fn literal(line: &str) -> Literal {
    let blank = if line.is_empty() { "" } else { " " };
    let raw = (!line.contains("\"#")).then(|| format!("r#\"{blank}{line}\"#").parse().ok()).flatten();
    raw.unwrap_or_else(|| Literal::string(&format!("{blank}{line}")))
}

fn external(description: Option<&str>, url: &str) -> String {
    let target = match links::web_url(url) {
        Some(url) => format!("<{url}>"),
        None => code_span(url),
    };
    match description.map(one_line).filter(|it| !it.is_empty()) {
        Some(description) => format!("See also: {description} ({target})"),
        None => format!("See also: {target}"),
    }
}
