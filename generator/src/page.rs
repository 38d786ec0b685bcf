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

/// An entry of the list. It opens on a click. Entries with the same kind and code that say the same are shown as one with
/// their places.
#[derive(Default)]
pub(crate) struct Row {
    /// What entries can be filtered by, shown as a badge.
    pub(crate) kind: String,
    pub(crate) tone: Tone,
    /// The stable name of what it is about.
    pub(crate) code: String,
    /// What is the case.
    pub(crate) text: String,
    /// The same without the name of what it is about, if the text has that.
    pub(crate) general: Option<String>,
    /// Where, in a few words.
    pub(crate) place: String,
    /// Side by side, each with a head.
    pub(crate) columns: Vec<(String, Vec<Line>)>,
    /// What to do.
    pub(crate) notes: Vec<String>,
}

/// How much it matters.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
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
    alike(&page.rows).iter().for_each(|it| match it[..] {
        [only] => entry(&mut out, only),
        _ => group(&mut out, it),
    });
    let _ = write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

impl Row {
    /// What it says, whatever it is about.
    fn general(&self) -> &str {
        self.general.as_ref().unwrap_or(&self.text)
    }
}

/// Rows that differ in their places only, in the order of the first ones.
fn alike(rows: &[Row]) -> Vec<Vec<&Row>> {
    let mut known: BTreeMap<(&str, Tone, &str, &str), usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&Row>> = Vec::new();
    for row in rows {
        let index = *known.entry((&row.kind, row.tone, &row.code, row.general())).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(it) => it.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups
}

/// A row that is the only one of its kind, code and text.
fn entry(out: &mut String, row: &Row) {
    start(out, row, &row.text, &format!("<small>{}</small>", escaped(&row.place)));
    details(out, row);
    row.notes.iter().for_each(|it| paragraph(out, it));
    out.push_str("</details>\n");
}

/// Rows that are alike: what all of them say once, then the places, each of which opens in turn.
fn group(out: &mut String, rows: &[&Row]) {
    let Some((first, others)) = rows.split_first() else { return };
    start(out, first, first.general(), &format!("<em>{} places</em>", rows.len()));
    let is_common = |note: &String| others.iter().all(|it| it.notes.contains(note));
    let common: Vec<&String> = first.notes.iter().filter(|it| is_common(it)).collect();
    common.iter().for_each(|it| paragraph(out, it));
    for row in rows {
        let at = row.columns.first().map(|(head, _)| head.as_str()).unwrap_or_default();
        let head = row.general.as_ref().map_or_else(|| escaped(at), |_| spans(&row.text));
        let place = Some(row.place.as_str()).filter(|it| !at.contains(it)).unwrap_or_default();
        let _ = writeln!(out, "<details><summary>{head} <small>{}</small></summary>", escaped(place));
        details(out, row);
        row.notes.iter().filter(|it| !common.contains(it)).for_each(|it| paragraph(out, it));
        out.push_str("</details>\n");
    }
    out.push_str("</details>\n");
}

fn start(out: &mut String, row: &Row, text: &str, more: &str) {
    let tone = match row.tone {
        Tone::Bad => "bad",
        Tone::Doubtful => "doubtful",
        Tone::Plain => "plain",
    };
    let (kind, code, text) = (escaped(&row.kind), escaped(&row.code), spans(text));
    let _ = writeln!(
        out,
        "<details data-kind=\"{kind}\" class={tone}><summary><b>{kind}</b> <span>{code}</span> {text} {more}</summary>"
    );
}

/// The columns of a row.
fn details(out: &mut String, row: &Row) {
    out.push_str("<div>");
    for (head, lines) in &row.columns {
        let _ = write!(out, "<section><h2>{}</h2><pre>", escaped(head));
        lines.iter().for_each(|it| line(out, it));
        out.push_str("</pre></section>");
    }
    out.push_str("</div>\n");
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
details details { margin-left: 1.2rem; font-size: .85rem; }
summary { cursor: pointer; overflow-wrap: anywhere; }
b { font-size: .75rem; padding: .1rem .5rem; border-radius: 1rem; background: #8883; white-space: nowrap; }
code { background: #8882; padding: 0 .2rem; border-radius: .2rem; }
span { font-weight: 600; }
small, em { color: GrayText; }
em { font-style: normal; font-size: .85rem; white-space: nowrap; }
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
const rows = [...document.querySelectorAll('body > details')].map(row => {
  const text = element => element.textContent.toLowerCase();
  const inner = [...row.querySelectorAll(':scope > details')];
  const head = [...row.children].filter(child => !inner.includes(child)).map(text).join(' ');
  const places = inner.map(place => [place, `${head} ${text(place)}`]);
  return { row, head, places: places.length ? places : [[row, head]], badge: row.querySelector('em') };
});
const total = rows.reduce((sum, { places }) => sum + places.length, 0);
function filter() {
  const words = search.value.toLowerCase().split(/\\s+/);
  const matches = text => words.every(word => text.includes(word));
  const kinds = new Set(boxes.filter(box => box.checked).map(box => box.value));
  let count = 0;
  for (const { row, head, places, badge } of rows) {
    const found = new Set(kinds.has(row.dataset.kind) ? places.filter(([, text]) => matches(text)) : []);
    places.forEach(place => place[0].hidden = !found.has(place));
    row.hidden = !found.size;
    count += found.size;
    if (!badge) continue;
    badge.textContent = `${found.size < places.length ? `${found.size} of ` : ''}${places.length} places`;
    // Opens where the places tell what is searched for, and closes again.
    if (found.size && !matches(head)) {
      if (!row.open) row.open = row.dataset.opened = true;
    } else if (row.dataset.opened) {
      row.open = false;
      delete row.dataset.opened;
    }
  }
  document.querySelector('output').textContent = `${count} of ${total}`;
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
    fn rows_that_are_alike_are_one_with_their_places() {
        let row = |text: &str, place: &str| Row {
            kind: "kind".to_owned(),
            code: "code".to_owned(),
            text: text.to_owned(),
            place: place.to_owned(),
            columns: vec![(format!("{place}  #/{text}"), Vec::new())],
            notes: vec!["help".to_owned(), format!("of {place}")],
            ..Row::default()
        };
        let rows = vec![row("a", "f:1"), row("b", "f:2"), row("a", "f:3")];
        let html = html(&Page { title: "t", lead: Vec::new(), rows });
        let body = html.split("</form>").nth(1).and_then(|it| it.split("<script>").next()).expect("there are rows");
        let head = |text: &str, more: &str| {
            format!(
                "<details data-kind=\"kind\" class=plain><summary><b>kind</b> <span>code</span> {text} {more}</summary>\n"
            )
        };
        let columns =
            |text: &str, place: &str| format!("<div><section><h2>{place}  #/{text}</h2><pre></pre></section></div>\n");
        let place = |place: &str| {
            format!(
                "<details><summary>{place}  #/a <small></small></summary>\n{}<p>of {place}</p>\n</details>\n",
                columns("a", place)
            )
        };
        let group =
            format!("{}<p>help</p>\n{}{}</details>\n", head("a", "<em>2 places</em>"), place("f:1"), place("f:3"));
        let single = format!(
            "{}{}<p>help</p>\n<p>of f:2</p>\n</details>\n",
            head("b", "<small>f:2</small>"),
            columns("b", "f:2")
        );
        assert_eq!(body, format!("\n{group}{single}"));
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
