//! The place of an inline schema, as the words of the name that it gets.

use super::set::component_of;
use crate::Pointer;
use crate::build::names::phrase;
use crate::ir::TypeName;

/// How many of the innermost steps are remembered.
const STEPS: usize = 8;

/// Words from the outside in: `ListMentions`, `Response`, `Data`, `Item`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    name: String,
    /// How many steps lead here.
    depth: usize,
    /// The innermost of them, each a member with what it holds: `data` and its items.
    steps: Vec<Step>,
}

/// A step of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    /// The words of a name, `Data Item`.
    words: String,
    /// How readers are told of it, `data[]`.
    spelled: String,
}

impl Place {
    /// Inside a named type.
    pub fn named(name: &TypeName) -> Self {
        Self::start(name.as_str().to_owned())
    }

    /// At the top of something that has words but no type: an operation's response.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self::start(phrase(words))
    }

    fn start(name: String) -> Self {
        let step = Step { words: name.clone(), spelled: name.clone() };
        Self { name, depth: 1, steps: vec![step] }
    }

    /// Far inside: by the last words of the places that meet there, so that names do not grow with the way.
    pub fn far_inside<'a>(places: impl IntoIterator<Item = &'a Pointer>) -> Self {
        let words: Vec<String> = places.into_iter().take(2).flat_map(last_words).collect();
        Self::of(words.iter().map(String::as_str))
    }

    /// One step further in.
    #[must_use]
    pub fn inner(&self, word: &str) -> Self {
        self.within([word])
    }

    /// One step further in, by several words: the response of a status.
    #[must_use]
    pub fn within<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Self {
        let words: Vec<&str> = words.into_iter().collect();
        let (own, spelled) = (phrase(words.iter().copied()), words.join(" "));
        let mut steps = self.steps.clone();
        steps.push(Step { words: own, spelled });
        steps.drain(..steps.len().saturating_sub(STEPS));
        let name = phrase([self.name.as_str()].into_iter().chain(words));
        Self { name, depth: self.depth + 1, steps }
    }

    /// What the last step holds: the items of a list, an alternative. By itself it says nothing of where it is.
    #[must_use]
    pub fn part(&self, word: &str) -> Self {
        let mut place = self.clone();
        place.name = phrase([self.name.as_str(), word]);
        if let Some(last) = place.steps.last_mut() {
            last.words = phrase([last.words.as_str(), word]);
            last.spelled = match word {
                "Item" => format!("{}[]", last.spelled),
                "Value" => format!("{}{{}}", last.spelled),
                _ => format!("{} ({word})", last.spelled),
            };
        }
        place
    }

    /// The name of a type at this place.
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// How many steps lead here.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The name by the innermost steps alone; none where so many are not known.
    pub fn tail(&self, steps: usize) -> Option<String> {
        let from = self.steps.len().checked_sub(steps)?;
        Some(phrase(self.steps[from..].iter().map(|it| it.words.as_str())))
    }

    /// How readers are told of the place: `Order.items[].status`.
    pub fn spelled(&self) -> String {
        let known = self.steps.iter().map(|it| it.spelled.as_str()).collect::<Vec<_>>().join(".");
        if self.depth > self.steps.len() { format!("….{known}") } else { known }
    }
}

/// The component, and the member or keyword inside of it.
fn last_words(at: &Pointer) -> Vec<String> {
    let component = component_of(at).map(|it| it.last());
    let last = Some(at.last()).filter(|it| component.as_ref() != Some(it));
    component.into_iter().chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_and_their_parts() {
        let place = Place::of(["list_orders", "Response"]);
        let item = place.inner("data").part("Item");
        let status = item.inner("shipping_status");
        assert_eq!(status.name(), "ListOrdersResponseDataItemShippingStatus");
        assert_eq!(status.spelled(), "ListOrdersResponse.data[].shipping_status");
        let tails: Vec<_> = (1..5).map(|it| status.tail(it)).collect();
        let names = ["ShippingStatus", "DataItemShippingStatus", "ListOrdersResponseDataItemShippingStatus"];
        assert_eq!(tails, [Some(names[0].into()), Some(names[1].into()), Some(names[2].into()), None]);
    }

    #[test]
    fn only_the_innermost_steps_are_kept() {
        let deep = (0..100).fold(Place::of(["Root"]), |place, it| place.inner(&format!("m{it}")));
        assert_eq!((deep.depth(), deep.steps.len()), (101, STEPS));
        assert!(deep.spelled().starts_with("….m92."), "{}", deep.spelled());
    }
}
