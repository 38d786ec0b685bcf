//! What operations are called on the handle of their group: without the words that the group says already, `create` of
//! `issuesCreate` and `list` of `list_issues` in `issues`. Where that leaves no name, or one that another operation of the
//! group has, the name stays fuller.

use super::naming::{claims, rank};
use super::operation_object::OperationObject;
use crate::config::Config;
use crate::model::name_extensions;
use crate::namer::{Claim, GROUP_METHODS, Kind, is_allowed, settle, snake};

/// A name neither begins nor ends with one of these where the group's word stood beside it.
const JOINING: &[&str] = &["and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "per", "to", "with"];

/// Words before a name that say nothing of what a method does: `the_list`.
const ARTICLES: &[&str] = &["a", "an", "the"];

/// The words of each operation's name in the group of that name, no two the same. With each operation comes what it would
/// be called without groups, which no other one is.
pub(super) fn wishes_in_group(group: &str, members: &[(&OperationObject<'_>, &str)], config: &Config) -> Vec<String> {
    let ids = members.iter().filter(|(it, _)| it.id_given).map(|(it, _)| it.id.as_str()).collect();
    let claims = |(it, alone): &(&OperationObject<'_>, &str)| {
        let own = match config.naming.operations.get(&it.id) {
            Some(chosen) => Some(Claim::new(chosen, rank::CHOSEN)),
            None => name_extensions::name(name_extensions::OPERATION, |keyword| it.raw.get(keyword))
                .map(|it| Claim::new(it, rank::GIVEN)),
        };
        let full = claims(it, config, &ids);
        let short = match (&own, full.first()) {
            (None, Some(first)) => without_group(&first.words, group).map(|it| Claim::new(it, rank::DERIVED)),
            _ => None,
        };
        let last = Claim::new(*alone, rank::ID);
        own.into_iter().chain(short).chain(full).chain([last]).collect::<Vec<_>>()
    };
    settle(Kind::Method, &members.iter().map(claims).collect::<Vec<_>>())
}

/// The words of a name without those of its group; none where the group is not in it, or what is left is no name.
fn without_group(name: &str, group: &str) -> Option<String> {
    let (name, group) = (snake(name), snake(group));
    let words: Vec<&str> = name.split('_').filter(|it| !it.is_empty()).collect();
    let joined: String = group.split('_').collect();
    let (start, end) = span_of_group(&words, &joined)?;
    let (before, mut after) = (&words[..start], &words[end..]);
    let dangling = |word: Option<&&str>| word.is_some_and(|it| JOINING.contains(it));
    if dangling(before.last()) || (before.is_empty() && dangling(after.first())) {
        return None;
    }
    // `get_the_issue`; `get_issue_for_repo` keeps its `for`.
    let before = match before {
        [rest @ .., article] if ARTICLES.contains(article) => rest,
        all => all,
    };
    if before.is_empty() && after.first().is_some_and(|it| ARTICLES.contains(it)) {
        after = &after[1..];
    }
    let short = [before, after].concat().join("_");
    let is_name =
        short.starts_with(|c: char| c.is_ascii_alphabetic()) && is_allowed(Kind::Method, GROUP_METHODS, &short);
    is_name.then_some(short)
}

/// Where the words of a group stand in a name: at its start, else at its end, else where they come first. They may be
/// written together in one and apart in the other.
fn span_of_group(words: &[&str], group: &str) -> Option<(usize, usize)> {
    let all = (0..words.len()).flat_map(|start| (start + 1..=words.len()).map(move |end| (start, end)));
    let all: Vec<(usize, usize)> =
        all.filter(|(start, end)| end - start <= group.len() && same(&words[*start..*end].concat(), group)).collect();
    let best = |(start, end): &&(usize, usize)| (*start != 0, *end != words.len(), *start);
    all.iter().min_by_key(best).copied()
}

/// Whether two words are one, or its plural.
fn same(one: &str, other: &str) -> bool {
    let plural = |one: &str, many: &str| {
        let stem = one.strip_suffix('y').map(|stem| format!("{stem}ies"));
        let ending = many.strip_prefix(one);
        ending.is_some_and(|it| it == "es" || (it == "s" && !one.ends_with('s'))) || stem.as_deref() == Some(many)
    };
    one == other || plural(one, other) || plural(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_what_its_group_says() {
        for (group, name, expected) in [
            ("issues", "issuesCreate", Some("create")),
            ("issues", "issues/create", Some("create")),
            ("issues", "list_issues", Some("list")),
            ("issues", "getIssue", Some("get")),
            ("issue", "list_issues", Some("list")),
            ("issues", "issues/list-issue-types", Some("list_issue_types")),
            ("issues", "create_issue_comment", Some("create_comment")),
            ("issues", "list_issues_for_repo", Some("list_for_repo")),
            ("issues", "get_the_issue", Some("get")),
            ("pet", "findPetsByStatus", Some("find_by_status")),
            ("companies", "getCompany", Some("get")),
            ("addresses", "update_address", Some("update")),
            ("code_scanning", "codeScanningGetAlert", Some("get_alert")),
            ("webhooks", "list_web_hooks", Some("list")),
            ("api_keys", "rotate_apikey", Some("rotate")),
            ("search", "search/issues-and-pull-requests", Some("issues_and_pull_requests")),
            // What is said last is what a verb is for.
            ("users", "user_list_users", Some("list_users")),
            // Nothing is left, or what is left is no name.
            ("export", "export", None),
            ("types", "type_types", Some("types")),
            ("issues", "issues_type", None),
            ("issues", "clone_issue", None),
            ("issues", "new_issue", None),
            ("issues", "issues_2", None),
            ("issues", "issues_for_repo", None),
            ("issues", "comments_of_issue", None),
            ("issues", "list_labels_on_issue", None),
            // Another word that only looks like it.
            ("issues", "list_tissues", None),
            ("access", "list_acces", None),
            ("bus", "list_buses", Some("list")),
            ("", "list", None),
        ] {
            assert_eq!(without_group(name, group).as_deref(), expected, "{group} {name}");
        }
    }
}
