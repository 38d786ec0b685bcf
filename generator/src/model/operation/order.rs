//! The order in which a document writes the members of a form. It carries no meaning in JSON, and fields are sorted; but
//! parts and pairs are sent in it: what a server requires of the order (a file that comes last, the root of
//! `multipart/related`) is stated nowhere else.

use super::cx::Cx;
use crate::model::schema::Merged;

/// The names of the members in the document's order: those of the schema itself, then those of each schema that it
/// puts together. Those of which the text says nothing, such as what an overlay adds, come last, by name.
pub(super) fn members<'a>(cx: &Cx<'_, '_, '_, '_>, merged: &Merged<'a>) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for part in &merged.parts {
        let listed = part.get("x-octogen-order").and_then(|it| it.as_array());
        let listed: Vec<&str> = listed.into_iter().flatten().filter_map(|it| it.as_str()).collect();
        let mut own: Vec<_> = part
            .properties()
            .map(|(name, at)| {
                let listed = listed.iter().position(|it| *it == name).map(|it| it as u32);
                let written = listed.or_else(|| cx.types.diags.places().order(&at));
                (written.unwrap_or(u32::MAX), name)
            })
            .collect();
        own.sort_unstable();
        own.into_iter().for_each(|(_, name)| {
            if !names.contains(&name) {
                names.push(name);
            }
        });
    }
    names
}
