//! What the `octogen` command shares with the maintainers' commands: how a rendered crate comes into a folder.

pub mod output;
