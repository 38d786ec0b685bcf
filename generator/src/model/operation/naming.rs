//! What operations are called: after the name that the document gives for programs, or their id without what repeats the
//! path, the tag or itself; without an id after method and path. Where two would be called alike, the one that is spelled
//! so keeps it, and the others go on to their tag, then to their path.

use std::collections::BTreeSet;

use super::operation_object::OperationObject;
use super::path::{self, Lead};
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::model::{generated_ids, name_extensions};
use crate::namer::{Claim, Kind, settle, snake};

/// How good a claim to a name is.
pub(super) mod rank {
    /// The settings say so.
    pub const CHOSEN: u8 = 0;
    /// An extension says so.
    pub const GIVEN: u8 = 1;
    /// The id is spelled so.
    pub const SPELLED: u8 = 2;
    /// The id comes to it.
    pub const ID: u8 = 3;
    /// A rule makes it of the id, or of method and path.
    pub const DERIVED: u8 = 4;
}

/// The words of each operation's name, no two the same.
pub(super) fn wishes(objects: &[OperationObject<'_>], config: &Config, diags: &mut Diagnostics) -> Vec<String> {
    let ids: BTreeSet<&str> = objects.iter().filter(|it| it.id_given).map(|it| it.id.as_str()).collect();
    let claims = |it: &OperationObject<'_>| {
        name_extensions::check(name_extensions::OPERATION, &it.raw.at, |keyword| it.raw.get(keyword), diags);
        claims(it, config, &ids)
    };
    settle(Kind::Method, &objects.iter().map(claims).collect::<Vec<_>>())
}

/// What an operation might be called, the best first.
pub(super) fn claims(it: &OperationObject<'_>, config: &Config, ids: &BTreeSet<&str>) -> Vec<Claim> {
    let tag = it.tags.first().map(|tag| plain_group(tag)).unwrap_or_default();
    let mut claims = Vec::new();
    let mut add = |words: String, rank: u8| claims.push(Claim::new(words, rank));
    if let Some(chosen) = config.naming.operations.get(&it.id) {
        add(chosen.clone(), rank::CHOSEN);
    } else if let Some(given) = given_name(it) {
        add(given.clone(), rank::GIVEN);
        add(prefixed(&tag, &given), rank::GIVEN);
    }
    let (short, full) = (path::words("", &it.path, &it.lead), path::words("", &it.path, &Lead::default()));
    match it.given_id() {
        Some(id) => {
            let name = simpler(id, it);
            let numbered = unnumbered(&name, ids).map(str::to_owned);
            // What a counter tells from others is never called as one of them.
            if it.id_given && numbered.is_none() {
                match snake(&name) == snake(id) {
                    true if snake(id) == id => add(id.to_owned(), rank::SPELLED),
                    true => add(id.to_owned(), rank::ID),
                    false => add(name.clone(), rank::DERIVED),
                }
            } else if numbered.is_none() {
                add(name.clone(), rank::DERIVED);
            }
            let made = numbered.is_some() || is_made(id, it);
            let name = numbered.unwrap_or(name);
            if !tag.is_empty() {
                add(prefixed(&tag, &name), rank::DERIVED);
            }
            // The id tells more than the path, but for one that was made of it, counts or is another's, too.
            if it.id_given && !made {
                add(id.to_owned(), rank::ID);
            }
            add(unstuttered(&format!("{name} {short}")), rank::DERIVED);
            if it.id_given && made {
                add(id.to_owned(), rank::ID);
            }
        }
        None => add(unstuttered(&format!("{} {short}", it.method.to_lowercase())), rank::DERIVED),
    }
    add(format!("{} {full}", it.method.to_lowercase()), rank::ID);
    claims
}

/// The name that an extension gives, after that of the group in which the document puts it.
fn given_name(it: &OperationObject<'_>) -> Option<String> {
    let get = |keyword: &str| it.raw.get(keyword);
    let name = name_extensions::name(name_extensions::OPERATION, get)?;
    Some(name_extensions::group(get).map_or_else(|| name.to_owned(), |group| prefixed(&plain_group(&group), name)))
}

/// An id without what says nothing: FastAPI's tail, the prefix that its path has, too, `Controller`, and what it says
/// twice.
fn simpler(id: &str, it: &OperationObject<'_>) -> String {
    match without_tail(id, it) {
        Some(name) => name.to_owned(),
        None => unstuttered(without_lead(&without_controller(id), it)),
    }
}

fn without_tail<'i>(id: &'i str, it: &OperationObject<'_>) -> Option<&'i str> {
    let methods: Vec<&str> = it.item.members().map(|(method, _)| method).collect();
    generated_ids::name(id, &it.path, &methods)
}

/// Whether the id has path and method in it.
fn is_made(id: &str, it: &OperationObject<'_>) -> bool {
    without_tail(id, it).is_some()
}

/// `UsersController_findAll`, `TodoController.find` → `Users findAll`.
fn without_controller(id: &str) -> String {
    const CLASS: &str = "Controller";
    for (at, _) in id.match_indices(CLASS) {
        let (class, rest) = (&id[..at], &id[at + CLASS.len()..]);
        let method = rest.trim_start_matches(['_', '.', '-', '#', '/', ':']);
        if class.contains(char::is_alphanumeric) && method.len() < rest.len() && !method.is_empty() {
            return format!("{class} {method}");
        }
    }
    id.to_owned()
}

/// An id that is made of the path, without the part of the path that all of them have: `api_v1_users_list` at
/// `/api/v1/users` → `users_list`.
fn without_lead<'i>(id: &'i str, it: &OperationObject<'_>) -> &'i str {
    let Some((lead, next)) = it.lead.and_next(&it.path) else { return id };
    let (lead, next) = (snake(lead), snake(next));
    let made = format!("{lead}_{next}");
    let rest = snake(id);
    let is_made = rest.strip_prefix(&made).is_some_and(|it| it.is_empty() || it.starts_with('_'));
    if !is_made || lead.is_empty() {
        return id;
    }
    // The same number of letters and digits stands in front of the id itself.
    let letters = lead.chars().filter(|it| *it != '_').count();
    let mut seen = 0;
    let end = id.char_indices().find(|(_, c)| {
        seen += usize::from(c.is_ascii_alphanumeric());
        seen > letters
    });
    end.filter(|_| id.is_ascii()).map_or(id, |(at, _)| &id[at..])
}

/// `getAll` of `getAll_1`, where another operation is called `getAll`: springdoc counts the methods of one name in the
/// order in which it meets their classes.
fn unnumbered<'n>(name: &'n str, ids: &BTreeSet<&str>) -> Option<&'n str> {
    let (name, number) = name.rsplit_once('_')?;
    (!number.is_empty() && number.bytes().all(|it| it.is_ascii_digit()) && ids.contains(name)).then_some(name)
}

/// The words of a tag or group, without the word for what makes it one: `user-controller` → `user`.
pub(super) fn plain_group(group: &str) -> String {
    let words = snake(group);
    words.strip_suffix("_controller").filter(|it| !it.is_empty()).unwrap_or(&words).to_owned()
}

/// A name with its group before it, unless it speaks of the group anyway.
fn prefixed(group: &str, name: &str) -> String {
    let (group, words) = (snake(group), snake(name));
    let has: Vec<&str> = words.split('_').map(singular).collect();
    let wanted: Vec<&str> = group.split('_').map(singular).collect();
    if group.is_empty() || has.windows(wanted.len()).any(|it| it == wanted) {
        return name.to_owned();
    }
    unstuttered(&format!("{group} {name}"))
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|it| it.len() > 2 && !it.ends_with('s')).unwrap_or(word)
}

/// The words without those that say again what the words before them said, at the start (`UsersUsersList`) or behind a
/// mark that parts more than words (`list_users users`, `admin.users/usersList`). A text that says nothing twice stays
/// as it is.
fn unstuttered(text: &str) -> String {
    let mut kept: Vec<(String, bool)> = Vec::new();
    for part in text.split([' ', '.', '/', ':', '#']) {
        let words = snake(part);
        let words = words.split('_').filter(|it| !it.is_empty()).enumerate();
        kept.extend(words.map(|(index, word)| (word.to_owned(), index == 0)));
    }
    let all = kept.len();
    for length in (1..=all / 2).rev() {
        let mut at = 0;
        while at + 2 * length <= kept.len() {
            let (one, other) = (&kept[at..at + length], &kept[at + length..at + 2 * length]);
            let same = one.iter().map(|it| &it.0).eq(other.iter().map(|it| &it.0));
            let parted = at == 0 || other[0].1;
            match same && parted && one.iter().any(|it| it.0.contains(char::is_alphabetic)) {
                true => drop(kept.drain(at + length..at + 2 * length)),
                false => at += 1,
            }
        }
    }
    let words = || kept.iter().map(|it| it.0.as_str()).collect::<Vec<_>>().join("_");
    if kept.len() == all { text.to_owned() } else { words() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_twice() {
        for (text, expected) in [
            ("users_users_list", "users_list"),
            ("UsersUsersList", "users_list"),
            ("listUsers", "listUsers"),
            ("FooBar_fooBar_get", "foo_bar_get"),
            ("a_b_a_b_a_b", "a_b"),
            ("admin.users/usersList", "admin_users_list"),
            // An author who says it in the middle means it.
            ("styleCookieCookie", "styleCookieCookie"),
            ("get_user_user_groups", "get_user_user_groups"),
            ("list users users by id", "list_users_by_id"),
            ("v_1_1", "v_1_1"),
            ("", ""),
        ] {
            assert_eq!(unstuttered(text), expected, "{text}");
        }
    }

    #[test]
    fn groups_before_names() {
        for (group, name, expected) in [
            ("users", "list", "users list"),
            ("users", "list_users", "list_users"),
            ("users", "getUser", "getUser"),
            ("user-controller", "getAll", "user getAll"),
            ("user-controller", "getAllUsers", "getAllUsers"),
            ("admin users", "list_users", "admin_users list_users"),
            ("users", "usersList", "usersList"),
            ("access", "list", "access list"),
            ("", "list", "list"),
        ] {
            assert_eq!(prefixed(&plain_group(group), name), expected, "{group} {name}");
        }
    }

    #[test]
    fn classes_before_methods() {
        for (id, expected) in [
            ("UsersController_findAll", "Users findAll"),
            ("TodoController.find", "Todo find"),
            ("Admin\\UsersController#index", "Admin\\Users index"),
            ("UsersController", "UsersController"),
            ("Controller_find", "Controller_find"),
            ("getControllerState", "getControllerState"),
            ("users.list", "users.list"),
        ] {
            assert_eq!(without_controller(id), expected);
        }
    }
}
