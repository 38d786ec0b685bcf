//! Whether the operations of a client are in groups is its shape, and a lock keeps it: by growing no API gets another one.

use super::groups::usual_marker;
use super::keys;
use crate::config::{Config, Groups};
use crate::diagnostics::{At, Diagnostics, code};
use crate::ir::Operation;
use crate::model::operation::{OperationObject, has_group};
use crate::names::{Entry, Kind, Names};

/// Whether operations are put into groups: as the settings say, and otherwise as the lock has them. Where the two say
/// different things of operations that the lock knows, every call of them would be written otherwise, so that is an error;
/// it is what [`Config::prune`] is for.
pub(in crate::model) fn are_grouped(config: &Config, objects: &[OperationObject<'_>], diags: &mut Diagnostics) -> bool {
    let wanted = config.client.groups.map(|it| it == Groups::Tag);
    let Some((names, first)) = config.names.as_ref().and_then(|it| Some((it, first(it)?))) else {
        return wanted.unwrap_or_default();
    };
    let kept = names.has_groups();
    let wanted = wanted.unwrap_or(kept);
    if wanted == kept || config.prune {
        return wanted;
    }
    let is_moved = |it: &&OperationObject<'_>| {
        let known = names.get(Kind::Operation, &keys::of_object(it));
        known.is_some_and(|known| if kept { known.value.contains('.') } else { has_group(it) })
    };
    match objects.iter().filter(is_moved).count() {
        0 => wanted,
        _ if config.lenient => kept,
        count => {
            refuse(names, first, (kept, count), diags);
            kept
        }
    }
}

/// The first line of an operation.
fn first(names: &Names) -> Option<&Entry> {
    names.of_kind(Kind::Operation).map(|it| it.1).min_by_key(|it| it.line)
}

fn refuse(names: &Names, first: &Entry, (kept, count): (bool, usize), diags: &mut Diagnostics) {
    let (setting, from, to) = match kept {
        false => ("tag", "methods of the client", "methods of groups, as `client.issues().create()`"),
        true => ("none", "methods of groups", "methods of the client, as `client.create_issue()`"),
    };
    let operations =
        if count == 1 { "1 operation, which is".to_owned() } else { format!("{count} operations, which are") };
    let message =
        format!("`client.groups` is `{setting}` in the settings: of {operations} among the {from} here, it makes {to}");
    let at = At::Line { file: names.file().to_owned(), line: first.line, column: 0 };
    let finding = diags.error_at(code::NAMES_LOCK, at, message);
    finding.help(
        "all calls of them would have to be written anew: take the setting away, or generate with `--prune` for the next \
         major version of the crate",
    );
}

/// Forgets what methods are called where they are on the client now and were in groups, or the other way round. Markers
/// keep their names.
pub(super) fn follow(known: &mut Names, operations: &[Operation]) {
    let grouped = operations.iter().any(|it| it.group.is_some());
    if known.has_groups() == grouped {
        return;
    }
    let markers: Vec<(String, String)> =
        known.of_kind(Kind::Operation).map(|(key, entry)| (key.to_owned(), usual_marker(&entry.value))).collect();
    for (key, marker) in
        markers.into_iter().filter(|(key, _)| known.get(Kind::Marker, key).is_none()).collect::<Vec<_>>()
    {
        known.put(Kind::Marker, key, marker);
    }
    for kind in [Kind::Operation, Kind::Method, Kind::Group, Kind::Handle] {
        known.forget_all(kind);
    }
}
