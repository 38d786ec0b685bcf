//! The line and the order of every node of a text, as a tree of the same shape. Only read when a finding is printed,
//! or for the members of a form.

use std::sync::{Arc, OnceLock};

use saphyr_parser::{Event, Parser};

use super::json::{Entry, Json, Start};
use crate::Pointer;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Yaml,
}

/// Lines of a text.
#[derive(Debug)]
pub(crate) struct Lines {
    /// The text, where its nodes are read from the first question on.
    json: Option<Json>,
    root: Node,
}

#[derive(Debug, Default)]
struct Node {
    line: u32,
    /// Which one it is among its siblings.
    order: u32,
    /// Where its value begins, in JSON.
    value: Start,
    /// What stands in it, in JSON from the first question on.
    inside: OnceLock<Inside>,
}

#[derive(Debug, Default)]
struct Inside {
    /// Sorted by key, in the order of the text where keys are equal; the items of a list have empty keys.
    nodes: Vec<(Box<str>, Node)>,
    is_list: bool,
}

impl Lines {
    /// Of a text that is known to be readable; where the reader of places disagrees there are fewer lines.
    pub(crate) fn new(text: &Arc<str>, format: Format) -> Self {
        match format {
            Format::Json => {
                let json = Json::new(text.clone());
                let value = json.start();
                Self { json: Some(json), root: Node { line: value.line, value, ..Node::default() } }
            }
            Format::Yaml => Self { json: None, root: yaml(text).unwrap_or_default() },
        }
    }

    /// The line of a place, or of the nearest thing around it; from 1 on.
    pub(crate) fn line(&self, pointer: &Pointer) -> usize {
        let mut line = self.root.line;
        let mut node = &self.root;
        for token in pointer.tokens() {
            let Some(next) = node.get(&token, self.json.as_ref()) else { break };
            node = next;
            line = node.line;
        }
        line.max(1) as usize
    }

    /// Which one a place is among its siblings; none where the text has no such place.
    pub(crate) fn order(&self, pointer: &Pointer) -> Option<u32> {
        self.node(pointer).map(|it| it.order)
    }

    /// The lines of all members with this name.
    pub(crate) fn occurrences(&self, object: &Pointer, key: &str) -> Vec<usize> {
        let nodes = self.node(object).into_iter().flat_map(|it| &it.inside(self.json.as_ref()).nodes);
        nodes.filter(|(it, _)| **it == *key).map(|(_, it)| it.line as usize).collect()
    }

    fn node(&self, pointer: &Pointer) -> Option<&Node> {
        pointer.tokens().try_fold(&self.root, |node, token| node.get(&token, self.json.as_ref()))
    }
}

impl Node {
    /// A node of YAML, all of which is read at once.
    fn of_yaml(line: u32, inside: Inside) -> Self {
        Self { line, inside: inside.sorted().into(), ..Self::default() }
    }

    fn inside(&self, json: Option<&Json>) -> &Inside {
        self.inside.get_or_init(|| {
            let (entries, is_list) = json.map(|it| it.inside(self.value)).unwrap_or_default();
            let node = |it: Entry| (it.key, Self { line: it.line, value: it.value, ..Self::default() });
            Inside { nodes: entries.into_iter().map(node).collect(), is_list }.sorted()
        })
    }

    fn get(&self, token: &str, json: Option<&Json>) -> Option<&Node> {
        let Inside { nodes, is_list } = self.inside(json);
        if *is_list {
            return nodes.get(token.parse::<usize>().ok()?).map(|(_, it)| it);
        }
        let first = nodes.partition_point(|(key, _)| **key < *token);
        nodes.get(first).filter(|(key, _)| **key == *token).map(|(_, it)| it)
    }
}

impl Inside {
    fn sorted(mut self) -> Self {
        self.nodes.iter_mut().zip(0..).for_each(|((_, node), order)| node.order = order);
        if !self.is_list {
            self.nodes.sort_by(|(a, _), (b, _)| a.cmp(b));
        }
        self
    }
}

/// The tree of a text in YAML. This reader insists that what closes a flow collection is indented more than what is
/// around it, and the reader of values does not; where it stopped, it reads the text once more with these lines moved to
/// the right, which moves nothing to another line.
fn yaml(text: &str) -> Option<Node> {
    let (root, is_whole) = yaml_nodes(text);
    if is_whole { root } else { yaml_nodes(&with_ends_indented(text)).0 }
}

/// Indents lines that begin with the end of a flow collection as the line before them is.
fn with_ends_indented(text: &str) -> String {
    let mut indented = String::with_capacity(text.len() + text.len() / 8);
    let mut before = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        let own = line.len() - content.len();
        if content.starts_with([']', '}']) {
            before = before.max(own);
            indented.extend(std::iter::repeat_n(' ', before - own));
        } else if !content.trim_end().is_empty() {
            before = own;
        }
        indented.push_str(line);
    }
    indented
}

/// Builds the tree without recursion: the stack holds what is open, each with the key that it will get. Says whether the
/// text was read to its end.
fn yaml_nodes(text: &str) -> (Option<Node>, bool) {
    struct Open {
        key: Box<str>,
        line: u32,
        inside: Inside,
        /// The key of the member whose value comes next, with its line.
        pending: Option<(Box<str>, u32)>,
    }
    let mut stack: Vec<Open> = Vec::new();
    let mut parser = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = parser.next_event() {
        let line = span.start.line() as u32;
        let done = match event {
            Event::StreamEnd => return (None, true),
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let is_list = matches!(event, Event::SequenceStart(..));
                let (key, line) = stack.last_mut().and_then(|it| it.pending.take()).unwrap_or((Box::default(), line));
                stack.push(Open { key, line, inside: Inside { is_list, ..Inside::default() }, pending: None });
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let Some(open) = stack.pop() else { break };
                (open.key, Node::of_yaml(open.line, open.inside))
            }
            Event::Scalar(text, ..) => match stack.last_mut() {
                Some(open) if !open.inside.is_list && open.pending.is_none() => {
                    open.pending = Some((text.as_ref().into(), line));
                    continue;
                }
                Some(open) => {
                    let (key, line) = open.pending.take().unwrap_or((Box::default(), line));
                    (key, Node::of_yaml(line, Inside::default()))
                }
                None => {
                    return (Some(Node::of_yaml(line, Inside::default())), true);
                }
            },
            Event::Alias(_) => match stack.last_mut() {
                Some(open) => {
                    let (key, line) = open.pending.take().unwrap_or((Box::default(), line));
                    (key, Node::of_yaml(line, Inside::default()))
                }
                None => break,
            },
            _ => continue,
        };
        match stack.last_mut() {
            Some(open) => open.inside.nodes.push(done),
            None => return (Some(done.1), true),
        }
    }
    // The text is wrong from here on for this reader: what was seen so far still has lines.
    let mut last = None;
    while let Some(mut open) = stack.pop() {
        open.inside.nodes.extend(last.take());
        last = Some((open.key, Node::of_yaml(open.line, open.inside)));
    }
    (last.map(|(_, node)| node), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_has_the_line_of_its_key() {
        let json = "{\r\n\t\"a\": [\r\n\t\t1,\r\n\t\t{\"b\": 2}],\n\"c/d\": {}}";
        let yaml = "# note\na:\n  - 1\n  - b: 2\nc/d:\n  200: &x {}\n  e: *x\n";
        for (text, format, pointer, line) in [
            (json, Format::Json, "", 1),
            (json, Format::Json, "/a", 2),
            (json, Format::Json, "/a/0", 3),
            (json, Format::Json, "/a/1/b", 4),
            (json, Format::Json, "/c~1d", 5),
            (yaml, Format::Yaml, "/a", 2),
            (yaml, Format::Yaml, "/a/1/b", 4),
            (yaml, Format::Yaml, "/c~1d/200", 6),
            (yaml, Format::Yaml, "/c~1d/e/inside/of/alias", 7),
        ] {
            assert_eq!(Lines::new(&text.into(), format).line(&Pointer::parse(pointer)), line, "{pointer}");
        }
    }

    /// As the documents of servers in Go are often written: JSON in YAML, closed under the member that it belongs to.
    #[test]
    fn ends_of_flow_collections_may_stand_under_their_key() {
        let text = "a:\n  example: {\n    \"80/tcp\": {},\n    \"list\": [\n      {}\n    ]\n  }\n  b: 1\nc:\n  d: |\n    {\n    }\n  e: 2\n";
        let lines = Lines::new(&text.into(), Format::Yaml);
        for (pointer, line) in [("/a/example/list/0", 5), ("/a/b", 8), ("/c", 9), ("/c/d", 10), ("/c/e", 13)] {
            assert_eq!(lines.line(&Pointer::parse(pointer)), line, "{pointer}");
        }
        assert_eq!(lines.order(&Pointer::parse("/a/b")), Some(1));
    }

    #[test]
    fn equal_keys_have_a_line_each() {
        let lines = Lines::new(&"{\"a\": 1,\n\"b\": 2,\n\"a\": 3}".into(), Format::Json);
        assert_eq!(lines.occurrences(&Pointer::root(), "a"), [1, 3]);
    }
}
