//! A public item: its path, its kind and its text.

/// The kinds of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A struct; a tuple struct with its fields.
    Struct,
    /// An enum.
    Enum,
    /// A type alias.
    Alias,
    /// A named public field.
    Field,
    /// A variant with its fields.
    Variant,
    /// A method or an associated function.
    Method,
    /// A constant.
    Const,
    /// An associated type of a trait impl.
    AssociatedType,
    /// An impl of a trait that not every type implements.
    Impl,
    /// A trait.
    Trait,
    /// A required item of a trait.
    Required,
    /// A re-export.
    Export,
}

/// A public item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its path, `types::Keyword::new()`.
    pub path: String,
    /// The path of the item that it belongs to, `types::Keyword`; its own if there is none.
    pub owner: String,
    /// Its kind.
    pub kind: Kind,
    /// Its text on one line, types without paths.
    pub signature: String,
    /// The signature without the names of arguments, which callers do not see.
    pub types: String,
    /// The names of arguments.
    pub arguments: Vec<String>,
    /// The value of a constant of the document.
    pub value: Option<String>,
    /// Whether it is `#[non_exhaustive]`.
    pub non_exhaustive: bool,
    /// Whether it is `#[deprecated]`.
    pub deprecated: bool,
    /// Its `cfg` condition, `feature = "blocking"`.
    pub feature: Option<String>,
}

/// The parts of a method.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Function {
    /// `self`, `&self`, or nothing.
    pub receiver: Option<String>,
    /// The names and types of the arguments.
    pub arguments: Vec<(String, String)>,
    /// The return type.
    pub output: String,
}

impl Item {
    /// Creates an item with this text.
    pub fn new(kind: Kind, path: impl Into<String>, owner: impl Into<String>, signature: impl Into<String>) -> Self {
        let signature = signature.into();
        Self {
            path: path.into(),
            owner: owner.into(),
            kind,
            types: signature.clone(),
            signature,
            arguments: Vec::new(),
            value: None,
            non_exhaustive: false,
            deprecated: false,
            feature: None,
        }
    }

    /// Creates a method.
    pub fn method(path: impl Into<String>, owner: impl Into<String>, name: &str, function: &Function) -> Self {
        let Function { receiver, arguments, output } = function;
        let list = |named: bool| {
            let arguments = arguments.iter().map(|(name, ty)| if named { format!("{name}: {ty}") } else { ty.clone() });
            receiver.iter().cloned().chain(arguments).collect::<Vec<_>>().join(", ")
        };
        let output = if output.is_empty() { String::new() } else { format!(" -> {output}") };
        Self {
            types: format!("fn {name}({}){output}", list(false)),
            arguments: arguments.iter().map(|it| it.0.clone()).collect(),
            ..Self::new(Kind::Method, path, owner, format!("fn {name}({}){output}", list(true)))
        }
    }

    /// Sets whether it is deprecated.
    #[must_use]
    pub fn deprecated(self, deprecated: bool) -> Self {
        Self { deprecated, ..self }
    }

    /// Makes it `#[non_exhaustive]`.
    #[must_use]
    pub fn non_exhaustive(self) -> Self {
        Self { non_exhaustive: true, ..self }
    }

    /// Its text on one line with the attributes that matter.
    pub fn text(&self) -> String {
        let non_exhaustive = if self.non_exhaustive { "#[non_exhaustive] " } else { "" };
        let deprecated = if self.deprecated { "#[deprecated] " } else { "" };
        let feature = self.feature.as_ref().map(|it| format!("#[cfg({it})] ")).unwrap_or_default();
        let value = self.value.as_ref().map(|it| format!(" = {it}")).unwrap_or_default();
        format!("{feature}{non_exhaustive}{deprecated}{}{value}", self.signature)
    }
}
