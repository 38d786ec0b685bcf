//! Validates values by their schemas with the crate `jsonschema`. A schema is compiled on first use.

use std::sync::{Arc, PoisonError};

use jsonschema::{Draft, Validator};
use serde_json::Value;

use super::schemas::Schemas;
use super::{messages, translate};
use crate::runtime::json::base64::Base64;
use crate::runtime::json::mismatch::Mismatch;

impl Schemas {
    /// Validates a value.
    ///
    /// # Errors
    ///
    /// Returns what is wrong, and where.
    pub(super) fn check(&self, schema: &'static Value, value: &Value) -> Result<(), Mismatch> {
        match &*self.validator(schema) {
            Some(validator) => validator.validate(value).map_err(|error| messages::mismatch(&error, value)),
            None => Ok(()),
        }
    }

    /// The validator of a schema; `None` if the schema cannot be compiled, which allows any value.
    fn validator(&self, schema: &'static Value) -> Arc<Option<Validator>> {
        let key = std::ptr::from_ref(schema) as usize;
        let known = || self.validators.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(it) = known().get(&key) {
            return it.clone();
        }
        let options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_format("byte", |text: &str| Base64::decode(text).is_some())
            .should_validate_formats(true);
        let compiled = Arc::new(options.build(&translate::json_schema(self, schema)).ok());
        known().insert(key, compiled.clone());
        compiled
    }
}
