//! Schemas → types. `Types` hands out a [`TypeRef`] for any set of schemas and keeps the named types that this
//! makes. A component keeps its own name; an inline schema is named by its place.

mod any;
mod array;
mod choice;
mod docs;
mod enums;
mod equivalence;
mod merged;
mod node;
mod null;
mod number;
mod object;
mod parents;
mod place;
mod repeated;
mod scalar;
mod set;
mod shape;
mod subsumption;
mod tag;
mod typed;
mod types;
mod undeclared;
mod union;
mod value;
mod value_names;
mod variant_names;
mod widened;

pub(crate) use docs::{constraints_at, constraints_of_text, docs, nodes_here};
pub(crate) use equivalence::{has_xml_keywords, is_equivalent};
pub(crate) use merged::Merged;
pub(crate) use node::{Additional, Node};
pub(crate) use place::Place;
pub(crate) use set::{Part, SchemaSet, Schemas};
pub(crate) use typed::Typed;
pub(crate) use types::{Origin, Origins, Types};
pub(crate) use union::choice_between;
