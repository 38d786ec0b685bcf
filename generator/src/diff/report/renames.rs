//! Types and operations that have another name: which finding says so, and what is named after them.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diff::compared::Compared;
use crate::diff::finding::{Finding, Owner};
use crate::diff::rules::{self, Rule};
use crate::ir::TypeName;

/// A type of another name: the old name, the new one, the finding that says so.
pub(in crate::diff) struct Rename {
    pub old: String,
    pub new: String,
    pub finding: usize,
}

pub(in crate::diff) type ByOldName<'a> = HashMap<&'a str, Vec<&'a Rename>>;

/// Inline types are named after their place: where the place itself was renamed, that is the one change, and
/// the items of what is inside belong to it.
pub(in crate::diff) fn fold_renames(compared: &mut Compared<'_>) -> Vec<Rename> {
    let by_pair: BTreeMap<usize, usize> = compared.findings.iter().enumerate().filter_map(rename_of_pair).collect();
    let mut folded = BTreeMap::new();
    for (&pair, &finding) in &by_pair {
        if is(&compared.findings[finding], rules::INLINE_RENAMED)
            && let Some(cause) = cause(compared, pair, &by_pair, &mut HashSet::new())
        {
            folded.insert(finding, cause);
        }
    }
    for (&finding, &cause) in &folded {
        let touches = compared.findings[finding].touches.clone();
        compared.findings[cause].touches.extend(touches);
    }
    let keep: Vec<usize> = (0..compared.findings.len()).filter(|it| !folded.contains_key(it)).collect();
    let position = |finding: &usize| {
        let finding = folded.get(finding).unwrap_or(finding);
        keep.binary_search(finding).ok()
    };
    let mut renames = Vec::new();
    for (pair, finding) in &by_pair {
        let (old, new) = compared.types[*pair];
        if let Some(finding) = position(finding) {
            renames.push(Rename { old: old.name.to_string(), new: new.name.to_string(), finding });
        }
    }
    for (index, finding) in compared.findings.iter().enumerate() {
        if let (Owner::Operation(operation), Some(finding)) =
            (finding.owner, position(&index).filter(|_| renames_operation(finding)))
        {
            let (old, new) = compared.operations[operation];
            for suffix in ["", "Call", "Output", "Error"] {
                let name = |it: &TypeName| format!("{it}{suffix}");
                renames.push(Rename { old: name(&old.marker), new: name(&new.marker), finding });
            }
        }
    }
    renames.retain(|it| it.old != it.new);
    compared.findings = keep.iter().map(|it| compared.findings[*it].clone()).collect();
    renames
}

fn is(finding: &Finding, rule: &Rule) -> bool {
    finding.rule.name == rule.name
}

fn renames_operation(finding: &Finding) -> bool {
    [rules::OPERATION_ID, rules::OPERATION_ID_ADDED, rules::OPERATION_ID_REMOVED].iter().any(|it| is(finding, it))
}

fn rename_of_pair((index, finding): (usize, &Finding)) -> Option<(usize, usize)> {
    let rules = [rules::SCHEMA_RENAMED, rules::SCHEMA_TO_COMPONENT, rules::SCHEMA_TO_INLINE, rules::INLINE_RENAMED];
    match finding.owner {
        Owner::Type(pair) if rules.iter().any(|it| is(finding, it)) => Some((pair, index)),
        _ => None,
    }
}

/// The finding that renamed what an inline type is named after.
fn cause(
    compared: &Compared<'_>,
    pair: usize,
    by_pair: &BTreeMap<usize, usize>,
    seen: &mut HashSet<usize>,
) -> Option<usize> {
    if !seen.insert(pair) {
        return None;
    }
    compared.edges.iter().filter(|it| it.to == pair).find_map(|edge| match edge.from {
        Owner::Operation(operation) => {
            compared.findings.iter().position(|it| it.owner == Owner::Operation(operation) && renames_operation(it))
        }
        Owner::Type(outer) => {
            let finding = *by_pair.get(&outer)?;
            match is(&compared.findings[finding], rules::INLINE_RENAMED) {
                true => cause(compared, outer, by_pair, seen),
                false => Some(finding),
            }
        }
        _ => None,
    })
}
