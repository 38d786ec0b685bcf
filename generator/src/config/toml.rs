//! TOML text → [`Config`], with the place of whatever is wrong in it.

use std::fmt;

use super::settings::{Config, Naming, Package, PageStyle};
use crate::namer::is_package;
use crate::near::near;

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
            Some((place, message)) => {
                Err(ConfigError { file: file.to_owned(), line: line_of_key(text, &place), message, help: None })
            }
        }
    }

    /// The first setting that has the right type and still makes no sense: the name that it hangs on, and why.
    pub fn mistake(&self) -> Option<(String, String)> {
        let mistakes = [
            self.url_mistake(),
            self.package_mistake(),
            self.name_mistake(),
            self.pointer_mistake(),
            self.paging_mistake(),
            self.webhooks
                .as_ref()
                .and_then(|it| Some(("header".to_owned(), format!("`webhooks.header`: {}", it.mistake()?)))),
        ];
        mistakes.into_iter().flatten().next()
    }

    fn url_mistake(&self) -> Option<(String, String)> {
        let url = self.document_url.as_deref()?;
        let host = ["https://", "http://"].iter().find_map(|it| url.strip_prefix(it));
        let right = host.is_some_and(|it| !it.is_empty() && !it.starts_with('/') && !it.contains(char::is_whitespace));
        (!right).then(|| ("document_url".to_owned(), format!("`{url}` is not an http or https URL")))
    }

    fn package_mistake(&self) -> Option<(String, String)> {
        let Package { name, version, about } = &self.package;
        let name = name
            .as_ref()
            .filter(|it| !is_package(it))
            .map(|it| (it.clone(), format!("`package.name` is not a name for a package: `{}`", it.escape_debug())));
        let version = version
            .as_ref()
            .filter(|it| !is_version(it))
            .map(|it| (it.clone(), format!("`package.version` is not of the form 1.2.3: `{}`", it.escape_debug())));
        let env = self.auth.env.as_ref().filter(|it| !is_variable(it)).map(|it| {
            (it.clone(), format!("`auth.env` is not the name of an environment variable: `{}`", it.escape_debug()))
        });
        let rust =
            about.rust_version.as_ref().filter(|it| !is_rust_version(it)).map(|it| {
                (it.clone(), format!("`package.rust-version` is not of the form 1.88: `{}`", it.escape_debug()))
            });
        name.or(version).or(env).or(rust)
    }

    fn name_mistake(&self) -> Option<(String, String)> {
        let Naming { schemas, operations, schemes } = &self.naming;
        let mut names = [("schemas", schemas), ("operations", operations), ("schemes", schemes)]
            .into_iter()
            .flat_map(|(table, names)| names.iter().map(move |(from, to)| (table, from, to)));
        let (table, from, to) = names.find(|(_, _, to)| syn::parse_str::<syn::Ident>(to).is_err())?;
        let message = format!("`naming.{table}.{from}` is not a Rust identifier: `{}`", to.escape_debug());
        Some((from.clone(), message))
    }

    fn pointer_mistake(&self) -> Option<(String, String)> {
        let errors = [("code", &self.errors.code), ("message", &self.errors.message)]
            .map(|(key, pointer)| (key.to_owned(), format!("errors.{key}"), pointer));
        let paging = self.pagination.iter().flat_map(|(operation, it)| {
            [
                ("next", &it.next),
                ("last", &it.last),
                ("has_more", &it.has_more),
                ("done", &it.done),
                ("total", &it.total),
                ("total_pages", &it.total_pages),
                ("items", &it.items),
            ]
            .map(|(key, pointer)| (operation.clone(), format!("pagination.{operation}.{key}"), pointer))
        });
        errors.into_iter().chain(paging).find_map(|(key, path, pointer)| {
            let pointer = pointer.as_deref().filter(|it| !it.is_empty() && !it.starts_with('/'))?;
            let reason = format!("`{path}` is not a JSON pointer: `{pointer}` does not begin with `/`");
            Some((key, reason))
        })
    }

    fn paging_mistake(&self) -> Option<(String, String)> {
        self.pagination.iter().find_map(|(operation, it)| {
            let (param, next) = match it.style {
                PageStyle::Cursor => (true, true),
                PageStyle::Page | PageStyle::Offset => (true, false),
                PageStyle::NextUrl => (false, true),
                PageStyle::LinkHeader | PageStyle::None => (false, false),
            };
            // A cursor can also come from a header or from the last item.
            let style = it.style;
            let given_elsewhere = it.next_header.is_some() || it.last.is_some();
            let missing = match (&it.param, &it.next) {
                (None, _) if param => "param",
                (_, None) if next && (style != PageStyle::Cursor || !given_elsewhere) => "next",
                _ => return None,
            };
            Some((operation.clone(), format!("`pagination.{operation}` has no `{missing}`")))
        })
    }
}

/// `1.88` or `1.88.0`, as cargo takes it.
fn is_rust_version(version: &str) -> bool {
    let number = |it: &str| !it.is_empty() && it.len() < 20 && it.bytes().all(|c| c.is_ascii_digit());
    (2..=3).contains(&version.split('.').count()) && version.split('.').all(number)
}

fn is_version(version: &str) -> bool {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let number = |it: &str| !it.is_empty() && it.len() < 20 && it.bytes().all(|c| c.is_ascii_digit());
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-+".contains(c);
    core.split('.').count() == 3 && core.split('.').all(number) && version.chars().all(plain)
}

fn is_variable(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The reader's own message has the shape `unknown field `x`, expected one of `a`, `b``: what is expected is help.
fn located(file: &str, text: &str, error: &::toml::de::Error) -> ConfigError {
    let line = error.span().map(|span| line_at(text, span.start));
    let message = error.message();
    let (message, help) = match message.split_once(", expected ") {
        Some((message, expected)) => (message.to_owned(), Some(help(message, expected))),
        None => (message.to_owned(), None),
    };
    ConfigError { file: file.to_owned(), line, message: message.replace("unknown field", "unknown key"), help }
}

/// `did you mean `package`? expected one of `allow`, `package``.
fn help(message: &str, expected: &str) -> String {
    let quoted = |text: &'_ str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let (named, known) = (quoted(message), quoted(expected));
    let meant = named.first().and_then(|it| near(it, known.iter().map(String::as_str)));
    match meant.filter(|_| known.len() > 1) {
        Some(meant) => format!("did you mean `{meant}`? expected {expected}"),
        None => format!("expected {expected}"),
    }
}

fn line_at(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|it| *it == b'\n').count()
}

fn line_of_key(text: &str, key: &str) -> Option<usize> {
    text.lines().position(|line| line.contains(key)).map(|index| index + 1)
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
    use crate::config::{SignatureScheme, Webhooks};

    #[test]
    fn all_settings_are_read() {
        let text = r#"
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
            [pagination.listBolts]
            style = "cursor"
            param = "after"
            last = "/id"
            done = "/done"
            [webhooks]
            scheme = "github"
            header = "X-Widgets-Signature"
            [include]
            tags = ["Widgets"]
            [exclude]
            operations = ["GET /widgets/{id}"]
        "#;
        let config = Config::parse("api.toml", text).unwrap();
        assert_eq!(config.package.name.as_deref(), Some("widgets"));
        assert_eq!(config.naming.schemes["ApiKeyAuth"], "api_key");
        assert_eq!(config.pagination["listWidgets"].param.as_deref(), Some("/cursor"));
        assert_eq!(config.pagination["listParts"].style, PageStyle::LinkHeader);
        let webhooks = Webhooks { scheme: SignatureScheme::GitHub, header: Some("X-Widgets-Signature".to_owned()) };
        assert_eq!(config.webhooks, Some(webhooks));
        assert!(config.driver && config.allow.contains("cookie-param"));
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
                "[package]\nname = \"a b\"\n",
                "error[settings]: `package.name` is not a name for a package: `a b`\n  at   api.toml:2",
            ),
            (
                "[package]\nversion = \"1.0\"\n",
                "error[settings]: `package.version` is not of the form 1.2.3: `1.0`\n  at   api.toml:2",
            ),
            (
                "[auth]\nenv = \"A=B\"\n",
                "error[settings]: `auth.env` is not the name of an environment variable: `A=B`\n  at   api.toml:2",
            ),
            (
                "[naming.schemas]\nA = \"B\"\nPet = \"struct\"\n",
                "error[settings]: `naming.schemas.Pet` is not a Rust identifier: `struct`\n  at   api.toml:3",
            ),
            (
                "[errors]\ncode = \"error.code\"\n",
                "error[settings]: `errors.code` is not a JSON pointer: `error.code` does not begin with `/`\n  at   api.toml:2",
            ),
            (
                "\n[pagination.list]\nstyle = \"cursor\"\nparam = \"cursor\"\n",
                "error[settings]: `pagination.list` has no `next`\n  at   api.toml:2",
            ),
            (
                "[webhooks]\nscheme = \"hmac\"\n",
                "error[settings]: unknown variant `hmac`\n  at   api.toml:2\n  help expected one of `standard-webhooks`, `github`, `stripe`",
            ),
            (
                "[webhooks]\nscheme = \"github\"\nheader = \"a b\"\n",
                "error[settings]: `webhooks.header`: `a b` is not the name of a header\n  at   api.toml:3",
            ),
            (
                "[webhooks]\nscheme = \"standard-webhooks\"\nheader = \"X-A\"\n",
                "error[settings]: `webhooks.header`: the scheme `standard-webhooks` has headers of its own, so there is no \
                 `header` to set\n  at   api.toml:3",
            ),
        ] {
            assert_eq!(Config::parse("api.toml", text).unwrap_err().to_string(), shown);
        }
    }

    #[test]
    fn text_that_is_not_toml_is_located_too() {
        let error = Config::parse("api.toml", "a = 1\nb = \n").unwrap_err();
        assert_eq!(error.line, Some(2));
    }
}
