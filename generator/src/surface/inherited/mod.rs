//! What users of a generated crate get from the runtime: what the crate hands on, the types that macros of the runtime
//! make in it, what its types are given by the macros that make them, and the public items of the module `runtime`. All
//! of it is read from source, since no document has it: two versions of the generator are compared by it.

mod facade;
mod items;
mod macros;
mod names;
mod runtime;
#[cfg(test)]
mod tests;

use super::list::Surface;
use super::read::Source;
use super::syntax::{condition, hidden, plain};
use runtime::Runtime;

/// The public items that a crate has whatever its document says. The sources are those of the crate, and of the runtime
/// below `src/runtime/`, where a crate that stands alone has it and the shared package, too.
///
/// # Errors
///
/// A file that is not Rust, or a macro of the runtime that this reader does not understand; each with its path or name.
pub fn inherited(sources: &[Source<'_>]) -> Result<Surface, String> {
    let mut surface = Surface::default();
    let runtime = Runtime::read(sources)?;
    runtime.items(&mut surface);
    for source in sources.iter().filter(|it| !it.path.starts_with("src/runtime/")) {
        let parse = || syn::parse_file(source.text).map_err(|error| format!("{}: {error}", source.path));
        match source.path {
            "src/lib.rs" => exports(&parse()?.items, &mut surface),
            "src/client.rs" => facade::items(&parse()?.items, &runtime, &mut surface)?,
            "src/operations/mod.rs" => items::all(&parse()?.items, "operations::", &mut surface),
            path if path.starts_with("src/types/") => macros::items(&parse()?.items, &runtime, &mut surface),
            _ => {}
        }
    }
    Ok(surface)
}

/// What the root of a crate hands on, and its public modules.
fn exports(code: &[syn::Item], surface: &mut Surface) {
    for item in code {
        match item {
            syn::Item::Use(it) if matches!(it.vis, syn::Visibility::Public(_)) && !hidden(&it.attrs) => {
                for name in names::names(&it.tree) {
                    surface.insert(items::export(
                        &format!("crate::{}", name.public),
                        &name.public,
                        condition(&it.attrs),
                    ));
                }
            }
            syn::Item::Mod(it) if matches!(it.vis, syn::Visibility::Public(_)) && !hidden(&it.attrs) => {
                let name = plain(&it.ident);
                surface.insert(items::export(&format!("crate::{name}"), &format!("mod {name}"), condition(&it.attrs)));
            }
            _ => {}
        }
    }
}
