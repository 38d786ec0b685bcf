//! Small applications of the generated clients, written as their users would write them.

pub mod bodies;
pub mod cli;
pub mod crm;
pub mod hooks;
pub mod listening;
pub mod patient;
pub mod publishing;
pub mod web;

/// The Rust of the README and of the guide: compiled, and run where it can be.
#[cfg(doctest)]
mod documents {
    macro_rules! documents {
        ($($name:ident: $file:literal,)*) => {
            $(#[doc = include_str!(concat!("../../../", $file))] mod $name {})*
        };
    }

    documents! {
        readme: "README.md",
        blocking: "docs/use/blocking.md",
        calls: "docs/use/calls.md",
        credentials: "docs/use/credentials.md",
        errors: "docs/use/errors.md",
        pages: "docs/use/pages.md",
        retries: "docs/use/retries.md",
        streams: "docs/use/streams.md",
        testing: "docs/use/testing.md",
        webhooks: "docs/use/webhooks.md",
        tracing: "docs/use/tracing.md",
    }
}
