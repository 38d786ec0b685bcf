//! generator/runtime
