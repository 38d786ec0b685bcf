//! stub
use crate::Pointer;
use serde_json::Value;
/// stub
pub struct Spec {
    value: Value,
}
impl Spec {
    /// stub
    pub fn new(value: Value) -> Self {
        Self { value }
    }
    /// stub
    pub fn raw(&self, at: &Pointer) -> Option<&Value> {
        self.value.pointer(at.as_str())
    }
}
