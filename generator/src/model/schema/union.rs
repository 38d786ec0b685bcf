//! Choices: `oneOf` and `anyOf` as enums over types. What is no real choice (an enum or any string, an integer or
//! any number, constants with titles) becomes the simpler type that it means.

use super::any::any;
use super::choice;
use super::docs::{constraints_at, docs};
use super::enums::{self, FALLBACK};
use super::merged::Merged;
use super::node::{Discriminator, Group};
use super::place::Place;
use super::set::{Part, SchemaSet, is_component};
use super::tag::{Alternative, Tag};
use super::typed::Built;
use super::types::Types;
use super::variant_names::{self, Unnamed};
use crate::Pointer;
use crate::diagnostics::code;
use crate::ir::{Choice, JsonKind, Shape, TypeRef, Union, UnionVariant, VariantName};
use crate::namer::{Kind, Scope};

/// How many alternatives several choices side by side may multiply to. A single list may be as long as its author
/// likes, up to the second limit: each of its alternatives is one that he wrote.
const MOST_OF_PRODUCT: usize = 512;

/// How many alternatives a union may have.
const MOST: usize = 4_096;

/// An alternative before it has a name.
#[derive(Clone, Debug)]
struct Branch<'a> {
    /// The schemas that hold for it.
    set: SchemaSet,
    /// The same, put together.
    merged: Merged<'a>,
    /// Where the document has it.
    at: Pointer,
    /// Whether it is the base of a hierarchy, without its subtypes.
    is_base: bool,
}

impl<'a> Branch<'a> {
    /// The same, as far as its tag goes.
    fn alternative(&self, types: &Types<'_, '_>) -> Alternative<'_, 'a> {
        Alternative { merged: &self.merged, target: self.target(types), is_base: self.is_base }
    }

    /// The component that the alternative is.
    fn target(&self, types: &Types<'_, '_>) -> Option<Pointer> {
        let whole = self.set.parts().iter().find_map(|part| match part {
            Part::Whole(at) => Some(types.schemas.follow(at)).filter(is_component),
            Part::Own(_) => None,
        });
        whole.or_else(|| Some(self.at.clone()).filter(|_| self.is_base))
    }
}

/// The type of a choice.
pub(super) fn build<'a>(types: &mut Types<'a, '_>, merged: &Merged<'a>, place: &Place) -> Built {
    let branches = match branches(types, merged) {
        Ok(branches) => branches,
        Err(message) => {
            let at = merged.groups[0].branches[0].parent().unwrap_or_default();
            let message = format!("{message}; any JSON value stands for them");
            return Built::Ref(types.widened(code::TOO_MANY_ALTERNATIVES, &at, message));
        }
    };
    if let Some(simple) = simpler(types, &branches, place) {
        return simple;
    }
    let discriminator = merged.groups.iter().find_map(|group| group.discriminator.clone());
    let any_of = merged.groups.iter().any(|group| group.any_of);
    union(types, branches, discriminator, any_of, place)
}

/// How values of these schemas are distinguished, although the document has no `oneOf` of them, as with events.
pub(crate) fn choice_between<'a>(types: &mut Types<'a, '_>, schemas: &[Pointer]) -> Choice {
    let branches: Vec<_> = schemas.iter().map(|at| branch(types, at.clone().into(), at.clone())).collect();
    let alternatives: Vec<Alternative<'_, 'a>> = branches.iter().map(|it| it.alternative(types)).collect();
    match Tag::of(&types.schemas, &types.parents, &alternatives, None, types.diags) {
        Some(tag) => tag.choice(),
        None => {
            let sets: Vec<_> = branches.iter().map(|branch| (&branch.set, &branch.merged)).collect();
            choice::untagged(types, &sets, &schemas[0])
        }
    }
}

/// The union of a hierarchy: the subtypes, each of which has the base's members, and the base itself.
pub(super) fn of_hierarchy<'a>(types: &mut Types<'a, '_>, base: &Pointer, merged: &Merged<'a>, place: &Place) -> Built {
    let children: Vec<Pointer> = types.parents.children(base).into_iter().flatten().cloned().collect();
    let mut branches: Vec<_> = children.into_iter().map(|child| branch(types, child.clone().into(), child)).collect();
    let own = SchemaSet::new(merged.parts.iter().map(|part| Part::Own(part.at.clone())));
    branches.push(Branch { is_base: true, ..branch(types, own, base.clone()) });
    union(types, branches, merged.discriminator.clone(), false, place)
}

/// The alternatives: each branch with the base beside the choice, every branch of one choice with every one of
/// the other; what there is too much of is said where that is too many.
fn branches<'a>(types: &mut Types<'a, '_>, merged: &Merged<'a>) -> Result<Vec<Branch<'a>>, String> {
    let base: Vec<Part> = match has_base(types, merged) {
        true => merged.parts.iter().map(|part| Part::Own(part.at.clone())).collect(),
        false => Vec::new(),
    };
    let most = if merged.groups.len() > 1 { MOST_OF_PRODUCT } else { MOST };
    let mut sets: Vec<(Vec<Part>, Pointer)> = vec![(base, Pointer::root())];
    let mut counts = Vec::new();
    for group in &merged.groups {
        let mut spliced = spliced(types, group, 0);
        spliced.retain(|at| !types.schemas.is_null(at));
        counts.push(spliced.len().to_string());
        let product = sets.iter().flat_map(|(set, _)| {
            spliced.iter().map(move |at| {
                let mut set = set.clone();
                set.push(Part::Whole(at.clone()));
                (set, at.clone())
            })
        });
        sets = product.take(most + 1).collect();
    }
    if sets.len() > most {
        return Err(match counts.as_slice() {
            [count] => format!("a choice of {count} alternatives, more than {most}"),
            _ => format!("choices of {} alternatives, which multiply to more than {most}", counts.join(" and ")),
        });
    }
    let kind = merged.kind;
    let built = sets.into_iter().map(|(parts, at)| {
        let mut branch = branch(types, SchemaSet::new(parts), at);
        branch.merged.kind = branch.merged.kind.or(kind.filter(|_| branch.merged.groups.is_empty()));
        branch
    });
    let some: Vec<_> = built.filter(|branch| !branch.merged.only_null && !branch.merged.never).collect();
    Ok(possible(types, some))
}

/// The alternatives without those that contradict the base or each other; all of them where none would be left.
fn possible<'a>(types: &Types<'a, '_>, branches: Vec<Branch<'a>>) -> Vec<Branch<'a>> {
    let fits = |branch: &Branch<'_>| branch.set.single().is_some() || !types.schemas.contradicts(&branch.merged);
    let fitting: Vec<bool> = branches.iter().map(fits).collect();
    let none = !fitting.contains(&true);
    branches.into_iter().zip(fitting).filter(|(_, fits)| *fits || none).map(|(branch, _)| branch).collect()
}

/// Whether the schema beside the choice says something that its branches lack: a type that all of them have is nothing.
fn has_base(types: &Types<'_, '_>, merged: &Merged<'_>) -> bool {
    let repeated = |kind| {
        let branches = merged.groups.iter().any(|group| {
            let fits = |at: &Pointer| types.schemas.is_null(at) || types.schemas.is_of_kind(at, kind);
            group.branches.iter().all(fits)
        });
        branches && merged.format.is_none()
    };
    let scalar = merged.kind.is_some_and(|kind| kind != JsonKind::Object && !repeated(kind));
    !merged.properties.is_empty() || merged.values.is_some() || !merged.items.is_empty() || scalar
}

fn branch<'a>(types: &mut Types<'a, '_>, set: SchemaSet, at: Pointer) -> Branch<'a> {
    // Findings about a branch are made when its type is built.
    let merged = Merged::of(&types.schemas, &set, &mut crate::diagnostics::Diagnostics::default());
    Branch { set, merged, at, is_base: false }
}

/// The branches of a group; an inline branch that is nothing but another choice gives its own instead.
fn spliced(types: &Types<'_, '_>, group: &Group, depth: usize) -> Vec<Pointer> {
    let inner = |at: &Pointer| {
        let node = types.schemas.node(at).filter(|node| depth < 16 && node.is_bare() && node.reference().is_none())?;
        let groups = node.groups();
        let [only] = groups.as_slice() else {
            return None;
        };
        (only.discriminator.is_none() && node.conjuncts().is_empty()).then(|| spliced(types, only, depth + 1))
    };
    group.branches.iter().flat_map(|at| inner(at).unwrap_or_else(|| vec![at.clone()])).collect()
}

/// The type that the choice comes to where it is none.
fn simpler(types: &mut Types<'_, '_>, branches: &[Branch<'_>], place: &Place) -> Option<Built> {
    if branches.is_empty() {
        return Some(Built::Ref(TypeRef::Null));
    }
    if branches.iter().any(|branch| types.schemas.reduce(&branch.set).parts().is_empty()) {
        return Some(Built::Ref(any())); // one branch takes everything
    }
    let inline = branches.iter().all(|branch| branch.set.component().is_none() && !is_component_ref(types, branch));
    if inline && branches.iter().all(|branch| enums::of_branch(&branch.merged).is_some()) {
        let choice = branches[0].at.parent().unwrap_or_default();
        let listed = branches.iter().filter_map(|branch| enums::of_branch(&branch.merged)).flatten().collect();
        return Some(enums::of_values(types, listed, &choice));
    }
    let all = |kinds: &[JsonKind]| {
        branches
            .iter()
            .all(|it| it.merged.groups.is_empty() && it.merged.kind.is_some_and(|kind| kinds.contains(&kind)))
    };
    if all(&[JsonKind::String]) {
        return strings(types, branches, place);
    }
    let unlisted = branches.iter().all(|it| it.merged.values.is_none() && it.merged.constant.is_none());
    if unlisted && all(&[JsonKind::Integer, JsonKind::Number]) {
        let integers = branches.iter().all(|it| it.merged.kind == Some(JsonKind::Integer));
        return Some(Built::Ref(if integers { TypeRef::I64 } else { TypeRef::F64 }));
    }
    None
}

/// Strings: an enum or any string is the enum, which is open; formats and any string are a string.
fn strings(types: &mut Types<'_, '_>, branches: &[Branch<'_>], place: &Place) -> Option<Built> {
    let closed = |branch: &Branch<'_>| branch.merged.values.is_some() || branch.merged.constant.is_some();
    let enums: Vec<_> = branches.iter().filter(|it| closed(it)).collect();
    match enums.as_slice() {
        all if all.len() == branches.len() => None,
        [] => Some(Built::Ref(TypeRef::String)),
        [only] if is_component_ref(types, only) => Some(Built::Ref(types.typed(&only.set, place).ty)),
        several => {
            let choice = several[0].at.parent().unwrap_or_default();
            let listed = several.iter().filter_map(|it| enums::of_branch(&it.merged)).flatten().collect();
            Some(enums::of_values(types, listed, &choice))
        }
    }
}

fn is_component_ref(types: &Types<'_, '_>, branch: &Branch<'_>) -> bool {
    types.schemas.reduce(&branch.set).component().is_some()
}

fn union<'a>(
    types: &mut Types<'a, '_>,
    mut branches: Vec<Branch<'a>>,
    discriminator: Option<Discriminator>,
    any_of: bool,
    place: &Place,
) -> Built {
    let alternatives: Vec<Alternative<'_, 'a>> = branches.iter().map(|it| it.alternative(types)).collect();
    let mut tag = Tag::of(&types.schemas, &types.parents, &alternatives, discriminator.as_ref(), types.diags);
    // A base that no value leads to is abstract.
    if let Some(tag) =
        tag.as_mut().filter(|tag| branches.last().is_some_and(|it| it.is_base) && !tag.leads_to(branches.len() - 1))
    {
        branches.pop();
        tag.drop_last();
    }
    let all: Vec<usize> = (0..branches.len()).collect();
    let words = words(types, &branches, tag.as_ref(), &all);
    let mut variants: Vec<UnionVariant> = Vec::new();
    let mut kept: Vec<usize> = Vec::new();
    for (index, branch) in branches.iter().enumerate() {
        // Whether null is allowed the choice says as a whole.
        let ty = types.typed(&branch.set, &place.part(if branch.is_base { "Base" } else { &words[index] })).ty;
        types.tell_number_without_text(&branch.set);
        let is_tagged = tag.is_some();
        if !is_tagged && variants.iter().any(|it| it.ty == ty) {
            continue; // two branches that come to one type are one alternative
        }
        variants.push(UnionVariant {
            name: VariantName::new(""), // given when all are there
            docs: docs(&branch.merged.parts[..branch.merged.parts.len().min(1)]),
            tag: tag.as_ref().and_then(|tag| tag.missing_in(index)),
            ty,
            constraints: constraints_at(&types.schemas, std::slice::from_ref(&branch.at)),
            pointer: branch.at.clone(),
        });
        kept.push(index);
    }
    let words = if kept == all { words } else { self::words(types, &branches, tag.as_ref(), &kept) };
    let names = Scope::new(Kind::Variant, &[]).names(words.iter().map(String::as_str));
    for (variant, words) in variants.iter_mut().zip(&words) {
        variant.name = VariantName::new(names[words.as_str()].clone());
    }
    if let [only] = variants.as_slice() {
        return Built::Ref(only.ty.clone());
    }
    let choice = match tag {
        Some(tag) => tag.choice(),
        None => {
            let sets: Vec<_> = kept.iter().map(|&index| (&branches[index].set, &branches[index].merged)).collect();
            choice::untagged(types, &sets, &branches[0].at)
        }
    };
    Built::Shape(Shape::Union(Union { variants, choice, fallback: VariantName::new(FALLBACK), any_of }))
}

/// The words of the names of some of the branches. A base is called by its own name where several tags lead to it.
fn words(types: &Types<'_, '_>, branches: &[Branch<'_>], tag: Option<&Tag>, some: &[usize]) -> Vec<String> {
    let names: Vec<String> = branches.iter().map(|it| it.at.last()).collect();
    let unnamed = |&index: &usize| Unnamed {
        set: &branches[index].set,
        merged: &branches[index].merged,
        tag: tag
            .and_then(|tag| tag.value(index))
            .or_else(|| Some(names[index].as_str()).filter(|_| branches[index].is_base)),
    };
    variant_names::words(types, &some.iter().map(unnamed).collect::<Vec<_>>())
}
