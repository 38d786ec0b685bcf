//! The items that the emitter generates for an API.

use super::list::Surface;
use super::{operations, types};
use crate::ir::Api;

impl Surface {
    /// The items that the emitter generates for an API.
    pub fn of(api: &Api) -> Self {
        let mut surface = Self::default();
        types::items(api, &mut surface);
        operations::items(api, &mut surface);
        surface
    }
}
