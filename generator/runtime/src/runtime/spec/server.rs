//! A server of the document, with its variables.

use crate::runtime::spec::api::ServerSpec;

/// A server of the document, with values for the variables of its URL.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::{Client, ClientBuilder, Server};"))]
/// # fn example(builder: ClientBuilder, server: Server) -> Result<Client, Box<dyn std::error::Error>> {
/// // The document's servers are constants, `Server::PRODUCTION`; their variables have setters, and names.
/// Ok(builder.server(server.with("region", "eu")).build()?)
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Server {
    spec: &'static ServerSpec,
    values: Vec<(String, String)>,
}

impl Server {
    /// Creates a server with the default of each variable.
    pub const fn new(spec: &'static ServerSpec) -> Self {
        Self { spec, values: Vec::new() }
    }

    /// Sets a variable of the server's URL template.
    #[must_use]
    pub fn with(mut self, variable: impl Into<String>, value: impl Into<String>) -> Self {
        self.values.push((variable.into(), value.into()));
        self
    }

    /// Whether it is a path without a host.
    pub(crate) fn is_relative(&self) -> bool {
        self.spec.is_relative()
    }

    /// Returns the URL with all variables substituted, or a path if the document names no host.
    ///
    /// # Errors
    ///
    /// Fails if the server has no such variable or the document does not allow the value.
    pub fn url(&self) -> Result<String, String> {
        for (name, value) in &self.values {
            let Some(variable) = self.spec.variables.iter().find(|it| it.name == name) else {
                return Err(format!("the server `{}` has no variable `{name}`", self.spec.url));
            };
            if !variable.values.is_empty() && !variable.values.contains(&value.as_str()) {
                return Err(format!("the server variable `{name}` must be one of {:?}", variable.values));
            }
        }
        let url = self.spec.variables.iter().fold(self.spec.url.to_owned(), |url, variable| {
            let set = self.values.iter().rev().find(|(name, _)| name == variable.name);
            let value = set.map_or(variable.default, |(_, value)| value);
            url.replace(&format!("{{{}}}", variable.name), value)
        });
        Ok(url)
    }
}
