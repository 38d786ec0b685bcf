//! Document (2.0, 3.0, 3.1, 3.2) → Document (one dialect): OpenAPI 3.0 as `openapiv3` reads it, plus `x-octogen-…`
//! members that only the passes here write and only `model` reads. Each pass removes one spelling and rewrites a node
//! where it stands, so that a JSON pointer stays true to the user's file; what has to move is noted in
//! [`Places`](crate::source_map::Places), which leads a pointer of the lowered document back.
//!
//! # The dialect
//!
//! All objects have their keys sorted. Every `$ref` is `#/…` without percent-encoding and leads to an existing value
//! that stands where the grammar of OpenAPI expects one of its kind (external files are bundled into `components`;
//! `$defs` and `definitions` inside schemas stay where they are, lowered, since references lead into them).
//! Path items never hold a `$ref` (the target is written in its place), neither do the values of `callbacks`'
//! expressions. `openapi` is always `3.0.3`; the version of the user's document is in `x-octogen-version`.
//!
//! ## Spelling rule
//!
//! An extension that carries a keyword is named after it in kebab case: `prefixItems` → `x-octogen-prefix-items`,
//! with the value that the keyword had; schemas inside are lowered like all others. Printing a pointer undoes
//! this, so the user sees `/prefixItems/0`. Extensions of this name in the user's own document are removed.
//!
//! ## In schemas
//!
//! A schema is always an object. Either a reference, `{"$ref": "#/…"}` with at most `x-octogen-siblings` beside it, or a
//! 3.0 schema with these additions.
//!
//! | member | shape and meaning |
//! | --- | --- |
//! | `x-octogen-siblings` | only beside `$ref`: an object with the annotations that stood there: `description`, `summary`, `title`, `default`, `deprecated`, `readOnly`, `writeOnly`, `example`, `x-octogen-examples`, `externalDocs`, and `x-…`. The schema is exactly that component with other docs |
//! | `nullable: true` | `null` is allowed, also without a `type`, also beside `allOf`/`anyOf`/`oneOf` (never beside `$ref`) |
//! | `allOf`/`anyOf`/`oneOf` with **one** branch | no other constraints beside it means: that branch, with the docs and `nullable` of the outer schema. So a nullable reference is `{"allOf": [{"$ref"}], "nullable": true}` when it was written as `$ref` + `nullable`, and `{"anyOf": [{"$ref"}], "nullable": true}` when it was `anyOf: [{$ref}, {type: null}]` (same with `oneOf`). Null branches, also behind references, are always removed and `nullable` set |
//! | `x-octogen-null: true` | only `null` is allowed (`type: null`, `const: null`, `enum: [null]`); `nullable: true` stands beside it |
//! | `x-octogen-const` | the value; for a string, number or boolean also `enum: [value]` and, where missing, the matching `type` |
//! | `x-octogen-never: true` | the schema `false`: no value at all |
//! | `enum` | never holds `null` (that became `nullable`); never empty; no duplicates |
//! | `x-octogen-any-type: true` | beside an `anyOf` made from a `type` list: the branches are one per type, exclusive by JSON type |
//! | `x-octogen-number-text: true` | a number that may also come as its text: `type: [integer, string]` with a pattern of numbers. `type` names the number alone |
//! | `x-octogen-examples` | array: all of `examples`; the first is `example` too, unless there was one |
//! | `x-octogen-content-encoding`, `x-octogen-content-media-type`, `x-octogen-content-schema` | as written; `base64`/`base64url` also gives `format: byte`, a media type without encoding that is not text or JSON gives `format: binary` (unless there is a `format`) |
//! | `x-octogen-prefix-items` | array of schemas; `items` is the schema of the rest (absent: anything; `{"x-octogen-never": true}`: nothing) |
//! | `x-octogen-pattern-properties` | object pattern → schema; documentation only |
//! | `x-octogen-patterns` | array of patterns: those of `patternProperties` where they say all there is about the keys that are not listed; `additionalProperties` then holds their schema (`anyOf` if there are several different ones), and a note was made |
//! | `x-octogen-property-names` | schema of the keys |
//! | `x-octogen-if`, `x-octogen-then`, `x-octogen-else`, `x-octogen-contains` | schema; documentation only |
//! | `x-octogen-dependent-schemas` | object name → schema; documentation only |
//! | `x-octogen-dependent-required` | object name → array of names; documentation only |
//! | `x-octogen-min-contains`, `x-octogen-max-contains` | number; documentation only |
//! | `x-octogen-unevaluated-properties`, `x-octogen-unevaluated-items` | a boolean or a schema. `unevaluatedProperties` beside neither `additionalProperties` nor `allOf`/`anyOf`/`oneOf`/`$ref` has become `additionalProperties` and is not kept |
//! | `x-octogen-comment` | text of `$comment` |
//! | `x-octogen-dynamic-ref` | text: the `$dynamicRef` that stood here; the reference was resolved statically as `$ref` |
//! | `x-octogen-order` | array of names: the order of the parameters that 2.0 made a form of, since `properties` are sorted |
//! | `x-octogen-file: true` | 2.0 `type: file`; `type: string, format: binary` stand beside it |
//! | `minimum` + `exclusiveMinimum: true` | numeric exclusive bounds of 3.1; the tighter of two |
//! | `discriminator.x-octogen-default-mapping` | text: 3.2 `defaultMapping` |
//! | `discriminator` | an object with `propertyName`; `mapping` values are a plain name as written, or a `#/…` reference that leads to a schema (entries that lead nowhere were left out with a warning) |
//!
//! ## Elsewhere
//!
//! | where | member | shape and meaning |
//! | --- | --- | --- |
//! | document | `x-octogen-version` | text: the version that the user's document names |
//! | document | `x-octogen-webhooks` | object name → path item (3.1 `webhooks`) |
//! | document | `x-octogen-self`, `x-octogen-json-schema-dialect` | text |
//! | info | `x-octogen-summary` | text |
//! | license | `x-octogen-identifier` | text: SPDX |
//! | components | `x-octogen-path-items`, `x-octogen-media-types` | object name → path item, media type |
//! | path item | `x-octogen-additional-operations` | object METHOD → operation: 3.2 `additionalOperations`, and `query` as `QUERY` |
//! | parameter | `x-octogen-in: "querystring"` | 3.2: the whole query string; the parameter says `in: query` with `content` |
//! | parameter, header, encoding | `x-octogen-style: "cookie"` | 3.2 cookie style; `style` is left out |
//! | parameter | `x-octogen-collection-format: "tsv"` | 2.0: no 3.0 style says this; reported as refused; `style` is left out |
//! | parameter, header | `x-octogen-untyped: true` | had neither `schema` nor `content`; `schema: {"type": "string"}` was put in |
//! | media type | `x-octogen-item-schema` | schema of each item of a stream (3.2 `itemSchema`) |
//! | media type | `x-octogen-prefix-encoding`, `x-octogen-item-encoding` | as written |
//! | operation | `x-octogen-undocumented: true` | had no `responses`; a `default` without content was put in |
//! | response | `x-octogen-summary` | text |
//! | server | `x-octogen-name` | text |
//! | tag | `x-octogen-summary`, `x-octogen-parent`, `x-octogen-kind` | text |
//! | security scheme | `x-octogen-type: "mutualTLS"` | beside `type: http, scheme: x-octogen-mutual-tls` |
//! | security scheme | `x-octogen-deprecated`, `x-octogen-oauth2-metadata-url` | as written |
//! | OAuth2 flows | `x-octogen-device-authorization` | 3.2 `deviceAuthorization` |
//! | example | `x-octogen-data-value`, `x-octogen-serialized-value` | as written |
//! | `$ref` of a parameter, response, header … | `x-octogen-siblings` | object with `description` and `summary` that stood beside it |
//!
//! Swagger 2.0 is written as 3.0 before the other passes: `definitions` → `components.schemas`, body and `formData`
//! parameters → `requestBody`, `consumes`/`produces` → `content`, `host`/`basePath`/`schemes` → `servers`,
//! `collectionFormat` → `style`/`explode`, `securityDefinitions` → `components.securitySchemes`.

pub(crate) mod beside_values;
mod boolean_schema;
mod bounds;
mod const_value;
mod content;
mod enum_values;
mod event_data;
mod examples;
mod inlined;
mod int_or_string;
mod node;
mod null_branch;
mod pattern_properties;
mod preserved_keywords;
mod ref_siblings;
mod references;
mod repair;
mod reserved;
mod schema_keywords;
mod swagger;
mod tuple;
mod type_array;
mod unreported;
mod unsupported_keywords;

#[cfg(test)]
mod tests;

use crate::diagnostics::Diagnostics;
use crate::document::{Document, canonical};

type Pass = fn(Document, &mut Diagnostics) -> Document;

/// Each pass removes one spelling. `swagger` and `repair` come first, so that the others see 3.x in the right types;
/// `unsupported_keywords` is last: what it still finds, it reports.
const PASSES: &[Pass] = &[
    reserved::run,
    swagger::run,
    repair::run,
    inlined::run,
    event_data::run,
    boolean_schema::run,
    ref_siblings::run,
    const_value::run,
    tuple::run,
    content::run,
    pattern_properties::run,
    int_or_string::run,
    type_array::run,
    enum_values::run,
    null_branch::run,
    bounds::run,
    examples::run,
    schema_keywords::run,
    preserved_keywords::run,
    unsupported_keywords::run,
];

/// The document in the dialect that is described above. References follow what was moved; what is lost on the way and no
/// pass has told of is told.
pub fn lower(read: &Document, diags: &mut Diagnostics) -> Document {
    let document = PASSES.iter().fold(read.clone(), |document, pass| pass(document, diags));
    let document = references::run(read, document);
    unreported::report(read, &document, diags);
    diags.set_places(document.places.clone());
    Document { value: canonical(document.value), ..document }
}
