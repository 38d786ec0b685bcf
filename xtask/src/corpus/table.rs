//! The outcomes of a run, counted and printed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::cargo::Cost;

/// What became of a document, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A crate that compiles, and every operation of which went over the wire as the document has it.
    Driven,
    /// A crate that compiles without a warning.
    Compiled,
    /// A crate; nobody compiled it.
    Generated,
    /// The generator said no, with a reason.
    Refused,
    /// A crate that does not compile, or not without a warning.
    NotCompiled,
    /// A crate that compiles and does something over the wire that the document does not have.
    NotDriven,
    /// It took longer than it may.
    TimedOut,
    /// The generator panicked.
    Panicked,
    /// It ended in any other way: a signal, files.
    Broken,
}

/// One document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub document: String,
    pub outcome: Outcome,
    pub reason: String,
    /// The processor time that generating it took.
    pub seconds: f64,
    /// What compiling it took.
    pub cost: Option<Cost>,
}

impl Outcome {
    const ALL: [Self; 9] = [
        Self::Driven,
        Self::Compiled,
        Self::Generated,
        Self::Refused,
        Self::NotCompiled,
        Self::NotDriven,
        Self::TimedOut,
        Self::Panicked,
        Self::Broken,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Driven => "driven",
            Self::Compiled => "compiled",
            Self::Generated => "generated",
            Self::Refused => "refused",
            Self::NotCompiled => "not-compiled",
            Self::NotDriven => "not-driven",
            Self::TimedOut => "timed-out",
            Self::Panicked => "panicked",
            Self::Broken => "broken",
        }
    }

    /// Whether it is the generator's fault and not the document's.
    pub fn is_ours(self) -> bool {
        self > Self::Refused
    }
}

/// Markdown: the outcomes, then the reasons by how often they came up, then the rows that are our own fault.
pub fn text(rows: &[Row]) -> String {
    let mut out = String::from("| outcome | documents | share |\n| --- | ---: | ---: |\n");
    for (outcome, count) in counts(rows) {
        let share = 100.0 * count as f64 / rows.len().max(1) as f64;
        out.push_str(&format!("| {} | {count} | {share:.1} % |\n", outcome.as_str()));
    }
    let slowest = rows.iter().max_by(|a, b| a.seconds.total_cmp(&b.seconds));
    if let Some(Row { document, seconds, .. }) = slowest {
        out.push_str(&format!(
            "\n{} documents; the slowest, {}, took {seconds:.1} s of CPU\n",
            rows.len(),
            cell(document)
        ));
    }
    let costs = rows.iter().filter_map(|it| Some((it, it.cost?)));
    if let Some((Row { document, .. }, cost)) = costs.max_by_key(|(_, cost)| cost.memory) {
        let (seconds, memory, document) = (cost.cpu.as_secs(), cost.memory >> 20, cell(document));
        out.push_str(&format!("the largest to compile, {document}, took {memory} MiB and {seconds} s of CPU\n"));
    }
    let reasons = reasons(rows);
    if !reasons.is_empty() {
        out.push_str("\n| reason | outcome | documents | for example |\n| --- | --- | ---: | --- |\n");
        for ((outcome, reason), documents) in reasons {
            let (outcome, reason, count, first) =
                (outcome.as_str(), cell(&reason), documents.len(), cell(documents[0]));
            out.push_str(&format!("| {reason} | {outcome} | {count} | {first} |\n"));
        }
    }
    out
}

/// The same for programs.
pub fn json(rows: &[Row]) -> Value {
    let counts: serde_json::Map<String, Value> =
        counts(rows).into_iter().map(|(outcome, count)| (outcome.as_str().to_owned(), json!(count))).collect();
    let rows: Vec<Value> = rows
        .iter()
        .map(|it| {
            json!({
                "document": it.document,
                "outcome": it.outcome.as_str(),
                "reason": it.reason,
                "seconds": (it.seconds * 1000.0).round() / 1000.0,
                "compile_seconds": it.cost.map(|it| it.cpu.as_secs()),
                "compile_mib": it.cost.map(|it| it.memory >> 20),
            })
        })
        .collect();
    json!({ "documents": rows.len(), "outcomes": counts, "rows": rows })
}

/// The first line that names an error, which is what rows are counted by.
pub fn first_error(said: &str) -> String {
    let lines = || said.lines().map(str::trim).filter(|it| !it.is_empty());
    let line = lines().filter(|it| !it.starts_with("error[build]")).find(|it| it.starts_with("error"));
    line.or_else(|| lines().next()).unwrap_or("no message").chars().take(200).collect()
}

fn counts(rows: &[Row]) -> Vec<(Outcome, usize)> {
    let count = |outcome| rows.iter().filter(|it| it.outcome == outcome).count();
    Outcome::ALL.into_iter().map(|it| (it, count(it))).filter(|(_, count)| *count > 0).collect()
}

type Reasons<'a> = Vec<((Outcome, String), Vec<&'a str>)>;

/// Names and numbers differ from document to document; without them the same problem is the same reason.
fn reasons(rows: &[Row]) -> Reasons<'_> {
    let mut found: BTreeMap<(Outcome, String), Vec<&str>> = BTreeMap::new();
    for row in rows.iter().filter(|it| it.outcome >= Outcome::Refused) {
        found.entry((row.outcome, general(&row.reason))).or_default().push(&row.document);
    }
    let mut found: Reasons<'_> = found.into_iter().collect();
    found.sort_by(|(a, documents_a), (b, documents_b)| {
        b.0.cmp(&a.0).then(documents_b.len().cmp(&documents_a.len())).then(a.1.cmp(&b.1))
    });
    found
}

fn general(reason: &str) -> String {
    let parts = reason.split('`').enumerate();
    let kept: Vec<&str> = parts.map(|(index, part)| if index % 2 == 0 { part } else { "…" }).collect();
    kept.join("`")
}

/// Text of a document must not end a cell, a row or a line.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        let row = |document: &str, outcome, reason: &str, seconds| Row {
            document: document.to_owned(),
            outcome,
            reason: reason.to_owned(),
            seconds,
            cost: None,
        };
        vec![
            row("a.json", Outcome::Generated, "", 0.1),
            row("b.json", Outcome::Refused, "error[ref]: `#/a` does not resolve", 0.2),
            row("c.json", Outcome::Refused, "error[ref]: `#/b` does not resolve", 0.2),
            row("d|.json", Outcome::Panicked, "error[internal]: a", 1.5),
        ]
    }

    #[test]
    fn outcomes_and_reasons_are_counted() {
        let text = text(&rows());
        assert_eq!(
            text,
            "\
| outcome | documents | share |
| --- | ---: | ---: |
| generated | 1 | 25.0 % |
| refused | 2 | 50.0 % |
| panicked | 1 | 25.0 % |

4 documents; the slowest, d\\|.json, took 1.5 s of CPU

| reason | outcome | documents | for example |
| --- | --- | ---: | --- |
| error[internal]: a | panicked | 1 | d\\|.json |
| error[ref]: `…` does not resolve | refused | 2 | b.json |
"
        );
        let json = json(&rows());
        assert_eq!(json["outcomes"], json!({"generated": 1, "refused": 2, "panicked": 1}));
        assert_eq!(json["rows"][3]["outcome"], "panicked");
    }

    #[test]
    fn the_first_error_is_the_reason() {
        for (said, reason) in [
            ("warning[x]: a\nerror[y]: b\n  at c\n", "error[y]: b"),
            ("error[build]: cargo gave 101\nerror[E0308]: mismatched types\n", "error[E0308]: mismatched types"),
            ("\nsomething else\n", "something else"),
            ("", "no message"),
        ] {
            assert_eq!(first_error(said), reason);
        }
    }
}
