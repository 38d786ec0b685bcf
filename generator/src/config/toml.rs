//! TOML text → [`Config`], with the place of whatever is wrong in it.

use std::fmt;

use super::{Config, PageStyle};

/// What is wrong with a settings file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file's name, as it was given.
    pub file: String,
    /// The line, from 1; none where the whole file is meant.
    pub line: Option<usize>,
    /// What is the case.
    pub message: String,
    /// What to do, where that can be said.
    pub help: Option<String>,
}

impl Config {
    /// Reads settings; `file` is only the name for messages.
    pub fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        let config: Self = ::toml::from_str(text).map_err(|error| located(file, text, &error))?;
        match config.mistake() {
            None => Ok(config),
            Some((place, message)) => Err(ConfigError {
                file: file.to_owned(),
                line: line_of_key(text, &place),
                message,
                help: None,
            }),
        }
    }

    /// The first setting that has the right type and still makes no sense: its key, and why.
    fn mistake(&self) -> Option<(String, String)> {
        let own = [
            ("code", &self.errors.code),
            ("message", &self.errors.message),
        ];
        for (key, pointer) in own {
            if let Some(fault) = pointer.as_deref().and_then(pointer_fault) {
                return Some((key.to_owned(), format!("`errors.{key}` {fault}")));
            }
        }
        for (operation, paging) in &self.pagination {
            for (key, pointer) in [
                ("next", &paging.next),
                ("has_more", &paging.has_more),
                ("items", &paging.items),
            ] {
                if let Some(fault) = pointer.as_deref().and_then(pointer_fault) {
                    return Some((
                        operation.clone(),
                        format!("`pagination.{operation}.{key}` {fault}"),
                    ));
                }
            }
            let needed = match paging.style {
                PageStyle::Cursor => [
                    ("param", paging.param.is_none()),
                    ("next", paging.next.is_none()),
                ],
                PageStyle::Page | PageStyle::Offset => {
                    [("param", paging.param.is_none()), ("", false)]
                }
                PageStyle::NextUrl => [("next", paging.next.is_none()), ("", false)],
                PageStyle::LinkHeader | PageStyle::None => [("", false), ("", false)],
            };
            if let Some((key, _)) = needed.into_iter().find(|(_, missing)| *missing) {
                return Some((
                    operation.clone(),
                    format!("`pagination.{operation}` has no `{key}`"),
                ));
            }
        }
        None
    }
}

fn pointer_fault(pointer: &str) -> Option<String> {
    (!pointer.is_empty() && !pointer.starts_with('/'))
        .then(|| format!("is not a JSON pointer: `{pointer}` does not begin with `/`"))
}

/// The reader's own message has the shape `unknown field `x`, expected one of `a`, `b``: what is expected is help.
fn located(file: &str, text: &str, error: &::toml::de::Error) -> ConfigError {
    let line = error.span().map(|span| line_at(text, span.start));
    let message = error.message();
    let (message, help) = match message.split_once(", expected ") {
        Some((message, expected)) => (message.to_owned(), Some(format!("expected {expected}"))),
        None => (message.to_owned(), None),
    };
    ConfigError {
        file: file.to_owned(),
        line,
        message: message.replace("unknown field", "unknown key"),
        help,
    }
}

fn line_at(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|it| *it == b'\n').count()
}

fn line_of_key(text: &str, key: &str) -> Option<usize> {
    text.lines()
        .position(|line| line.contains(key))
        .map(|index| index + 1)
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[settings]: {}\n  at   {}", self.message, self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_settings_are_read() {
        let text = r#"
            split = ["User"]
            allow = ["cookie-param"]
            driver = true
            [package]
            name = "widgets"
            version = "1.2.3"
            [auth]
            env = "WIDGETS_KEY"
            [errors]
            code = "/error/code"
            [naming.schemes]
            ApiKeyAuth = "api_key"
            [pagination.listWidgets]
            style = "cursor"
            param = "/cursor"
            next = "/next"
            items = ""
            [pagination.listParts]
            style = "link-header"
            [include]
            tags = ["Widgets"]
            [exclude]
            operations = ["GET /widgets/{id}"]
        "#;
        let config = Config::parse("api.toml", text).unwrap();
        assert_eq!(config.package.name.as_deref(), Some("widgets"));
        assert_eq!(config.naming.schemes["ApiKeyAuth"], "api_key");
        assert_eq!(
            config.pagination["listWidgets"].param.as_deref(),
            Some("/cursor")
        );
        assert_eq!(config.pagination["listParts"].style, PageStyle::LinkHeader);
        assert!(
            config.driver && config.split.contains("User") && config.allow.contains("cookie-param")
        );
        assert_eq!(Config::parse("api.toml", "").unwrap(), Config::default());
    }

    #[test]
    fn mistakes_are_located() {
        for (text, shown) in [
            (
                "[auth]\nenv = \"A\"\nenviron = \"B\"\n",
                "error[settings]: unknown key `environ`\n  at   api.toml:3\n  help expected `env`",
            ),
            (
                "[package]\nname = 3\n",
                "error[settings]: invalid type: integer `3`\n  at   api.toml:2\n  help expected a string",
            ),
            (
                "[errors]\ncode = \"error.code\"\n",
                "error[settings]: `errors.code` is not a JSON pointer: `error.code` does not begin with `/`\n  at   api.toml:2",
            ),
            (
                "\n[pagination.list]\nstyle = \"cursor\"\nparam = \"cursor\"\n",
                "error[settings]: `pagination.list` has no `next`\n  at   api.toml:2",
            ),
        ] {
            assert_eq!(
                Config::parse("api.toml", text).unwrap_err().to_string(),
                shown
            );
        }
    }

    #[test]
    fn text_that_is_not_toml_is_located_too() {
        let error = Config::parse("api.toml", "a = 1\nb = \n").unwrap_err();
        assert_eq!(error.line, Some(2));
    }
}
