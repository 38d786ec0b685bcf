//! Document and Rust side by side, from a golden case: the case's file and the snapshot beside it.

use std::fs;
use std::path::Path;

/// The schemas of a case as YAML, and the types that are made of them as Rust.
///
/// # Errors
///
/// The case is not there, or has no schemas or no types.
pub fn side_by_side(case: &Path) -> Result<String, String> {
    let read = |extension: &str| {
        let file = case.with_extension(extension);
        fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))
    };
    let (document, snapshot) = (read("yaml")?, read("snap")?);
    let schemas = schemas(&document).ok_or("the case has no `schemas:`")?;
    let types = types(&snapshot).ok_or("the snapshot has no types")?;
    Ok(format!("```yaml\n{schemas}```\n\n```rust,ignore\n{types}```\n"))
}

/// What stands below `components.schemas`, without its indentation.
fn schemas(document: &str) -> Option<String> {
    let mut lines = document.lines().skip_while(|it| it.trim() != "schemas:").skip(1).peekable();
    let indent = indent(lines.peek()?);
    let inside = lines.take_while(|it| self::indent(it) >= indent || it.trim().is_empty());
    Some(inside.map(|it| format!("{}\n", it.get(indent..).unwrap_or_default())).collect())
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The items of the first file of types: without its head, and without what other files hold.
fn types(snapshot: &str) -> Option<String> {
    let (_, file) = snapshot.split_once("// src/types/")?;
    let end = ["\n// src/", "\n/* "].iter().filter_map(|it| file.find(it)).min().unwrap_or(file.len());
    let (_, items) = file[..end].split_once("use crate::runtime;\n")?;
    Some(format!("{}\n", items.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_a_case() {
        let document = "paths: {}\ncomponents:\n  schemas:\n    A:\n      type: object\n    B: {}\n  parameters: {}\n";
        assert_eq!(schemas(document).as_deref(), Some("A:\n  type: object\nB: {}\n"));
        assert_eq!(schemas("paths: {}\n"), None);
        let snapshot =
            "// src/errors.rs\nx\n// src/types/common.rs\n//! h\nuse crate::runtime;\n\na\n\nb\n/* found */\n";
        assert_eq!(types(snapshot).as_deref(), Some("a\n\nb\n"));
        assert_eq!(types("// src/errors.rs\n"), None);
    }
}
