//! Who uses a type: the directions in which it goes over the wire, and the tags of the operations that reach it.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::draft::Draft;
use crate::diagnostics::Diagnostics;
use crate::ir::{Access, Api, ErrorType, ModuleName, Operation, Outcome, Shape, TypeDef, TypeName, TypeRef};
use crate::visit::{self, Visit};

/// The file of types that several tags use, or none.
const COMMON: &str = "common";

/// Decides the directions, tags and modules of types. Where the settings select operations, types that none of these
/// reaches are dropped.
pub(super) fn run(draft: &mut Draft<'_>, diags: &mut Diagnostics) {
    let selects = !draft.config.include.is_empty() || !draft.config.exclude.is_empty();
    draft.each(diags, |api, _| {
        mark(api);
        if selects {
            api.types.retain(|def| def.usage.request || def.usage.response);
        }
    });
}

/// Marks directions and moves types that one tag alone uses into that tag's file.
fn mark(api: &mut Api) {
    // A member that is only sent is made by users wherever its object stands.
    let write_only = api.types.iter().flat_map(|def| match &def.shape {
        Shape::Struct(it) => it.fields.as_slice(),
        _ => &[],
    });
    let write_only = write_only.filter(|it| it.access == Access::WriteOnly).map(|it| &it.ty);
    let request = reach(api, api.operations.iter().flat_map(sent).chain(write_only));
    let headers = api.headers.iter().map(|it| &it.ty);
    let events = api.webhooks.iter().map(|it| &it.ty).chain(&api.events.union);
    let response = reach(api, api.operations.iter().flat_map(received).chain(headers).chain(events));
    let roots = api.operations.iter().flat_map(|operation| {
        let types = sent(operation).into_iter().chain(received(operation));
        types.filter_map(|ty| Some((ty.named()?, Users::One(&operation.module))))
    });
    let (users, _) = spread(api, roots.collect());
    let only = |def: &TypeDef| match users.get(&def.name) {
        Some(Users::One(module)) => (*module).clone(),
        Some(Users::Several) | None => ModuleName::new(COMMON),
    };
    let modules: Vec<_> = api.types.iter().map(only).collect();
    // Of an API that has nothing but schemas users make the values themselves.
    let unused = api.operations.is_empty() && api.webhooks.is_empty();
    for (def, module) in api.types.iter_mut().zip(modules) {
        def.usage.request = unused || request.contains(&def.name);
        def.usage.response = response.contains(&def.name);
        def.module = module;
    }
    if api.tag_features {
        mark_tags(api);
    }
}

/// More tags than that bring a type in any case: a list of them would be longer than what it saves.
const MOST_TAGS: usize = 8;

/// Marks the tags that need a type, and moves what more than one file needs out of the files of tags.
fn mark_tags(api: &mut Api) {
    let events = api.webhooks.iter().map(|it| &it.ty).chain(&api.events.union);
    let always = api.headers.iter().map(|it| &it.ty).chain(events);
    let errors = api.errors.bodies.iter().filter_map(|it| match &it.ty {
        ErrorType::Value(ty) => ty.named(),
        ErrorType::Bytes => None,
    });
    let always = always.filter_map(TypeRef::named).chain(errors);
    let of_tags = api.operations.iter().flat_map(|operation| {
        let types = sent(operation).into_iter().chain(received(operation));
        types.filter_map(|ty| Some((ty.named()?, Some(BTreeSet::from([&operation.module])))))
    });
    let mut needed = BTreeMap::new();
    need(api, always.map(|it| (it, None)).chain(of_tags).collect(), &mut needed);
    // What no operation reaches belongs to no tag, and brings what it holds.
    let others = api.types.iter().map(|def| &def.name).filter(|it| !needed.contains_key(it));
    let others = others.map(|it| (it, None)).collect();
    need(api, others, &mut needed);
    let tags = |def: &TypeDef| {
        let tags = needed.get(&def.name).cloned().flatten();
        tags.into_iter().flatten().cloned().collect::<Vec<_>>()
    };
    let tags: Vec<_> = api.types.iter().map(tags).collect();
    for (def, tags) in api.types.iter_mut().zip(tags) {
        if !matches!(tags.as_slice(), [only] if *only == def.module) {
            def.module = ModuleName::new(COMMON);
        }
        def.tags = tags;
    }
}

/// The tags that need a type; none where it is needed in any case.
type Needed<'a> = Option<BTreeSet<&'a ModuleName>>;

/// Adds who needs the types that these lead to. A type passes its tags on where they have changed.
fn need<'a>(api: &'a Api, mut work: Vec<(&'a TypeName, Needed<'a>)>, needed: &mut BTreeMap<&'a TypeName, Needed<'a>>) {
    let types = by_name(api);
    while let Some((name, new)) = work.pop() {
        visit::count(1);
        let both = match (needed.get(name), new) {
            (Some(None), _) => continue,
            (None, new) => new,
            (Some(_), None) => None,
            (Some(Some(old)), Some(new)) if new.is_subset(old) => continue,
            (Some(Some(old)), Some(new)) => Some(old | &new).filter(|it| it.len() <= MOST_TAGS),
        };
        let references = types.get(name).map(|def| def.shape.references()).unwrap_or_default();
        work.extend(references.into_iter().filter_map(TypeRef::named).map(|it| (it, both.clone())));
        needed.insert(name, both);
    }
}

/// Whose operations reach a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Users<'a> {
    /// Those of one tag alone.
    One(&'a ModuleName),
    /// Those of several.
    Several,
}

/// The users of all types that the roots lead to, and how often a type was looked at: a type passes its users on where
/// they have changed, which they do twice at most, however many tags there are.
fn spread<'a>(api: &'a Api, roots: Vec<(&'a TypeName, Users<'a>)>) -> (HashMap<&'a TypeName, Users<'a>>, usize) {
    let types = by_name(api);
    let mut users = HashMap::new();
    let mut looks = 0;
    let mut work = roots;
    while let Some((name, new)) = work.pop() {
        looks += 1;
        visit::count(1);
        let both = match users.get(name) {
            None => new,
            Some(old) if *old == new || *old == Users::Several => continue,
            Some(_) => Users::Several,
        };
        users.insert(name, both);
        let references = types.get(name).map(|def| def.shape.references()).unwrap_or_default();
        work.extend(references.into_iter().filter_map(TypeRef::named).map(|it| (it, both)));
    }
    (users, looks)
}

/// All that an operation sends and receives.
pub(super) fn types_of(operation: &Operation) -> Vec<&TypeRef> {
    sent(operation).into_iter().chain(received(operation)).collect()
}

fn sent(operation: &Operation) -> Vec<&TypeRef> {
    let bodies = operation.body.iter().flat_map(|it| &it.contents).map(|it| &it.ty);
    operation.params.iter().map(|it| &it.ty).chain(bodies).collect()
}

fn received(operation: &Operation) -> Vec<&TypeRef> {
    let callbacks = operation.callbacks.iter().map(|it| &it.ty);
    let output = match &operation.output {
        Outcome::None => Vec::new(),
        Outcome::Single { ty, .. } => vec![ty],
        Outcome::Enum { variants, .. } => {
            variants.iter().filter_map(|it| it.content.as_ref()).map(|it| &it.ty).collect()
        }
    };
    let errors = operation.error_responses().flat_map(|it| &it.contents).map(|it| &it.ty);
    output.into_iter().chain(errors).chain(callbacks).collect()
}

/// The named types that these lead to.
fn reach<'t>(api: &'t Api, roots: impl Iterator<Item = &'t TypeRef>) -> HashSet<TypeName> {
    let types = by_name(api);
    let mut visit = Visit::from(roots.filter_map(TypeRef::named));
    while let Some((name, depth)) = visit.next() {
        let references = types.get(name).map(|def| def.shape.references()).unwrap_or_default();
        visit.push(references.into_iter().filter_map(TypeRef::named), depth + 1);
    }
    visit.into_seen().into_iter().cloned().collect()
}

fn by_name(api: &Api) -> HashMap<&TypeName, &TypeDef> {
    api.types.iter().map(|def| (&def.name, def)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::model::tests::api;
    use crate::{Config, diagnostics::Diagnostics};

    /// A chain of types of which every tag's operation reaches all.
    fn chain(types: usize, tags: usize) -> (Api, Diagnostics) {
        let schema = |it: usize| match it + 1 < types {
            true => json!({ "properties": { "next": { "$ref": format!("#/components/schemas/T{}", it + 1) } } }),
            false => json!({ "properties": { "end": { "type": "string" } } }),
        };
        let schemas: Map<_, _> = (0..types).map(|it| (format!("T{it}"), schema(it))).collect();
        let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/T0" } } });
        let operation = |it: usize| {
            json!({ "get": {
            "tags": [format!("tag {it}")], "responses": { "200": { "content": content } },
        } })
        };
        let paths: Map<_, _> = (0..tags).map(|it| (format!("/p{it}"), operation(it))).collect();
        api(json!({ "paths": paths, "components": { "schemas": schemas } }), &Config::default())
    }

    /// A type is there wherever a type or an operation that holds it is.
    #[test]
    fn what_is_there_under_a_tag_has_all_that_it_holds() {
        let object = |of: &[&str]| {
            let properties: Map<_, _> = of
                .iter()
                .map(|it| ((*it).to_lowercase(), json!({ "$ref": format!("#/components/schemas/{it}") })))
                .collect();
            json!({ "type": "object", "properties": properties })
        };
        let schemas = json!({
            "Own": object(&["Shared"]), "Other": object(&["Shared"]), "Shared": object(&["Deep"]), "Deep": object(&[]),
            "Unused": object(&["Held"]), "Held": object(&[]), "Alone": object(&["Held"]), "Error": object(&["Cause"]),
            "Cause": object(&[]),
        });
        let content = |name: &str| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
        let operation = |tag: &str, name: &str| {
            json!({ "get": { "tags": [tag], "responses": {
                "200": { "description": "", "content": content(name) }, "404": { "description": "", "content": content("Error") },
            } } })
        };
        let paths =
            json!({ "/a": operation("one", "Own"), "/b": operation("two", "Other"), "/c": operation("one", "Alone") });
        let mut config = Config::default();
        config.client.tag_features = Some(true);
        let (api, _) = api(json!({ "paths": paths, "components": { "schemas": schemas } }), &config);
        for (name, tags, module) in [
            ("Own", "one", "one"),
            ("Other", "two", "two"),
            ("Shared", "one two", COMMON),
            ("Deep", "one two", COMMON),
            ("Unused", "", COMMON),
            ("Held", "", COMMON),
            ("Alone", "one", "one"),
            ("Error", "", COMMON),
            ("Cause", "", COMMON),
        ] {
            let def = api.types.iter().find(|it| it.name.as_str() == name).expect("it is there");
            let found: Vec<_> = def.tags.iter().map(ModuleName::as_str).collect();
            assert_eq!((found.join(" ").as_str(), def.module.as_str()), (tags, module), "{name}");
        }
    }

    #[test]
    fn work_grows_with_types_and_tags_and_not_with_their_product() {
        for (types, tags) in [(1, 1), (10, 1), (50, 40), (300, 100)] {
            let (api, _) = chain(types, tags);
            let roots = api.operations.iter().flat_map(|operation| {
                received(operation).into_iter().filter_map(|ty| Some((ty.named()?, Users::One(&operation.module))))
            });
            let (users, looks) = spread(&api, roots.collect());
            assert_eq!(users.len(), types);
            assert!(looks <= 2 * types + tags, "{types} types, {tags} tags: {looks} looks");
            let module = if tags == 1 { "tag_0" } else { COMMON };
            assert!(api.types.iter().all(|it| it.module.as_str() == module), "{types} types, {tags} tags");
        }
    }
}
