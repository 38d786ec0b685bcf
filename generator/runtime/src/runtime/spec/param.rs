//! How a parameter is serialized: its location, its style, whether it is exploded (OpenAPI 3.1, section 4.8.12).

/// The description of a parameter, or of a member of a form.
#[derive(Debug)]
#[doc(hidden)]
pub struct ParamSpec {
    /// The name on the wire.
    pub wire: &'static str,
    /// Where it goes in the request.
    pub location: ParamLocation,
    /// The serialization style.
    pub style: Style,
    /// Whether each item or property is serialized separately.
    pub explode: bool,
    /// Whether reserved characters (RFC 3986, section 2.2) stay as they are, as far as that is safe.
    pub allow_reserved: bool,
    /// Whether the value may span segments of the path, so that its slashes stay as they are.
    pub slashes: bool,
    /// Whether an empty value is sent as the bare name.
    pub allow_empty: bool,
    /// The media type by which the value is serialized instead of a style (`content`), `application/json`.
    pub content: Option<&'static str>,
}

impl ParamSpec {
    /// A path parameter: `simple`.
    pub const fn path(wire: &'static str) -> Self {
        Self::new(wire, ParamLocation::Path, Style::Simple, false)
    }

    /// A query parameter: `form`, exploded.
    pub const fn query(wire: &'static str) -> Self {
        Self::new(wire, ParamLocation::Query, Style::Form, true)
    }

    /// The whole query string (3.2 `querystring`).
    pub const fn query_string(wire: &'static str) -> Self {
        Self::new(wire, ParamLocation::QueryString, Style::Form, true)
    }

    /// A header: `simple`.
    pub const fn header(wire: &'static str) -> Self {
        Self::new(wire, ParamLocation::Header, Style::Simple, false)
    }

    /// A cookie: `form`, exploded.
    pub const fn cookie(wire: &'static str) -> Self {
        Self::new(wire, ParamLocation::Cookie, Style::Form, true)
    }

    const fn new(wire: &'static str, location: ParamLocation, style: Style, explode: bool) -> Self {
        Self {
            wire,
            location,
            style,
            explode,
            allow_reserved: false,
            slashes: false,
            allow_empty: false,
            content: None,
        }
    }

    /// Sets the style.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Sets whether each item or property is serialized separately.
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Leaves reserved characters as they are.
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Leaves slashes as they are.
    pub const fn slashes(mut self) -> Self {
        self.slashes = true;
        self
    }

    /// Sends an empty value as the bare name.
    pub const fn allow_empty(mut self) -> Self {
        self.allow_empty = true;
        self
    }

    /// Serializes the value by a media type instead of a style.
    pub const fn content(mut self, media_type: &'static str) -> Self {
        self.content = Some(media_type);
        self
    }
}

/// The location of a parameter (`in`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum ParamLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// The whole query string (3.2 `querystring`).
    QueryString,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl ParamLocation {
    /// The noun for messages.
    pub(crate) const fn noun(self) -> &'static str {
        match self {
            Self::Path => "path parameter",
            Self::Query => "query parameter",
            Self::QueryString => "query string",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// The style of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum Style {
    /// `3,4,5`.
    Simple,
    /// `;id=3`.
    Matrix,
    /// `.3`.
    Label,
    /// `id=3&id=4`.
    Form,
    /// `id=3%204`.
    SpaceDelimited,
    /// `id=3%7C4`.
    PipeDelimited,
    /// `id[a]=3`.
    DeepObject,
    /// 3.2 `cookie`: as `form`, without percent-encoding.
    Cookie,
}
