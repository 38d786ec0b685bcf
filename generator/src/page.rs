//! A self-contained HTML page with a list that can be searched: for reports that people read in a browser.
//!
//! Whatever a document says is text here, and nothing is loaded from anywhere: the page's own policy forbids it.
//!
//! Not a template engine: a page is one list, and escaping is one function, which nothing can go around.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::source_map::Places;

/// A page.
pub(crate) struct Page<'a> {
    pub(crate) title: &'a str,
    /// What it comes to, in a few lines.
    pub(crate) lead: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// An entry of the list. It opens on a click.
#[derive(Default)]
pub(crate) struct Row {
    /// What entries can be filtered by, shown as a badge.
    pub(crate) kind: String,
    pub(crate) tone: Tone,
    /// The stable name of what it is about.
    pub(crate) code: String,
    /// What is the case.
    pub(crate) text: String,
    /// Where, in a few words.
    pub(crate) place: String,
    /// Side by side, each with a head.
    pub(crate) columns: Vec<(String, Vec<Line>)>,
    /// What to do.
    pub(crate) notes: Vec<String>,
}

/// How much it matters.
#[derive(Clone, Copy, Default)]
pub(crate) enum Tone {
    Bad,
    Doubtful,
    #[default]
    Plain,
}

/// A line of code, with its number where it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) number: Option<usize>,
    pub(crate) text: String,
    pub(crate) marked: bool,
}

impl Line {
    /// A line of no file.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { number: None, text: text.into(), marked: false }
    }
}

/// How many lines are shown before and after the one that is meant, and how much of a line.
const BEFORE: usize = 1;
const AFTER: usize = 7;
const WIDTH: usize = 200;

/// The lines of the document's files; each file is taken apart once.
pub(crate) struct Excerpts<'p> {
    places: &'p Places,
    files: RefCell<BTreeMap<String, Vec<&'p str>>>,
}

impl<'p> Excerpts<'p> {
    pub(crate) fn new(places: &'p Places) -> Self {
        Self { places, files: RefCell::default() }
    }

    /// The lines around a line.
    pub(crate) fn at(&self, file: &str, line: usize) -> Vec<Line> {
        let mut files = self.files.borrow_mut();
        let split = || self.places.text(file).unwrap_or_default().lines().collect();
        let lines = files.entry(file.to_owned()).or_insert_with(split);
        let numbered = lines.iter().enumerate().skip(line.saturating_sub(1 + BEFORE));
        let shown = numbered.take(BEFORE.min(line.saturating_sub(1)) + 1 + AFTER).map(|(index, text)| {
            let more = (text.chars().nth(WIDTH).is_some()).then_some('…');
            let text = text.chars().take(WIDTH).chain(more).collect();
            Line { number: Some(index + 1), text, marked: index + 1 == line }
        });
        shown.collect()
    }
}

/// The page as HTML.
pub(crate) fn html(page: &Page<'_>) -> String {
    let mut out = String::from(HEAD);
    let title = escaped(page.title);
    let _ = write!(out, "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n");
    page.lead.iter().for_each(|it| paragraph(&mut out, it));
    let mut kinds: Vec<&str> = Vec::new();
    page.rows.iter().for_each(|it| kinds.extend((!kinds.contains(&it.kind.as_str())).then_some(it.kind.as_str())));
    out.push_str("<form><input type=search placeholder=\"Search\" aria-label=Search autofocus>\n");
    for kind in kinds {
        let kind = escaped(kind);
        let _ = writeln!(out, "<label><input type=checkbox value=\"{kind}\" checked> {kind}</label>");
    }
    out.push_str("<output></output></form>\n");
    page.rows.iter().for_each(|it| row(&mut out, it));
    let _ = write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

fn row(out: &mut String, row: &Row) {
    let tone = match row.tone {
        Tone::Bad => "bad",
        Tone::Doubtful => "doubtful",
        Tone::Plain => "plain",
    };
    let (kind, code, text, place) = (escaped(&row.kind), escaped(&row.code), spans(&row.text), escaped(&row.place));
    let _ = writeln!(
        out,
        "<details data-kind=\"{kind}\" class={tone}><summary><b>{kind}</b> <span>{code}</span> {text} <small>{place}</small></summary>"
    );
    out.push_str("<div>");
    for (head, lines) in &row.columns {
        let _ = write!(out, "<section><h2>{}</h2><pre>", escaped(head));
        lines.iter().for_each(|it| line(out, it));
        out.push_str("</pre></section>");
    }
    out.push_str("</div>\n");
    row.notes.iter().for_each(|it| paragraph(out, it));
    out.push_str("</details>\n");
}

fn paragraph(out: &mut String, text: &str) {
    let _ = writeln!(out, "<p>{}</p>", spans(text));
}

/// Text in which what stands between backticks is code.
fn spans(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escaped(text);
    }
    let part = |(index, it): (usize, &&str)| match index % 2 {
        1 => format!("<code>{}</code>", escaped(it)),
        _ => escaped(it),
    };
    parts.iter().enumerate().map(part).collect()
}

fn line(out: &mut String, line: &Line) {
    let number = line.number.map(|it| format!("<i>{it:>5}</i> ")).unwrap_or_default();
    let text = escaped(&line.text);
    let _ = match line.marked {
        true => writeln!(out, "{number}<mark>{text}</mark>"),
        false => writeln!(out, "{number}{text}"),
    };
}

/// Text that is nothing but text, in an element or in a quoted attribute; what shows not at all is spelled out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in crate::diagnostics::escaped(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

const HEAD: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
"#;

const STYLE: &str = "
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
h2 { font-size: .85rem; margin: .4rem 0; overflow-wrap: anywhere; }
form { position: sticky; top: 0; background: Canvas; padding: .6rem 0; display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1rem; }
input[type=search] { flex: 1 1 16rem; font: inherit; padding: .3rem .6rem; }
details { border-top: 1px solid #8884; padding: .3rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
b { font-size: .75rem; padding: .1rem .5rem; border-radius: 1rem; background: #8883; white-space: nowrap; }
code { background: #8882; padding: 0 .2rem; border-radius: .2rem; }
span { font-weight: 600; }
small { color: GrayText; }
.bad b { background: #d33; color: #fff; }
.doubtful b { background: #e9a400; color: #000; }
div { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 1rem; }
section { min-width: 0; }
pre { overflow-x: auto; background: #8881; padding: .5rem; margin: 0; }
pre i { color: #888; font-style: normal; user-select: none; }
";

const SCRIPT: &str = "
const search = document.querySelector('input[type=search]');
const boxes = [...document.querySelectorAll('input[type=checkbox]')];
const rows = [...document.querySelectorAll('details')].map(row => [row, row.textContent.toLowerCase()]);
function filter() {
  const words = search.value.toLowerCase().split(/\\s+/);
  const kinds = new Set(boxes.filter(box => box.checked).map(box => box.value));
  let count = 0;
  for (const [row, text] of rows) {
    row.hidden = !kinds.has(row.dataset.kind) || !words.every(word => text.includes(word));
    count += !row.hidden;
  }
  document.querySelector('output').textContent = `${count} of ${rows.length}`;
}
document.querySelector('form').addEventListener('input', filter);
document.querySelector('form').addEventListener('submit', event => event.preventDefault());
filter();
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source_map::Format;

    #[test]
    fn a_document_brings_no_markup() {
        let evil = "</pre><script>alert(1)</script>\"'&\u{202e}";
        let row = Row {
            kind: evil.to_owned(),
            code: evil.to_owned(),
            text: evil.to_owned(),
            columns: vec![(evil.to_owned(), vec![Line::plain(evil)])],
            notes: vec![evil.to_owned()],
            ..Row::default()
        };
        let html = html(&Page { title: evil, lead: vec![evil.to_owned()], rows: vec![row] });
        assert_eq!(html.matches("<script>").count(), 1, "{html}");
        assert_eq!(html.matches("</pre>").count(), 1);
        assert!(!html.contains('\u{202e}') && !html.contains("alert(1)</"), "{html}");
    }

    #[test]
    fn an_excerpt_has_the_line_in_it() {
        let mut places = Places::default();
        let text: String = (1..=20).map(|it| format!("l{it}\n")).collect();
        places.add("a.yaml", &text, Format::Yaml, |_, _| None);
        let excerpts = Excerpts::new(&places);
        for (line, first, count) in [(1, 1, 8), (2, 1, 9), (10, 9, 9), (20, 19, 2)] {
            let lines = excerpts.at("a.yaml", line);
            assert_eq!((lines[0].number, lines.len()), (Some(first), count), "{line}");
            let marked: Vec<_> = lines.iter().filter(|it| it.marked).map(|it| it.number).collect();
            assert_eq!(marked, [Some(line)]);
        }
        assert_eq!(excerpts.at("other.yaml", 1), []);
    }
}
