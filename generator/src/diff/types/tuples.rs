//! Lists with a type per position.

use super::references;
use super::value::value;
use crate::diff::apis::Apis;
use crate::diff::finding::Site;
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::ir::Tuple;

/// Compares two tuples, position by position.
pub(in crate::diff) fn tuples<'a>(apis: Apis<'a>, old: &'a Tuple, new: &'a Tuple, site: &Site) -> Notes<'a> {
    let mut found = Notes::default();
    for (index, (a, b)) in old.items.iter().zip(&new.items).enumerate() {
        let constraints = |it: &Tuple| it.item_constraints.get(index).cloned().unwrap_or_default();
        let site = site.inside(&format!("[{index}]"));
        found.join(value(apis, (a, &constraints(old)), (b, &constraints(new)), &site));
    }
    let text = |it: &Tuple, rest: bool| format!("{} positions{}", it.items.len(), if rest { " and more" } else { "" });
    match (&old.rest, &new.rest) {
        (Some(a), Some(b)) if old.items.len() == new.items.len() => {
            found.join(references::compare(apis, a, b, &site.inside("[]")));
        }
        (None, None) if old.items.len() == new.items.len() => {}
        (a, b) => {
            let (before, after) = (text(old, a.is_some()), text(new, b.is_some()));
            found.push(site.finding(rules::TYPE_CHANGED, before, after));
        }
    }
    found
}
