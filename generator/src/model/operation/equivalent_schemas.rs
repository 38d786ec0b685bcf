//! Equivalent schemas of one body, one for each media type: all of them become the type of one.

use std::collections::BTreeMap;

use super::cx::Cx;
use crate::Pointer;
use crate::model::media::{self, Family};
use crate::model::schema::{has_xml_keywords, is_equivalent};

/// For each schema of a body that another one represents, that other one.
#[derive(Debug, Default)]
pub(super) struct EquivalentSchemas(BTreeMap<Pointer, Pointer>);

impl EquivalentSchemas {
    /// Compares the media types of a body. The schema with `xml` keywords represents its equivalents, or else the first.
    pub fn of(cx: &Cx<'_, '_, '_, '_>, media_types: &[(&str, Pointer)]) -> Self {
        let carries = |media_type: &str| matches!(media::family(media_type), Family::Json | Family::Xml | Family::Form);
        let places = media_types.iter().filter(|(media_type, _)| carries(media_type)).map(|(_, at)| at.key("schema"));
        let schemas: Vec<_> = places.filter_map(|at| Some((cx.types.schemas.raw(&at)?, at))).collect();
        let mut first = BTreeMap::new();
        for (schema, at) in &schemas {
            let mut equivalent = schemas.iter().filter(|(other, _)| is_equivalent(schema, other)).peekable();
            let leading = equivalent.peek().map(|(_, at)| at.clone());
            let for_xml = equivalent.find(|(schema, _)| has_xml_keywords(schema)).map(|(_, at)| at.clone());
            first.extend(for_xml.or(leading).filter(|it| it != at).map(|it| (at.clone(), it)));
        }
        Self(first)
    }

    /// The schema that represents this one.
    pub fn first(&self, at: Pointer) -> Pointer {
        self.0.get(&at).cloned().unwrap_or(at)
    }
}
