//! Server-sent events as the HTML standard reads them ("9.2.6 Interpreting an event stream").

use serde_json::{Map, Value, json};

/// One event: its fields as they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// The lines of `data`, joined.
    pub data: String,
    /// `event`, `id` and `retry`.
    pub fields: Map<String, Value>,
}

/// The events of a body; one without data is none.
pub fn events(body: &str) -> Vec<Event> {
    let mut events = Vec::new();
    let (mut data, mut fields): (Vec<&str>, Map<String, Value>) = Default::default();
    for line in body.trim_start_matches('\u{feff}').lines() {
        if line.is_empty() {
            if !data.is_empty() {
                events.push(Event { data: data.join("\n"), fields: fields.clone() });
            }
            data.clear();
            fields.clear();
            continue;
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => data.push(value),
            "event" | "id" => drop(fields.insert(name.to_owned(), json!(value))),
            "retry" => drop(value.parse::<u64>().map(|it| fields.insert(name.to_owned(), json!(it)))),
            _ => {}
        }
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_of_a_stream() {
        let body = ": hello\n\nevent: tick\nid:7\nretry: 10\ndata: {\ndata:}\n\nid: 8\n\ndata\n\ndata: never ended";
        let fields = |it: Value| it.as_object().cloned().unwrap();
        let tick = fields(json!({ "event": "tick", "id": "7", "retry": 10 }));
        let events_of_it =
            [Event { data: "{\n}".to_owned(), fields: tick }, Event { data: String::new(), fields: Map::new() }];
        assert_eq!(events(body), events_of_it);
        assert_eq!(events(&body.replace('\n', "\r\n")), events_of_it);
    }
}
