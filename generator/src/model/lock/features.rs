//! The Cargo features of tags: a manifest that names one is not to break when another tag comes to the same name.

use std::collections::BTreeSet;

use super::state::Lock;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, TAKEN};
use crate::names::{Kind, element};

impl Lock<'_> {
    /// Whether tags are features already: then they stay that, also where there are fewer operations now.
    pub fn has_features(&self) -> bool {
        self.known.of_kind(Kind::Feature).next().is_some()
    }
}

/// Gives tags the features that they had; a newcomer takes a name that is free.
pub(super) fn name(lock: &mut Lock<'_>, api: &mut Api, ungrouped: Option<&mut Api>, diags: &mut Diagnostics) {
    if !api.tag_features {
        return;
    }
    let used: BTreeSet<String> = api.used_tags().map(|it| it.wire.clone()).collect();
    let mut taken: BTreeSet<String> = TAKEN.iter().map(|it| (*it).to_owned()).collect();
    let mut tags: Vec<_> = api.tags.iter_mut().filter(|it| used.contains(&it.wire)).collect();
    let mut open = Vec::new();
    for (index, tag) in tags.iter_mut().enumerate() {
        let key = element(&tag.wire);
        let Some(entry) = lock.known.get(Kind::Feature, &key).cloned() else {
            open.push(index);
            continue;
        };
        if !taken.insert(entry.value.clone()) {
            let what = format!("feature {key}");
            match TAKEN.contains(&entry.value.as_str()) {
                true => lock.refuse_reserved(&what, &entry, diags),
                false => lock.refuse_clash(&what, &entry, None, diags),
            }
            continue;
        }
        tag.feature = entry.value;
    }
    for index in open {
        let derived = tags[index].feature.clone();
        let numbered = (2_usize..).map(|number| format!("{derived}-{number}"));
        let free = [derived.clone()].into_iter().chain(numbered).find(|it| !taken.contains(it));
        tags[index].feature = free.unwrap_or(derived);
        taken.insert(tags[index].feature.clone());
    }
    for tag in tags {
        lock.settled.names.put(Kind::Feature, element(&tag.wire), tag.feature.clone());
    }
    if let Some(ungrouped) = ungrouped {
        ungrouped.tags.clone_from(&api.tags);
    }
}
