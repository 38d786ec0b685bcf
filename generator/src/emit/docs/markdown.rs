//! The document's CommonMark, parsed and written again so that rustdoc can do no harm with it: no code block is
//! a doctest (whatever made it one: fence, indentation, list, quote, info string), no HTML, no link but absolute
//! ones to the web, nothing in brackets that rustdoc would look up.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::links::{web_url, with_links};
use super::plain::{clean, code_span, escaped, line_start};

/// Longer texts are cut.
const LENGTH: usize = 16_000;
/// Deeper lists and quotes are flattened.
const DEPTH: usize = 8;

/// The text as Markdown that is safe in a documentation comment.
pub fn safe(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let text = clean(text);
    let (text, cut) = match text.char_indices().nth(LENGTH) {
        Some((end, _)) => (&text[..text[..end].rfind(char::is_whitespace).unwrap_or(end)], true),
        None => (text.as_str(), false),
    };
    let mut writer = Writer::default();
    for event in TextMergeStream::new(Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)) {
        writer.event(event);
    }
    writer.flush();
    if cut {
        writer.containers.clear();
        writer.block("*The text goes on in the document.*");
    }
    writer.out.trim().to_owned()
}

/// Whether nothing in the text could be markup: one line of words and marks that mean nothing in Markdown or rustdoc.
fn is_plain(text: &str) -> bool {
    let means_nothing = |it: u8| match it {
        b' ' | b',' | b'.' | b';' | b'?' | b'\'' | b'"' | b'(' | b')' | b'/' | b'%' | b'=' => true,
        it => it.is_ascii_alphanumeric(),
    };
    let inside = |it: u8| means_nothing(it) || matches!(it, b'-' | b':' | b'+');
    text.starts_with(|it: char| it.is_ascii_alphabetic())
        && text.ends_with(|it: char| it != ' ')
        && text.len() <= LENGTH
        && text.bytes().all(inside)
        && !text.contains("http")
}

/// What a line is inside of.
enum Container {
    Quote,
    /// The marker, until it is printed; then as many spaces.
    Item {
        marker: String,
        printed: bool,
    },
    Flat,
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The inline text of the block at hand.
    inline: String,
    /// The text of a code or HTML block.
    verbatim: Option<String>,
    containers: Vec<Container>,
    /// The numbers of the open lists; none for bullets.
    lists: Vec<Option<u64>>,
    /// The open links: where their text starts in `inline`, and the target.
    targets: Vec<(usize, String)>,
    /// What the heading at hand starts with.
    heading: Option<&'static str>,
    /// Whether an empty line goes before the next block.
    gap: bool,
    /// The line under a table's head, while inside of a table.
    rule: Option<String>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) if self.verbatim.is_some() => {
                self.verbatim.as_mut().into_iter().for_each(|it| it.push_str(&text));
            }
            Event::Text(text) if self.targets.is_empty() => self.inline.push_str(&with_links(&text)),
            Event::Text(text) => self.inline.push_str(&escaped(&text)),
            Event::Code(text) if self.rule.is_some() => self.inline.push_str(&code_span(&text).replace('|', "\\|")),
            Event::Code(text) => self.inline.push_str(&code_span(&text)),
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html),
            Event::SoftBreak => self.inline.push('\n'),
            Event::HardBreak => self.inline.push_str(if self.rule.is_some() { " " } else { "\\\n" }),
            Event::Rule => self.block("* * *"),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(heading(level));
            }
            Tag::BlockQuote(_) => self.open(Container::Quote),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) | Tag::HtmlBlock => {
                self.flush();
                self.verbatim = Some(String::new());
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.open(Container::Item { marker, printed: false });
            }
            Tag::Table(columns) => {
                self.flush();
                self.gap = true;
                self.rule = Some(format!("|{}", " --- |".repeat(columns.len())));
            }
            Tag::TableHead | Tag::TableRow => self.inline.push('|'),
            Tag::TableCell => self.inline.push(' '),
            Tag::Emphasis => self.inline.push('*'),
            Tag::Strong => self.inline.push_str("**"),
            Tag::Strikethrough => self.inline.push_str("~~"),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.targets.push((self.inline.len(), dest_url.into_string()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => {
                self.flush();
                self.gap = true;
            }
            TagEnd::BlockQuote(_) => self.close(),
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::HtmlBlock => {
                let html = self.verbatim.take().unwrap_or_default();
                if !html.trim_start().starts_with("<!--") {
                    self.html(html.trim());
                    self.flush();
                }
                self.gap = true;
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.gap |= self.lists.is_empty();
            }
            TagEnd::Item => self.close(),
            TagEnd::Table => {
                self.flush();
                self.rule = None;
                self.gap = true;
            }
            TagEnd::TableHead => {
                let rule = self.rule.clone().unwrap_or_default();
                self.inline.push_str(&format!("\n{rule}\n"));
            }
            TagEnd::TableRow => self.inline.push('\n'),
            TagEnd::TableCell => self.inline.push_str(" |"),
            TagEnd::Emphasis => self.inline.push('*'),
            TagEnd::Strong => self.inline.push_str("**"),
            TagEnd::Strikethrough => self.inline.push_str("~~"),
            TagEnd::Link | TagEnd::Image => self.link(),
            _ => {}
        }
    }

    fn open(&mut self, container: Container) {
        self.flush();
        self.empty_line();
        self.containers.push(if self.containers.len() < DEPTH { container } else { Container::Flat });
    }

    fn close(&mut self) {
        self.flush();
        self.containers.pop();
    }

    /// Ends a link: kept where it leads to the web, otherwise its text and the target as code.
    fn link(&mut self) {
        let (start, target) = self.targets.pop().unwrap_or_default();
        let text = self.inline.split_off(start.min(self.inline.len()));
        let text = text.trim();
        let shown = match web_url(&target) {
            _ if !self.targets.is_empty() => text.to_owned(), // An image inside of a link.
            Some(url) if text.is_empty() || text == escaped(url) => format!("<{url}>"),
            Some(url) => format!("[{text}](<{url}>)"),
            None if target.is_empty() || text.is_empty() => text.to_owned(),
            None => format!("{text} ({})", code_span(&target)),
        };
        self.inline.push_str(&shown);
    }

    fn html(&mut self, html: &str) {
        match html.trim().to_ascii_lowercase().replace(' ', "").as_str() {
            "<br>" | "<br/>" | "</br>" if self.rule.is_none() => self.inline.push_str("\\\n"),
            _ => self.inline.push_str(&with_links(html)),
        }
    }

    fn code_block(&mut self) {
        let code = self.verbatim.take().unwrap_or_default();
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.block(&format!("{fence}text\n{}\n{fence}", code.trim_end_matches('\n')));
    }

    /// Prints the inline text collected so far as a block.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.inline);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match self.heading.take() {
            Some(marks) => {
                let line = text.replace("\\\n", " ").replace('\n', " ");
                self.block(&format!("{marks} {line}"));
            }
            None => {
                let lines: Vec<String> = text.lines().map(line_start).collect();
                self.lines(&lines.join("\n"));
            }
        }
    }

    /// Prints a block with an empty line before and after it.
    fn block(&mut self, text: &str) {
        self.gap = true;
        self.lines(text);
        self.gap = true;
    }

    fn empty_line(&mut self) {
        if std::mem::take(&mut self.gap) && !self.out.is_empty() {
            let prefix = self.prefix(false);
            self.out.push_str(prefix.trim_end());
            self.out.push('\n');
        }
    }

    fn lines(&mut self, text: &str) {
        self.empty_line();
        for line in text.lines() {
            let prefix = self.prefix(true);
            self.out.push_str(format!("{prefix}{line}").trim_end());
            self.out.push('\n');
        }
    }

    /// What a line starts with inside of quotes and lists.
    fn prefix(&mut self, print: bool) -> String {
        let mut prefix = String::new();
        for container in &mut self.containers {
            match container {
                Container::Quote => prefix.push_str("> "),
                Container::Item { marker, printed } if print && !*printed => {
                    prefix.push_str(marker);
                    *printed = true;
                }
                Container::Item { marker, .. } => prefix.push_str(&" ".repeat(marker.len())),
                Container::Flat => {}
            }
        }
        prefix
    }
}

fn heading(level: HeadingLevel) -> &'static str {
    ["##", "##", "###", "####", "#####", "######"][level as usize - 1]
}
