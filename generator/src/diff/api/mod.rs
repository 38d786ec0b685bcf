//! Two documents as a whole: what is said of them, their servers, webhooks and components, and how all that was found
//! becomes one comparison.

pub(super) mod collect;
pub(super) mod components;
pub(super) mod info;
pub(super) mod prefix;
pub(super) mod servers;
pub(super) mod webhooks;
