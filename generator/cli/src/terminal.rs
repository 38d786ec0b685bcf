//! The terminal: what goes to standard output and standard error, in colour or without, and what `--quiet` leaves out.

use std::io::Write as _;

use anstream::ColorChoice;
use clap::builder::styling::{AnsiColor, Style};

/// Options of every command.
#[derive(clap::Args)]
pub struct Args {
    /// Print errors only: no warnings, no progress, no summary
    #[arg(long, short, global = true)]
    quiet: bool,
    /// When to use colors; `auto` is on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto", global = true)]
    color: Color,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// Where commands print.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    quiet: bool,
}

impl Terminal {
    /// Sets the color choice for the whole process.
    pub fn new(args: &Args) -> Self {
        match args.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
        .write_global();
        Self { quiet: args.quiet }
    }

    /// Whether only errors are printed.
    pub fn is_quiet(self) -> bool {
        self.quiet
    }

    /// Prints what was asked for on standard output. A reader that has gone away is not an error.
    pub fn say(self, text: &str) {
        let _ = writeln!(anstream::stdout().lock(), "{}", text.trim_end_matches('\n'));
    }

    /// Prints a summary on standard output, unless `--quiet` is given.
    pub fn summarize(self, text: &str) {
        if !self.quiet {
            self.say(text);
        }
    }

    /// Prints what is wrong on standard error; nothing for an empty text.
    pub fn complain(self, text: &str) {
        if !text.is_empty() {
            let _ = writeln!(anstream::stderr().lock(), "{}", text.trim_end_matches('\n'));
        }
    }

    /// Prints an error of the command line or the file system: `error[files]: …`, then indented lines.
    pub fn fail(self, text: &str) {
        self.complain(&painted(text));
    }
}

/// The text with the severity and code of each line that begins with one in bold colors.
pub fn painted(text: &str) -> String {
    let lines = text.lines().map(|line| match head(line) {
        Some((style, length)) => {
            let (head, rest) = line.split_at(length);
            format!("{style}{head}{style:#}{rest}\n")
        }
        None => format!("{line}\n"),
    });
    lines.collect()
}

/// How long `error[code]` is at the beginning of a line, and its style.
fn head(line: &str) -> Option<(Style, usize)> {
    let colors = [
        ("error", AnsiColor::Red),
        ("unsupported", AnsiColor::Red),
        ("warning", AnsiColor::Yellow),
        ("approximated", AnsiColor::Yellow),
    ];
    let (word, color) = colors.into_iter().find(|(word, _)| line.starts_with(word))?;
    let rest = &line[word.len()..];
    let code = if rest.starts_with('[') { rest.find(']')? + 1 } else { 0 };
    let is_head = line[word.len() + code..].starts_with(':');
    is_head.then(|| (color.on_default().bold(), word.len() + code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_heads_are_painted() {
        let red = AnsiColor::Red.on_default().bold();
        for (text, painted_text) in [
            ("error[files]: no\n  help b", format!("{red}error[files]{red:#}: no\n  help b\n")),
            ("error: no", format!("{red}error{red:#}: no\n")),
            ("errors are bad", "errors are bad\n".to_owned()),
            ("error[x no", "error[x no\n".to_owned()),
        ] {
            assert_eq!(painted(text), painted_text);
        }
    }
}
