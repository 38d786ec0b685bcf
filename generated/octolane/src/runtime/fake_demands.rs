//! What a document demands of a value beyond its Rust type: bounds, lengths, patterns, that an enum lists it, that it is
//! one of a union's types. Clients do not look at it, servers do, and so does the server for tests. As in JSON Schema, a
//! demand holds for the values of its own JSON type only.

use std::collections::HashSet;

use serde_json::Value;

use super::fake_number::{self, Order};
use super::fake_pattern;
use super::mismatch::{Mismatch, excerpt};

/// One demand.
#[derive(Debug)]
pub enum Demand {
    /// `minimum`.
    AtLeast(&'static str),
    /// `exclusiveMinimum`.
    MoreThan(&'static str),
    /// `maximum`.
    AtMost(&'static str),
    /// `exclusiveMaximum`.
    LessThan(&'static str),
    /// `multipleOf`.
    MultipleOf(&'static str),
    /// `minLength`, in characters.
    MinLength(u64),
    /// `maxLength`, in characters.
    MaxLength(u64),
    /// `pattern`, an ECMA-262 regular expression; one that cannot be read here demands nothing.
    Pattern(&'static str),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems`.
    UniqueItems,
    /// `minProperties`.
    MinMembers(u64),
    /// `maxProperties`.
    MaxMembers(u64),
    /// Demands of each item of a list, or of each value of a map.
    Each(&'static [Demand]),
    /// Demands of the item at a position.
    Item(usize, &'static [Demand]),
    /// Demands of a member.
    Member(&'static str, &'static [Demand]),
    /// Demands of the members that are none of these.
    Others(&'static [&'static str], &'static [Demand]),
    /// The demands of a type, by its name.
    Type(&'static str),
    /// That the value is one that an enum lists.
    Listed(fn(&Value) -> bool),
    /// The demands of one of several types.
    OneOf(&'static [Alternative]),
    /// The demands of the type that a member tells; of any other value of it, those of the type at the end, if there is
    /// one.
    Tagged(&'static str, &'static [(&'static str, Alternative)], Option<Alternative>),
}

/// One of several types.
#[derive(Debug)]
pub struct Alternative {
    /// Whether a value is of the type.
    pub fits: fn(&Value) -> bool,
    /// What is demanded of it then.
    pub demands: &'static [Demand],
}

/// The demands of types, sorted by name.
pub type Types = &'static [(&'static str, &'static [Demand])];

/// Whether the value keeps to the demands.
///
/// # Errors
///
/// Says which one it does not keep to, and where.
pub(super) fn check(value: &Value, demands: &'static [Demand], types: Types) -> Result<(), Mismatch> {
    demands.iter().try_for_each(|it| one(value, it, types))
}

fn one(value: &Value, demand: &'static Demand, types: Types) -> Result<(), Mismatch> {
    match (demand, value) {
        (Demand::Type(name), _) => match types.binary_search_by(|(it, _)| (*it).cmp(name)) {
            Ok(at) => check(value, types[at].1, types),
            Err(_) => Ok(()),
        },
        (_, Value::Null) => Ok(()),
        (Demand::Listed(is_listed), _) => {
            let shown = || value.as_str().map_or_else(|| excerpt(value), str::to_owned);
            expect(is_listed(value), || format!("`{}` is none of the documented values", shown()))
        }
        (Demand::OneOf(alternatives), _) => one_of(value, alternatives.iter(), types),
        (Demand::Tagged(member, tags, otherwise), _) => {
            let tag = value.get(member).and_then(Value::as_str);
            let meant = tags.iter().filter(|(it, _)| Some(*it) == tag).map(|(_, alternative)| alternative);
            let otherwise = otherwise.iter().filter(|_| !tags.iter().any(|(it, _)| Some(*it) == tag));
            one_of(value, meant.chain(otherwise), types)
        }
        (demand, Value::Number(number)) => on_number(&number.to_string(), demand),
        (demand, Value::String(text)) => on_text(text, demand),
        (demand, Value::Array(items)) => on_list(items, demand, types),
        (demand, Value::Object(members)) => on_object(members, demand, types),
        _ => Ok(()),
    }
}

/// One alternative has to take the value whole. Where none does, the first one that it is of the type of says why.
fn one_of(
    value: &Value,
    alternatives: impl Iterator<Item = &'static Alternative>,
    types: Types,
) -> Result<(), Mismatch> {
    let mut said = None;
    for Alternative { fits, demands } in alternatives {
        match fits(value).then(|| check(value, demands, types)) {
            Some(Ok(())) => return Ok(()),
            Some(Err(mismatch)) => said = said.or(Some(mismatch)),
            None => {}
        }
    }
    Err(said.unwrap_or_else(|| Mismatch::new(format!("{} fits none of the types", excerpt(value)))))
}

fn on_number(number: &str, demand: &Demand) -> Result<(), Mismatch> {
    let is = |bound: &str, orders: &[Order]| fake_number::compare(number, bound).is_none_or(|it| orders.contains(&it));
    let (holds, wanted) = match demand {
        Demand::AtLeast(it) => (is(it, &[Order::Greater, Order::Equal]), format!("at least {it}")),
        Demand::MoreThan(it) => (is(it, &[Order::Greater]), format!("more than {it}")),
        Demand::AtMost(it) => (is(it, &[Order::Less, Order::Equal]), format!("at most {it}")),
        Demand::LessThan(it) => (is(it, &[Order::Less]), format!("less than {it}")),
        Demand::MultipleOf(it) => (fake_number::is_multiple(number, it), format!("a multiple of {it}")),
        _ => return Ok(()),
    };
    expect(holds, || format!("must be {wanted}, not {number}"))
}

fn on_text(text: &str, demand: &Demand) -> Result<(), Mismatch> {
    let length = text.chars().count() as u64;
    match demand {
        Demand::MinLength(it) => {
            expect(length >= *it, || format!("must have at least {it} character(s), has {length}"))
        }
        Demand::MaxLength(it) => expect(length <= *it, || format!("must have at most {it} character(s), has {length}")),
        Demand::Pattern(it) => expect(fake_pattern::matches(it, text), || format!("must match `{it}`")),
        _ => Ok(()),
    }
}

fn on_list(items: &[Value], demand: &Demand, types: Types) -> Result<(), Mismatch> {
    let length = items.len() as u64;
    match demand {
        Demand::MinItems(it) => expect(length >= *it, || format!("must have at least {it} item(s), has {length}")),
        Demand::MaxItems(it) => expect(length <= *it, || format!("must have at most {it} item(s), has {length}")),
        Demand::UniqueItems => {
            let mut seen = HashSet::new();
            let twice = items.iter().find(|it| !seen.insert(it.to_string()));
            expect(twice.is_none(), || "must have no item twice".to_owned())
        }
        Demand::Each(demands) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(index, it)| check(it, demands, types).map_err(|error| error.in_item(index)))
        }
        Demand::Item(index, demands) => match items.get(*index) {
            Some(it) => check(it, demands, types).map_err(|error| error.in_item(*index)),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

fn on_object(members: &serde_json::Map<String, Value>, demand: &Demand, types: Types) -> Result<(), Mismatch> {
    let length = members.len() as u64;
    let each = |known: &[&str], demands: &'static [Demand]| {
        let mut others = members.iter().filter(|(name, _)| !known.contains(&name.as_str()));
        others.try_for_each(|(name, it)| check(it, demands, types).map_err(|error| error.in_member(name)))
    };
    match demand {
        Demand::MinMembers(it) => expect(length >= *it, || format!("must have at least {it} member(s), has {length}")),
        Demand::MaxMembers(it) => expect(length <= *it, || format!("must have at most {it} member(s), has {length}")),
        Demand::Member(name, demands) => match members.get(*name) {
            Some(it) => check(it, demands, types).map_err(|error| error.in_member(name)),
            None => Ok(()),
        },
        Demand::Each(demands) => each(&[], demands),
        Demand::Others(known, demands) => each(known, demands),
        _ => Ok(()),
    }
}

fn expect(holds: bool, message: impl FnOnce() -> String) -> Result<(), Mismatch> {
    if holds { Ok(()) } else { Err(Mismatch::new(message())) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TYPES: Types = &[("Node", &[Demand::Member("name", &[Demand::MaxLength(2)]), Demand::Member("next", NEXT)])];
    const NEXT: &[Demand] = &[Demand::Type("Node")];

    #[test]
    fn each_demand_holds_for_its_own_type_of_values() {
        use Demand::*;
        static ALTERNATIVES: &[Demand] = &[OneOf(&[
            Alternative { fits: Value::is_number, demands: &[AtMost("9")] },
            Alternative { fits: Value::is_string, demands: &[MinLength(2)] },
        ])];
        const ANY: fn(&Value) -> bool = |_| true;
        const A: (&str, Alternative) = ("a", Alternative { fits: ANY, demands: &[Member("n", &[AtLeast("1")])] });
        static TAGGED: &[Demand] = &[Tagged("kind", &[A], None)];
        static OPEN: &[Demand] = &[Tagged("kind", &[A], Some(Alternative { fits: ANY, demands: &[] }))];
        #[rustfmt::skip]
        let rows: Vec<(&'static [Demand], Value, Result<(), &str>)> = vec![
            (&[AtLeast("1")], json!(1), Ok(())),
            (&[AtLeast("1")], json!(0.5), Err("must be at least 1, not 0.5")),
            (&[AtLeast("1")], json!("0"), Ok(())),
            (&[MoreThan("1")], json!(1.0), Err("must be more than 1, not 1.0")),
            (&[AtMost("18446744073709551614")], json!(u64::MAX), Err("must be at most 18446744073709551614, not 18446744073709551615")),
            (&[LessThan("1e2")], json!(99.9), Ok(())),
            (&[LessThan("1e2")], json!(100), Err("must be less than 1e2, not 100")),
            (&[MultipleOf("0.01")], json!(0.07), Ok(())),
            (&[MultipleOf("0.01")], json!(0.075), Err("must be a multiple of 0.01, not 0.075")),
            (&[MinLength(2), MaxLength(3)], json!("äöü"), Ok(())),
            (&[MinLength(2), MaxLength(3)], json!("ä"), Err("must have at least 2 character(s), has 1")),
            (&[MinLength(2), MaxLength(3)], json!("äöüß"), Err("must have at most 3 character(s), has 4")),
            (&[Pattern("^a+$")], json!("aa"), Ok(())),
            (&[Pattern("^a+$")], json!("ab"), Err("must match `^a+$`")),
            (&[Pattern("(?=b)")], json!("a"), Ok(())),
            (&[MinItems(1)], json!([]), Err("must have at least 1 item(s), has 0")),
            (&[MaxItems(1)], json!([1, 2]), Err("must have at most 1 item(s), has 2")),
            (&[UniqueItems], json!([{ "a": 1 }, { "a": 1 }]), Err("must have no item twice")),
            (&[UniqueItems], json!([1, "1"]), Ok(())),
            (&[MinMembers(1)], json!({}), Err("must have at least 1 member(s), has 0")),
            (&[MaxMembers(1)], json!({ "a": 1, "b": 2 }), Err("must have at most 1 member(s), has 2")),
            (&[Each(&[AtLeast("1")])], json!([1, 0]), Err("[1]: must be at least 1, not 0")),
            (&[Each(&[AtLeast("1")])], json!({ "a": 0 }), Err("a: must be at least 1, not 0")),
            (&[Item(1, &[MaxLength(1)])], json!(["ab", "cd"]), Err("[1]: must have at most 1 character(s), has 2")),
            (&[Others(&["a"], &[MaxLength(1)])], json!({ "a": "ab", "b": "c" }), Ok(())),
            (&[Others(&["a"], &[MaxLength(1)])], json!({ "b": "cd" }), Err("b: must have at most 1 character(s), has 2")),
            (ALTERNATIVES, json!(9), Ok(())),
            (ALTERNATIVES, json!("a"), Err("must have at least 2 character(s), has 1")),
            (ALTERNATIVES, json!(true), Err("true fits none of the types")),
            (TAGGED, json!({ "kind": "a", "n": 9 }), Ok(())),
            (TAGGED, json!({ "kind": "a", "n": 0 }), Err("n: must be at least 1, not 0")),
            (TAGGED, json!({ "kind": "b", "n": 0 }), Err("{\"kind\":\"b\",\"n\":0} fits none of the types")),
            (OPEN, json!({ "kind": "b", "n": 0 }), Ok(())),
            (&[Listed(|it| it == "a")], json!("a"), Ok(())),
            (&[Listed(|it| it == "a")], json!("b"), Err("`b` is none of the documented values")),
            (&[Listed(|it| it == "a")], json!(null), Ok(())),
            (NEXT, json!({ "next": { "next": { "name": "abc" } } }), Err("next.next.name: must have at most 2 character(s), has 3")),
            (&[Type("Unknown")], json!(1), Ok(())),
        ];
        for (demands, value, expected) in rows {
            let said = check(&value, demands, TYPES).map_err(|it| it.to_string());
            assert_eq!(said, expected.map_err(str::to_owned), "{demands:?} {value}");
        }
    }
}
