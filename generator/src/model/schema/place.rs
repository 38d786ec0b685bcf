//! The place of an inline schema, as the words of the name that it gets.

use std::cell::OnceCell;
use std::iter::successors;
use std::rc::Rc;

use super::set::component_of;
use crate::Pointer;
use crate::ir::TypeName;
use crate::namer::phrase;

/// How many of the innermost steps are remembered.
const STEPS: usize = 8;

/// Words from the outside in: `ListMentions`, `Response`, `Data`, `Item`. Every member has a place and few need a name, so
/// the words are put together when somebody asks for them.
#[derive(Clone, Debug)]
pub(crate) struct Place(Rc<Link>);

#[derive(Debug)]
struct Link {
    /// What it stands in.
    outer: Option<Place>,
    way: Way,
    /// How many steps lead here.
    depth: usize,
    name: OnceCell<String>,
    steps: OnceCell<Vec<Step>>,
}

/// How a place is reached from the one that it stands in.
#[derive(Debug)]
enum Way {
    /// By nothing: it is the outermost, of that name.
    Start(String),
    /// By one more step, of these words.
    Inner(Vec<String>),
    /// It is what the last step holds.
    Part(String),
}

/// A step of a place.
#[derive(Clone, Debug)]
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
        Self::link(None, Way::Start(name), 1)
    }

    fn link(outer: Option<Self>, way: Way, depth: usize) -> Self {
        Self(Rc::new(Link { outer, way, depth, name: OnceCell::new(), steps: OnceCell::new() }))
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
        let words = words.into_iter().map(str::to_owned).collect();
        Self::link(Some(self.clone()), Way::Inner(words), self.depth() + 1)
    }

    /// What the last step holds: the items of a list, an alternative. By itself it says nothing of where it is.
    #[must_use]
    pub fn part(&self, word: &str) -> Self {
        Self::link(Some(self.clone()), Way::Part(word.to_owned()), self.depth())
    }

    /// The name of a type at this place.
    pub fn name(&self) -> &str {
        // From the outside in, without recursion: places may be deep.
        for place in self.unless(|link| link.name.get().is_some()).into_iter().rev() {
            let Link { outer, way, name, .. } = &*place.0;
            let around = outer.as_ref().and_then(|it| it.0.name.get()).map_or("", String::as_str);
            let own = match way {
                Way::Start(name) => name.clone(),
                Way::Inner(words) => phrase([around].into_iter().chain(words.iter().map(String::as_str))),
                Way::Part(word) => phrase([around, word]),
            };
            name.get_or_init(|| own);
        }
        self.0.name.get().map_or("", String::as_str)
    }

    /// How many steps lead here.
    pub fn depth(&self) -> usize {
        self.0.depth
    }

    /// The name by the innermost steps alone; none where so many are not known.
    pub fn tail(&self, steps: usize) -> Option<String> {
        let all = self.steps();
        let from = all.len().checked_sub(steps)?;
        Some(phrase(all[from..].iter().map(|it| it.words.as_str())))
    }

    /// How readers are told of the place: `Order.items[].status`.
    pub fn spelled(&self) -> String {
        let known = self.steps().iter().map(|it| it.spelled.as_str()).collect::<Vec<_>>().join(".");
        if self.depth() > self.steps().len() { format!("….{known}") } else { known }
    }

    /// The innermost steps, each a member with what it holds: `data` and its items.
    fn steps(&self) -> &[Step] {
        self.0.steps.get_or_init(|| {
            let begun = self.depth().saturating_sub(STEPS);
            let mut steps: Vec<Step> = Vec::new();
            for place in self.unless(|link| link.depth <= begun).into_iter().rev() {
                match &place.0.way {
                    Way::Start(name) => steps.push(Step { words: name.clone(), spelled: name.clone() }),
                    Way::Inner(words) => {
                        let own = phrase(words.iter().map(String::as_str));
                        steps.push(Step { words: own, spelled: words.join(" ") });
                    }
                    Way::Part(word) => steps.iter_mut().next_back().into_iter().for_each(|it| it.hold(word)),
                }
            }
            steps
        })
    }

    /// The place and those around it, up to the first of which that is true.
    fn unless(&self, is_enough: impl Fn(&Link) -> bool) -> Vec<&Self> {
        successors(Some(self), |it| it.0.outer.as_ref()).take_while(|it| !is_enough(&it.0)).collect()
    }
}

impl Step {
    fn hold(&mut self, word: &str) {
        self.words = phrase([self.words.as_str(), word]);
        match word {
            "Item" => self.spelled.push_str("[]"),
            "Value" => self.spelled.push_str("{}"),
            _ => self.spelled.push_str(&format!(" ({word})")),
        }
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
        assert_eq!((deep.depth(), deep.steps().len()), (101, STEPS));
        assert!(deep.spelled().starts_with("….m92."), "{}", deep.spelled());
    }
}
