//! The layout of the runtime's macros for types: a line for each member, value or setter, documentation above it; lists
//! in one line, or broken where they do not fit.

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};

/// As wide are lines.
const WIDTH: usize = 110;

/// The text of `runtime::name! { … }`, possibly below a `cfg`; other items come back.
pub(super) fn macro_call(item: TokenStream) -> Result<String, TokenStream> {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    let condition = match tokens.as_slice() {
        [TokenTree::Punct(mark), TokenTree::Group(condition), ..] if mark.as_char() == '#' => Some(condition.stream()),
        _ => None,
    };
    let call = if condition.is_some() { &tokens[2..] } else { &tokens };
    let head = match call {
        [TokenTree::Ident(root), colon, _, TokenTree::Ident(name), TokenTree::Punct(mark), TokenTree::Group(body)]
            if root == "runtime"
                && matches!(colon, TokenTree::Punct(it) if it.as_char() == ':')
                && mark.as_char() == '!'
                && body.delimiter() == Delimiter::Brace =>
        {
            format!("{root}::{name}! {{")
        }
        _ => return Err(tokens.into_iter().collect()),
    };
    let Some(TokenTree::Group(body)) = tokens.pop() else { return Err(tokens.into_iter().collect()) };
    let mut page = Page { text: String::new(), line: Line::default(), depth: 0 };
    condition.into_iter().for_each(|it| page.attribute(it));
    page.text.push_str(&head);
    let body = inside(body);
    if !body.is_empty() {
        page.text.push('\n');
        page.depth = 1;
        page.block(body);
    }
    page.text.push_str("}\n");
    Ok(page.text)
}

/// What is in a group, which ends here: the tokens of a stream that nobody else has are moved, not copied.
fn inside(group: Group) -> TokenStream {
    group.stream()
}

struct Page {
    text: String,
    line: Line,
    depth: usize,
}

impl Page {
    /// What stands in braces, with a line for each thing.
    fn block(&mut self, stream: TokenStream) {
        let mut tokens = stream.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(it) if it.as_char() == '#' => {
                    match tokens.next_if(|it| matches!(it, TokenTree::Group(_))) {
                        Some(TokenTree::Group(attribute)) => self.attribute(inside(attribute)),
                        _ => self.line.punct(&it),
                    }
                }
                TokenTree::Punct(it) if matches!(it.as_char(), ',' | ';') => {
                    self.line.punct(&it);
                    self.end();
                }
                TokenTree::Group(it) if it.delimiter() == Delimiter::Brace && !self.line.is_after_arguments() => {
                    self.line.word("{");
                    self.end();
                    self.depth += 1;
                    self.block(inside(it));
                    self.depth -= 1;
                    self.line.word("}");
                    self.end();
                }
                TokenTree::Group(it) if it.delimiter() == Delimiter::Brace => {
                    self.line.group(it);
                    self.end();
                }
                token => self.line.token(token),
            }
        }
        self.end();
    }

    fn attribute(&mut self, stream: TokenStream) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        match documentation(&tokens) {
            Some(text) => {
                self.indent();
                self.text.push_str("///");
                self.text.push_str(&text);
                self.text.push('\n');
            }
            None => {
                self.line.word("#");
                self.line.group(Group::new(Delimiter::Bracket, tokens.into_iter().collect()));
                self.end();
            }
        }
    }

    /// Ends the line, broken where it is too long.
    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.pieces.is_empty() {
            return;
        }
        let indent = 4 * self.depth;
        let mut column = indent;
        self.indent();
        let count = line.pieces.len();
        for (index, piece) in line.pieces.iter().enumerate() {
            if column > indent && column + piece.len() > WIDTH {
                self.text.truncate(self.text.trim_end().len());
                self.text.push('\n');
                self.indent();
                self.text.push_str("    ");
                column = indent + 4;
            }
            let piece = if index + 1 == count { piece.trim_end() } else { piece };
            self.text.push_str(piece);
            column += piece.len();
        }
        self.text.push('\n');
    }

    fn indent(&mut self) {
        (0..self.depth).for_each(|_| self.text.push_str("    "));
    }
}

/// The text of `doc = "…"`.
fn documentation(tokens: &[TokenTree]) -> Option<String> {
    let [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text)] = tokens else { return None };
    if name != "doc" {
        return None;
    }
    // Few lines are no raw literals.
    let written = text.to_string();
    match written.strip_prefix("r#\"").and_then(|it| it.strip_suffix("\"#")) {
        Some(plain) => Some(plain.to_owned()),
        None => Some(syn::parse2::<syn::LitStr>(TokenTree::from(text.clone()).into()).ok()?.value()),
    }
}

/// What is to come into a line, in pieces between which it may be broken.
#[derive(Default)]
struct Line {
    pieces: Vec<String>,
    open: bool,
    before: Before,
}

/// What the last token was.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Before {
    #[default]
    Nothing,
    Word,
    /// `(…)`.
    Arguments,
    /// Something that the next token follows without a blank.
    Close,
    /// `,`, `;`, `:`, `=`.
    Blank,
    /// `>`.
    Angle,
}

impl Line {
    /// Whether braces hold a list and not lines: `new(a: i64) { a: a; }`, `Candidate { … }`.
    fn is_after_arguments(&self) -> bool {
        self.before == Before::Arguments && self.pieces.first().is_some_and(|it| it.starts_with("new("))
    }

    fn word(&mut self, word: &str) {
        let blank = matches!(self.before, Before::Word | Before::Arguments | Before::Blank | Before::Angle);
        self.put(word, blank, Before::Word);
    }

    fn put(&mut self, text: &str, blank: bool, now: Before) {
        if !self.open {
            self.pieces.push(String::new());
            self.open = true;
        } else if let (true, Some(piece)) = (blank, self.pieces.last_mut()) {
            piece.push(' ');
        }
        if let Some(piece) = self.pieces.last_mut() {
            piece.push_str(text);
        }
        self.before = now;
    }

    /// Here the line may be broken.
    fn may_break(&mut self) {
        if let (true, Some(piece)) = (self.open, self.pieces.last_mut()) {
            piece.push(' ');
        }
        self.open = false;
    }

    fn token(&mut self, token: TokenTree) {
        match token {
            TokenTree::Ident(it) => self.word(&it.to_string()),
            TokenTree::Literal(it) => self.word(&it.to_string()),
            TokenTree::Group(it) => self.group(it),
            TokenTree::Punct(it) => self.punct(&it),
        }
    }

    fn punct(&mut self, punct: &Punct) {
        let (mark, joint) = (punct.as_char(), punct.spacing() == Spacing::Joint);
        let mut buffer = [0; 4];
        let text = &*mark.encode_utf8(&mut buffer);
        let after_word = matches!(self.before, Before::Word | Before::Arguments | Before::Angle | Before::Blank);
        match mark {
            ',' | ';' => self.put(text, false, Before::Blank),
            ':' if joint || self.before == Before::Close => self.put(text, false, Before::Close),
            ':' => self.put(text, false, Before::Blank),
            '<' | '?' => self.put(text, false, Before::Close),
            '.' => self.put(text, self.before == Before::Blank, Before::Close),
            '>' => self.put(text, false, Before::Angle),
            '=' => self.put(text, true, Before::Blank),
            '&' | '-' | '\'' => self.put(text, after_word, Before::Close),
            _ => self.put(text, after_word, Before::Word),
        }
        if mark == ',' || mark == ';' {
            self.may_break();
        }
    }

    fn group(&mut self, group: Group) {
        let (delimiter, stream) = (group.delimiter(), inside(group));
        let blank = self.before == Before::Blank || delimiter == Delimiter::Brace;
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::None => ("", ""),
        };
        let in_braces = delimiter == Delimiter::Brace && !stream.is_empty();
        // `#[…]` and `&[…]` stand close.
        let blank = blank && !(delimiter == Delimiter::Bracket && self.before == Before::Close);
        self.put(open, blank && self.open, if in_braces { Before::Word } else { Before::Close });
        stream.into_iter().for_each(|token| self.token(token));
        if !self.open && !in_braces {
            // A comma at the end needs no blank.
            if let Some(piece) = self.pieces.last_mut() {
                piece.truncate(piece.trim_end().len());
                self.open = true;
            }
        }
        let now = if delimiter == Delimiter::Parenthesis { Before::Arguments } else { Before::Word };
        self.put(close, in_braces, now);
    }
}
