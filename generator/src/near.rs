//! The known name that an unknown one is most similar to.

/// The similarity that two names need; `strsim` gives 1 for equal ones.
const ALIKE: f64 = 0.85;

/// The known name that is most similar to the given one, if any is similar enough. Case is ignored.
pub fn near<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let name = name.to_lowercase();
    let likeness = |it: &str| strsim::jaro_winkler(&name, &it.to_lowercase());
    let known = known.into_iter().map(|it| (likeness(it), it)).filter(|(likeness, _)| *likeness >= ALIKE);
    known.max_by(|(left, _), (right, _)| left.total_cmp(right)).map(|(_, it)| it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant() {
        for (name, meant) in [
            ("listwidgets", Some("listWidgets")),
            ("listWigdets", Some("listWidgets")),
            ("widget", Some("Widgets")),
            ("GET /widget/{id}", Some("GET /widgets/{id}")),
            ("users", None),
            ("", None),
        ] {
            assert_eq!(near(name, ["Widgets", "listWidgets", "GET /widgets/{id}", "Gadgets"]), meant, "{name}");
        }
    }
}
