//! Real documents, edited at random under the lock of what they were: everything that is still there is called as before.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use octogen::config::Overlay;
use octogen::surface::Surface;
use octogen::{Config, Names, Reading, Source, document};
use serde_json::{Value, json};

const APIS: [&str; 4] = ["kitchen-sink", "octolane", "octolens", "octopost"];

struct Vendored {
    value: Value,
    config: Config,
}

fn vendored(name: &str) -> Vendored {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../specs").join(name);
    let file = ["openapi.json", "openapi.yaml"].into_iter().find(|it| folder.join(it).is_file()).unwrap();
    let value = document::value(file, &fs::read_to_string(folder.join(file)).unwrap()).unwrap();
    let settings = fs::read_to_string(folder.join("api.toml")).unwrap();
    let mut config = Config::parse("api.toml", &settings).unwrap();
    if let Ok(text) = fs::read_to_string(folder.join("overlay.yaml")) {
        config.overlays.push(Overlay::new("overlay.yaml", text));
    }
    config.lenient = true;
    Vendored { value, config }
}

fn read(value: &Value, config: &Config, names: Names) -> Reading {
    let config = config.clone().with(|it| it.names = Some(names));
    let text = value.to_string();
    octogen::read(&Source::new("openapi.json", &text), &config).unwrap_or_else(|diags| panic!("{diags}"))
}

fn names_of(reading: &Reading) -> &Names {
    &reading.names.as_ref().unwrap().names
}

fn lines(names: &Names) -> BTreeSet<String> {
    names.to_string().lines().filter(|it| !it.starts_with('#')).map(str::to_owned).collect()
}

fn key(line: &str) -> &str {
    line.rsplit_once(" =").map_or(line, |it| it.0)
}

/// Numbers without order, always the same ones for a seed (a linear congruential generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }
}

/// An edit; none where the document has nothing of the kind. It tells what it did.
type Edit = fn(&mut Value, &mut Numbers) -> Option<String>;

/// Edits after which everything is still there.
const ADDING: [(&str, Edit); 10] = [
    ("add a component", add_component),
    ("add a component that is called as a type", collide),
    ("add an operation", add_operation),
    ("add an optional member", add_member),
    ("add a value to an enum", add_value),
    ("add a copy of an inline schema", add_copy),
    ("add an alternative before the others", add_alternative),
    ("rename a component", rename_component),
    ("make a component of an inline schema", extract),
    ("move a prefix of all paths", move_prefix),
];

/// Edits after which something is gone.
const REMOVING: [(&str, Edit); 3] =
    [("remove an operation", remove_operation), ("remove a member", remove_member), ("reorder lists", reorder)];

fn schemas(document: &Value) -> Vec<String> {
    document
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|it| it.0.clone())
        .collect()
}

fn schema<'v>(document: &'v mut Value, name: &str) -> Option<&'v mut Value> {
    document.pointer_mut("/components/schemas")?.get_mut(name)
}

/// The pointers to all schemas with properties.
fn objects(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(document, String::new(), &mut |at, value| {
        let members = value.get("properties").and_then(Value::as_object);
        let is_schema = members.is_some_and(|it| it.values().all(|it| it.is_object()))
            && value.get("type") == Some(&json!("object"));
        if is_schema && !at.contains("/example") && value.get("$ref").is_none() {
            found.push(at.to_owned());
        }
    });
    found
}

fn walk(value: &Value, at: String, see: &mut dyn FnMut(&str, &Value)) {
    see(&at, value);
    match value {
        Value::Object(members) => members.iter().for_each(|(key, it)| {
            walk(it, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), see);
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, it)| walk(it, format!("{at}/{index}"), see)),
        _ => {}
    }
}

fn add_component(document: &mut Value, numbers: &mut Numbers) -> Option<String> {
    let name = numbers.pick(&schemas(document))?.clone();
    let copy = schema(document, &name)?.clone();
    let new = ["Aa", "Zz", "another_"][numbers.below(3)].to_owned() + &name;
    document.pointer_mut("/components/schemas")?.as_object_mut()?.insert(new.clone(), copy);
    Some(new)
}

fn collide(document: &mut Value, numbers: &mut Numbers) -> Option<String> {
    let names: Vec<String> = octogen::read(&Source::new("a.json", &document.to_string()), &Config::default())
        .ok()?
        .revision
        .api
        .types
        .iter()
        .map(|it| it.name.to_string())
        .filter(|it| document.pointer("/components/schemas").is_some_and(|all| all.get(it).is_none()))
        .collect();
    let name = numbers.pick(&names)?.clone();
    let schema = json!({ "type": "object", "properties": { "a_newcomer": { "type": "string" } } });
    document.pointer_mut("/components/schemas")?.as_object_mut()?.insert(name.clone(), schema);
    Some(name)
}

fn operations(document: &Value) -> Vec<(String, String)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let methods = ["get", "put", "post", "delete", "patch"];
    paths
        .flat_map(|(path, item)| {
            methods.iter().filter(|it| item.get(**it).is_some()).map(|it| (path.clone(), (*it).to_owned()))
        })
        .collect()
}

fn add_operation(document: &mut Value, numbers: &mut Numbers) -> Option<String> {
    let (path, method) = numbers.pick(&operations(document))?.clone();
    let copy = document["paths"][&path][&method].clone();
    // The same `operationId`: it names neither of them any more.
    let new = format!("{}{path}", ["/another", "/0"][numbers.below(2)]);
    document["paths"].as_object_mut()?.insert(new.clone(), json!({ &method: copy }));
    Some(format!("{method} {new}"))
}

fn add_member(document: &mut Value, numbers: &mut Numbers) -> Option<String> {
    let at = numbers.pick(&objects(document))?.clone();
    let new = json!({ "type": "string", "enum": ["x", "y"] });
    document.pointer_mut(&at)?["properties"].as_object_mut()?.insert("a_newcomer".to_owned(), new);
    Some(at)
}

fn add_value(document: &mut Value, numbers: &mut Numbers) -> Option<String> {
    let mut found = Vec::new();
    walk(document, String::new(), &mut |at, value| {
        let texts = value.get("enum").and_then(Value::as_array);
        if texts.is_some_and(|it| it.len() > 1 && it.iter().all(Value::is_string)) && at.contains("schema") {
            found.push(at.to_owned());
        }
    });
    // By such values alternatives are told apart.
    found.retain(|it| !it.ends_with("/kind") && !it.contains("Of/"));
    let at = numbers.pick(&found)?.clone();
    document.pointer_mut(&at)?["enum"].as_array_mut()?.insert(0, json!("a newcomer"));
    Some(at)
}

fn add_copy(document: &mut Value, numbers: &mut Numbers) -> Option<String> {
    let at = numbers.pick(&objects(document))?.clone();
    let (name, member) = {
        let members = document.pointer(&at)?["properties"].as_object()?;
        let members: Vec<_> = members.iter().filter(|(_, it)| it.get("$ref").is_none()).collect();
        let (name, member) = numbers.pick(&members)?;
        ((*name).clone(), (*member).clone())
    };
    let holder = json!({ "type": "object", "properties": { &name: member } });
    document.pointer_mut("/components/schemas")?.as_object_mut()?.insert("AaHolder".to_owned(), holder);
    Some(format!("{at} {name}"))
}

fn add_alternative(document: &mut Value, numbers: &mut Numbers) -> Option<String> {
    let mut found = Vec::new();
    walk(document, String::new(), &mut |at, value| {
        let branches = value.get("oneOf").and_then(Value::as_array);
        // A choice that is one with others elsewhere is another one then.
        let is_component = at.starts_with("/components/schemas/") && at.matches('/').count() == 3;
        if is_component && branches.is_some_and(|it| it.len() > 1) && value.get("discriminator").is_none() {
            found.push(at.to_owned());
        }
    });
    let at = numbers.pick(&found)?.clone();
    let new =
        json!({ "type": "object", "required": ["a_newcomer"], "properties": { "a_newcomer": { "type": "string" } } });
    document.pointer_mut(&at)?["oneOf"].as_array_mut()?.insert(0, new);
    Some(at)
}

fn rename_component(document: &mut Value, numbers: &mut Numbers) -> Option<String> {
    let old = numbers
        .pick(
            &objects(document)
                .into_iter()
                .filter(|it| it.matches('/').count() == 3 && it.starts_with("/components/schemas"))
                .collect::<Vec<_>>(),
        )?
        .clone();
    let old = old.rsplit('/').next()?.to_owned();
    let new = format!("Renamed{old}");
    let it = document.pointer_mut("/components/schemas")?.as_object_mut()?.remove(&old)?;
    document.pointer_mut("/components/schemas")?.as_object_mut()?.insert(new.clone(), it);
    redirect(document, &format!("#/components/schemas/{old}"), &format!("#/components/schemas/{new}"));
    Some(format!("{old} → {new}"))
}

fn redirect(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::String(text) if text == old => new.clone_into(text),
        Value::Object(members) => members.values_mut().for_each(|it| redirect(it, old, new)),
        Value::Array(items) => items.iter_mut().for_each(|it| redirect(it, old, new)),
        _ => {}
    }
}

fn extract(document: &mut Value, numbers: &mut Numbers) -> Option<String> {
    let inline: Vec<String> = objects(document)
        .into_iter()
        .filter(|it| it.contains("/properties/") && !it.contains("/allOf/") && !it.contains("Of/"))
        .collect();
    let at = numbers.pick(&inline)?.clone();
    let schema = std::mem::replace(document.pointer_mut(&at)?, json!({ "$ref": "#/components/schemas/Extracted" }));
    document.pointer_mut("/components/schemas")?.as_object_mut()?.insert("Extracted".to_owned(), schema);
    Some(at)
}

fn move_prefix(document: &mut Value, _: &mut Numbers) -> Option<String> {
    let paths = std::mem::take(document["paths"].as_object_mut()?);
    document["paths"] = paths.into_iter().map(|(path, item)| (format!("/moved{path}"), item)).collect();
    Some("/moved".to_owned())
}

fn remove_operation(document: &mut Value, numbers: &mut Numbers) -> Option<String> {
    let (path, method) = numbers.pick(&operations(document))?.clone();
    document["paths"][&path].as_object_mut()?.remove(&method);
    Some(format!("{method} {path}"))
}

fn remove_member(document: &mut Value, numbers: &mut Numbers) -> Option<String> {
    let at = numbers.pick(&objects(document))?.clone();
    let schema = document.pointer_mut(&at)?;
    let required: Vec<String> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect();
    let members: Vec<String> =
        schema["properties"].as_object()?.keys().filter(|it| !required.contains(it)).cloned().collect();
    let name = numbers.pick(&members)?.clone();
    schema["properties"].as_object_mut()?.remove(&name);
    Some(format!("{at} {name}"))
}

fn reorder(document: &mut Value, _: &mut Numbers) -> Option<String> {
    fn reversed(value: &mut Value) {
        match value {
            Value::Object(members) => {
                for (key, it) in members.iter_mut() {
                    if matches!(key.as_str(), "oneOf" | "anyOf" | "enum" | "required" | "parameters" | "tags")
                        && let Value::Array(items) = it
                    {
                        items.reverse();
                    }
                    reversed(it);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(reversed),
            _ => {}
        }
    }
    reversed(document);
    Some("all".to_owned())
}

/// The lines of the lock that differ.
fn difference(old: &Reading, new: &Reading) -> Vec<String> {
    lines(names_of(old)).symmetric_difference(&lines(names_of(new))).cloned().collect()
}

/// What the lock says of keys that are in both is the same, but for lists, which may be longer or shorter.
fn check_keys(what: &str, old: &Reading, new: &Reading) {
    let (before, after) = (lines(names_of(old)), lines(names_of(new)));
    for line in before.difference(&after) {
        let is_list = line.starts_with("new ") || line.starts_with("arguments ");
        let now = after.iter().find(|it| key(it) == key(line));
        assert!(is_list || now.is_none(), "{what}\n  {line}\n  {now:?}");
    }
}

fn check_items(what: &str, old: &Reading, new: &Reading) {
    let (before, after) = (Surface::of(&old.revision.api).items, Surface::of(&new.revision.api).items);
    let gone: Vec<_> = before.keys().filter(|it| !after.contains_key(*it)).collect();
    assert!(gone.is_empty(), "{what}: {gone:#?}\n{:#?}", difference(old, new));
}

#[test]
fn a_lock_changes_nothing_by_itself() {
    for name in APIS {
        let Vendored { value, config } = vendored(name);
        let plain = octogen::read(&Source::new("openapi.json", &value.to_string()), &config).unwrap();
        let first = read(&value, &config, Names::default());
        let again = read(&value, &config, Names::parse("names.lock", &names_of(&first).to_string()).unwrap());
        assert_eq!(Surface::of(&first.revision.api), Surface::of(&plain.revision.api), "{name}");
        assert!(again.revision.api == plain.revision.api && first.revision.api == plain.revision.api, "{name}");
        assert_eq!(names_of(&again).to_string(), names_of(&first).to_string(), "{name}");
        assert!(again.names.unwrap().renamed.is_empty(), "{name}");
    }
}

#[test]
fn what_is_still_there_is_called_as_before() {
    let seeds: u64 = std::env::var("NAMES_SEEDS").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    let mut failures = Vec::new();
    for name in APIS {
        let Vendored { value, config } = vendored(name);
        let old = read(&value, &config, Names::default());
        for seed in 0..seeds {
            for (adds, (edit, change)) in
                ADDING.iter().map(|it| (true, it)).chain(REMOVING.iter().map(|it| (false, it)))
            {
                // The largest document takes its time.
                if name == "octolens" && seed > 0 {
                    continue;
                }
                if std::env::var("NAMES_ONLY").is_ok_and(|it| it != format!("{name}/{edit}")) {
                    continue;
                }
                let mut numbers = Numbers(seed * 7919 + 17);
                let mut document = value.clone();
                let Some(done) = change(&mut document, &mut numbers) else { continue };
                let what = format!("{name}, seed {seed}, {edit}: {done}");
                let checked = std::panic::catch_unwind(|| {
                    let new = read(&document, &config, names_of(&old).clone());
                    check_keys(&what, &old, &new);
                    if adds {
                        check_items(&what, &old, &new);
                    }
                    if seed > 0 || name == "octolens" {
                        return;
                    }
                    // A second run under the new lock changes nothing.
                    let again = read(&document, &config, names_of(&new).clone());
                    let changed = difference(&new, &again);
                    assert!(changed.is_empty(), "{what}: {changed:#?}");
                    assert!(
                        Surface::of(&again.revision.api) == Surface::of(&new.revision.api),
                        "{what}: the second run makes another crate"
                    );
                });
                if let Err(error) = checked {
                    failures.push(error.downcast_ref::<String>().cloned().unwrap_or_else(|| what.clone()));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}
