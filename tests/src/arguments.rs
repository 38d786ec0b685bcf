//! Arguments of a driver for an operation: every parameter and the body, under the names of the driver protocol.

use serde_json::{Map, Value};

use crate::document::{Document, Operation, Parameter, Place, Style};
use crate::example::Maker;
use crate::mutate::{self, Mutation};
use crate::text::Charset;

/// The most argument sets that one operation gets.
const MOST: usize = 32;

impl Operation {
    /// The name of each parameter's argument: its own, or `query.id` where another argument is called so.
    pub fn argument_names(&self) -> Vec<String> {
        let is_taken = |it: &Parameter| {
            let same = self.parameters.iter().filter(|other| other.name == it.name).count();
            same > 1 || (it.name == "body" && !self.bodies.is_empty())
        };
        let name = |it: &Parameter| match is_taken(it) {
            true => format!("{}.{}", it.place.as_str(), it.name),
            false => it.name.clone(),
        };
        self.parameters.iter().map(name).collect()
    }

    /// The name of the argument for the body of a media type: `body` for the preferred one, `body.text/csv` for others.
    pub fn body_argument(&self, index: usize) -> String {
        match index {
            0 => "body".to_owned(),
            other => format!("body.{}", self.bodies[other].media_type),
        }
    }

    /// Arguments with everything that the document allows: a set for each value of each parameter and body.
    pub fn full_arguments(&self, maker: &mut Maker<'_>) -> Vec<Map<String, Value>> {
        let mut columns = Vec::new();
        for (parameter, name) in self.parameters.iter().zip(self.argument_names()) {
            let mut values = maker.parameter(&parameter.schema, parameter.charset(), true);
            values.extend(
                maker
                    .documented(&parameter.schema, &parameter.examples)
                    .into_iter()
                    .filter(|it| parameter.can_carry(it)),
            );
            columns.push((name, values));
        }
        if let Some(body) = self.bodies.first() {
            let mut values = maker.values(&body.schema);
            values.extend(maker.documented(&body.schema, &body.examples));
            values.extend(maker.exemplary(&body.schema));
            let values = values.iter().map(|it| maker.sent(body, it)).collect();
            columns.push((self.body_argument(0), values));
        }
        columns.retain(|(_, values)| !values.is_empty());
        let sets = columns.iter().map(|(_, values)| values.len()).max().unwrap_or(1).min(MOST);
        let set = |index: usize| {
            columns.iter().map(move |(name, values)| (name.clone(), values[index % values.len()].clone()))
        };
        (0..sets).map(|it| set(it).collect()).collect()
    }

    /// Full sets, other media types, and full sets with some of the optional things left out; without the least set.
    pub fn argument_sets(
        &self,
        document: &Document,
        maker: &mut Maker<'_>,
        minimal: &Map<String, Value>,
        mutations: u64,
    ) -> Vec<Map<String, Value>> {
        let full = self.full_arguments(maker);
        let mut sets = full.clone();
        sets.extend(self.other_bodies(maker));
        for seed in 0..mutations {
            let mut some = mutate::some_of(&full[seed as usize % full.len()], minimal, seed);
            let body = self.bodies.first().zip(some.get("body").cloned());
            let changed = body
                .and_then(|(it, value)| mutate::mutated(document, &it.schema, &value, Mutation::MissingMember, seed));
            some.extend(changed.map(|it| ("body".to_owned(), it)));
            sets.push(some);
        }
        let mut distinct: Vec<Map<String, Value>> = Vec::new();
        for set in sets.into_iter().filter(|it| it != minimal) {
            if !distinct.contains(&set) {
                distinct.push(set);
            }
        }
        distinct
    }

    /// Arguments with only what the document demands.
    pub fn minimal_arguments(&self, maker: &mut Maker<'_>) -> Map<String, Value> {
        let mut arguments = self.required_parameters(maker);
        if let Some(body) = self.bodies.first().filter(|_| self.body_required) {
            let value = maker.minimal(&body.schema).map(|it| maker.sent(body, &it));
            arguments.extend(value.map(|it| (self.body_argument(0), it)));
        }
        arguments
    }

    /// Required parameters and one body, for each media type but the preferred one.
    pub fn other_bodies(&self, maker: &mut Maker<'_>) -> Vec<Map<String, Value>> {
        let mut sets = Vec::new();
        for (index, body) in self.bodies.iter().enumerate().skip(1) {
            let documented = maker.documented(&body.schema, &body.examples);
            for value in maker.values(&body.schema).into_iter().take(2).chain(documented) {
                let mut set = self.required_parameters(maker);
                set.insert(self.body_argument(index), maker.sent(body, &value));
                sets.push(set);
            }
        }
        sets
    }

    fn required_parameters(&self, maker: &mut Maker<'_>) -> Map<String, Value> {
        let named = self.parameters.iter().zip(self.argument_names()).filter(|(it, _)| it.required);
        let argument = |(it, name): (&Parameter, String)| {
            Some((name, maker.parameter(&it.schema, it.charset(), false).into_iter().next()?))
        };
        named.filter_map(argument).collect()
    }
}

impl Parameter {
    fn charset(&self) -> Charset {
        let delimited = matches!(self.style, Style::SpaceDelimited | Style::PipeDelimited);
        match self.place {
            Place::Path | Place::Query if !delimited && !self.allow_reserved => Charset::Awkward,
            _ => Charset::Plain,
        }
    }

    /// Whether a documented example says the same after a trip through text: no null, nothing empty.
    fn can_carry(&self, example: &Value) -> bool {
        match example {
            Value::Null | Value::Object(_) => false,
            Value::String(it) => !it.is_empty(),
            Value::Array(items) => !items.is_empty() && items.iter().all(|it| self.can_carry(it) && !it.is_array()),
            _ => true,
        }
    }
}
