//! The texts of the licences that the settings name, where they are common ones.

use crate::ir::{Api, Package};

const MIT: &str = include_str!("../../carried/LICENSE-MIT");
const APACHE: &str = include_str!("../../carried/LICENSE-APACHE");

/// The files, by path: one for each licence of the expression (SPDX, annex D) of which the text is at hand.
pub fn files(api: &Api) -> impl Iterator<Item = (String, String)> {
    let expression = api.package.about.license.as_deref().unwrap_or_default();
    let named = move |id: &str| expression.split(['(', ')', '/', ' ']).any(|it| it.eq_ignore_ascii_case(id));
    let mit = named("MIT").then(|| ("LICENSE-MIT".to_owned(), mit(&api.package)));
    let apache = named("Apache-2.0").then(|| ("LICENSE-APACHE".to_owned(), APACHE.to_owned()));
    mit.into_iter().chain(apache)
}

/// The text with the package's own authors in place of ours. It names no year, which would change by itself.
fn mit(package: &Package) -> String {
    let authors = match package.about.authors.as_slice() {
        [] => format!("The {} authors", package.name),
        authors => authors.join(", "),
    };
    let line = |line: &str| match line.starts_with("Copyright (c)") {
        true => format!("Copyright (c) {}\n", authors.replace(char::is_control, " ")),
        false => format!("{line}\n"),
    };
    MIT.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample::sample;

    #[test]
    fn common_licences_have_their_texts() {
        for (license, expected) in [
            (None, vec![]),
            (Some("MIT"), vec!["LICENSE-MIT"]),
            (Some("MIT OR Apache-2.0"), vec!["LICENSE-MIT", "LICENSE-APACHE"]),
            (Some("(Apache-2.0 WITH LLVM-exception) AND Zlib"), vec!["LICENSE-APACHE"]),
            (Some("MIT-0"), vec![]),
            (Some("LicenseRef-ours"), vec![]),
        ] {
            let mut api = sample();
            api.package.about.license = license.map(str::to_owned);
            api.package.about.authors = vec!["Ada".to_owned(), "Grace\nHopper".to_owned()];
            let files: Vec<_> = files(&api).collect();
            assert_eq!(files.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), expected, "{license:?}");
            for (_, text) in files.iter().filter(|it| it.0 == "LICENSE-MIT") {
                assert!(text.contains("\nCopyright (c) Ada, Grace Hopper\n") && !text.contains("octogen"), "{text}");
            }
        }
    }
}
