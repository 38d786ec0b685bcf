//! XML text ↔ elements, as far as bodies of APIs need it: elements, attributes, text, CDATA and the five predefined
//! entities. Document types are rejected, and with them every entity that could grow; depth is bounded.

/// How deep elements may nest.
const DEEPEST: usize = 128;

/// An element with what stands in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Node {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    pub text: String,
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The root element of a document.
pub(crate) fn parse(bytes: &[u8]) -> Result<Node, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("expected XML in UTF-8: {error}"))?;
    let mut rest = text.trim_start_matches('\u{feff}');
    let mut open: Vec<Node> = Vec::new();
    let mut root = None;
    while let Some(at) = rest.find('<') {
        let (text, markup) = rest.split_at(at);
        add_text(&mut open, &unescaped(text)?)?;
        rest = if let Some(it) = markup.strip_prefix("<?") {
            past(it, "?>")?.1
        } else if let Some(it) = markup.strip_prefix("<!--") {
            past(it, "-->")?.1
        } else if let Some(it) = markup.strip_prefix("<![CDATA[") {
            let (text, after) = past(it, "]]>")?;
            add_text(&mut open, text)?;
            after
        } else if markup.starts_with("<!") {
            return Err("the XML has a document type, which is not supported".to_owned());
        } else if let Some(it) = markup.strip_prefix("</") {
            let (name, after) = past(it, ">")?;
            let node = open.pop().filter(|node| node.name == name.trim_end());
            close(node.ok_or_else(|| format!("`</{}>` closes no element", name.trim_end()))?, &mut open, &mut root)?;
            after
        } else {
            let (node, empty, after) = start(&markup[1..])?;
            match empty {
                true => close(node, &mut open, &mut root)?,
                false if open.len() >= DEEPEST => return Err(format!("the XML is deeper than {DEEPEST} elements")),
                false => open.push(node),
            }
            after
        };
    }
    add_text(&mut open, &unescaped(rest)?)?;
    match open.last() {
        Some(node) => Err(format!("`<{}>` is not closed", node.name)),
        None => root.ok_or_else(|| "expected XML, found no element".to_owned()),
    }
}

fn add_text(open: &mut [Node], text: &str) -> Result<(), String> {
    match open.last_mut() {
        Some(node) => node.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err("expected XML, found text outside of an element".to_owned()),
    }
    Ok(())
}

fn close(node: Node, open: &mut [Node], root: &mut Option<Node>) -> Result<(), String> {
    match (open.last_mut(), &root) {
        (Some(parent), _) => parent.children.push(node),
        (None, None) => *root = Some(node),
        (None, Some(_)) => return Err("the XML has several roots".to_owned()),
    }
    Ok(())
}

/// A start tag behind its `<`: the element, whether it is empty, and what follows.
fn start(text: &str) -> Result<(Node, bool, &str), String> {
    let (name, mut rest) = name(text)?;
    let mut node = Node { name: name.to_owned(), ..Node::default() };
    loop {
        let trimmed = rest.trim_start();
        if let Some(after) = trimmed.strip_prefix('>') {
            return Ok((node, false, after));
        }
        if let Some(after) = trimmed.strip_prefix("/>") {
            return Ok((node, true, after));
        }
        let (key, after) = self::name(trimmed)?;
        let value = after.trim_start().strip_prefix('=').map(str::trim_start);
        let value = value.ok_or_else(|| format!("the attribute `{key}` has no value"))?;
        let quote = if value.starts_with('\'') { "'" } else { "\"" };
        let value = value.strip_prefix(quote).ok_or_else(|| format!("the attribute `{key}` has no quotes"))?;
        let (value, after) = past(value, quote)?;
        node.attributes.push((key.to_owned(), unescaped(value)?));
        rest = after;
    }
}

fn name(text: &str) -> Result<(&str, &str), String> {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '=' | '<' | '"' | '\''));
    let (name, rest) = text.split_at(end.ok_or("the XML ends inside a tag")?);
    if is_name(name) { Ok((name, rest)) } else { Err(format!("{name:?} is not an XML name")) }
}

/// Whether it is a valid name of an element or attribute.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':'))
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.' | '\u{b7}'))
}

fn past<'a>(text: &'a str, end: &str) -> Result<(&'a str, &'a str), String> {
    text.split_once(end).ok_or_else(|| format!("the XML ends before `{end}`"))
}

/// Text without its references to characters.
fn unescaped(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (entity, after) = past(after, ";")?;
        out.push(character(entity).ok_or_else(|| format!("the XML has an unknown entity: `&{entity};`"))?);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

fn character(entity: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match entity {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => match entity.strip_prefix("#x") {
            Some(digits) => number(digits, 16),
            None => number(entity.strip_prefix('#')?, 10),
        },
    }
}

/// Text as it stands in an element or attribute.
pub(crate) fn escaped(text: &str, out: &mut String) -> Result<(), String> {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", u32::from(c))),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => return Err(format!("XML cannot contain the character {c:?}")),
            _ => out.push(c),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read() {
        for (xml, expected) in [
            ("<a/>", Ok("")),
            ("\u{feff}<?xml version=\"1.0\"?><!-- c --><a>x</a>\n", Ok("x")),
            ("<a b='>' >x &lt;&#65;&#x42;&amp;</a >", Ok("x <AB&")),
            ("<a><![CDATA[<&]]></a>", Ok("<&")),
            ("", Err("expected XML, found no element")),
            ("{}", Err("expected XML, found text outside of an element")),
            ("<a>", Err("`<a>` is not closed")),
            ("<a></b>", Err("`</b>` closes no element")),
            ("<a/><b/>", Err("the XML has several roots")),
            ("<a b>", Err("the attribute `b` has no value")),
            ("<a b=c>", Err("the attribute `b` has no quotes")),
            ("<a", Err("the XML ends inside a tag")),
            ("<1/>", Err("\"1\" is not an XML name")),
            ("<a>&b;</a>", Err("the XML has an unknown entity: `&b;`")),
            (
                "<!DOCTYPE a [<!ENTITY b \"&c;&c;\">]><a>&b;</a>",
                Err("the XML has a document type, which is not supported"),
            ),
        ] {
            let read = parse(xml.as_bytes());
            assert_eq!(read.as_ref().map(|it| it.text.as_str()).map_err(String::as_str), expected, "{xml}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        for (depth, ends) in [(DEEPEST, true), (DEEPEST + 1, false), (1_000_000, false)] {
            let xml = format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
            assert_eq!(parse(xml.as_bytes()).is_ok(), ends, "{depth}");
        }
    }
}
