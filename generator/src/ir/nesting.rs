//! How deep types stand in each other. The compiler follows that chain when it asks whether a type can be sent to
//! another thread, and how it is dropped, and gives up at its `recursion_limit`.

use std::collections::BTreeMap;

use super::api::Api;
use super::names::TypeName;
use super::types::{Shape, TypeDef, TypeRef};

/// The limit that the compiler has by itself.
const DEFAULT_LIMIT: usize = 128;

/// What stands around a type where it is sent: the call, the response, the future.
const AROUND: usize = 48;

impl Api {
    /// The `recursion_limit` that the crate needs, where it is more than the compiler's own.
    pub fn recursion_limit(&self) -> Option<usize> {
        let needed = self.nesting() + AROUND;
        (needed > DEFAULT_LIMIT).then(|| (needed + AROUND).next_multiple_of(64))
    }

    /// How many types stand in each other at most, those of lists and maps included. Where types contain themselves,
    /// each is counted once on the way.
    pub fn nesting(&self) -> usize {
        let index: BTreeMap<&TypeName, usize> = self.types.iter().enumerate().map(|(i, def)| (&def.name, i)).collect();
        let links: Vec<Vec<(usize, usize)>> = self.types.iter().map(|def| links(def, &index)).collect();
        let mut depths: Vec<Option<usize>> = vec![None; links.len()];
        let mut open = vec![false; links.len()];
        for root in 0..links.len() {
            // Iterative, so that depth costs no stack: a node, its next link, the deepest of those before.
            let mut work = vec![(root, 0, 0)];
            while let Some((node, link, deepest)) = work.pop() {
                if depths[node].is_some() {
                    continue;
                }
                open[node] = true;
                match links[node].get(link) {
                    None => {
                        open[node] = false;
                        depths[node] = Some(deepest + 1);
                    }
                    Some((target, levels)) => match depths[*target] {
                        Some(depth) => work.push((node, link + 1, deepest.max(depth + levels))),
                        None if open[*target] => work.push((node, link + 1, deepest)),
                        None => work.extend([(node, link, deepest), (*target, 0, 0)]),
                    },
                }
            }
        }
        depths.into_iter().flatten().max().unwrap_or_default()
    }
}

/// The types that a type holds, each with the levels in between.
fn links(def: &TypeDef, index: &BTreeMap<&TypeName, usize>) -> Vec<(usize, usize)> {
    let map = usize::from(matches!(&def.shape, Shape::Struct(it) if it.extra.is_some())) * MAP;
    let link = |ty: &TypeRef| Some((*index.get(ty.named()?)?, levels(ty) + OPTION + map));
    def.shape.references().into_iter().filter_map(link).collect()
}

/// `Option` and `Maybe`.
const OPTION: usize = 1;
/// A vector, its buffer, the pointer in it, the marker in that.
const LIST: usize = 4;
/// A map, its root, the node, the handle, the pointer, the marker.
const MAP: usize = 6;
/// A box, the pointer in it, the marker in that.
const BOXED: usize = 3;

fn levels(ty: &TypeRef) -> usize {
    match ty {
        TypeRef::List(it) => LIST + levels(it),
        TypeRef::Map(it) => MAP + levels(it),
        TypeRef::Option(it) => OPTION + levels(it),
        TypeRef::Boxed(it) => BOXED + levels(it),
        _ => 0,
    }
}
