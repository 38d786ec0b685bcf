//! A public item: where it is, what it is, and how it reads.

/// The kinds of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A struct, tuple structs with their fields.
    Struct,
    /// An enum.
    Enum,
    /// A type alias.
    Alias,
    /// A named public field.
    Field,
    /// A variant with what it holds.
    Variant,
    /// A method or an associated function.
    Method,
    /// A constant.
    Const,
    /// An associated type of a trait impl.
    AssociatedType,
    /// A trait impl that not every type has.
    Impl,
    /// A trait.
    Trait,
    /// An item of a trait that whoever implements it has to write.
    Required,
    /// A name that is handed on from another module or crate.
    Export,
}

/// A public item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its path, `types::Keyword::new()`.
    pub path: String,
    /// The path of what it belongs to, `types::Keyword`; its own where it stands for itself.
    pub owner: String,
    /// What it is.
    pub kind: Kind,
    /// How it reads, on one line, types by their last name.
    pub signature: String,
    /// The signature without what callers do not see: the names of arguments.
    pub types: String,
    /// The names of arguments.
    pub arguments: Vec<String>,
    /// The value of a constant of the document.
    pub value: Option<String>,
    /// Whether it is `#[non_exhaustive]`.
    pub non_exhaustive: bool,
    /// Whether it is `#[deprecated]`.
    pub deprecated: bool,
    /// The condition under which it is there, `feature = "blocking"`.
    pub feature: Option<String>,
}

/// A method as it reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Function {
    /// `self`, `&self`, or nothing.
    pub receiver: Option<String>,
    /// Names and types of the arguments.
    pub arguments: Vec<(String, String)>,
    /// What it gives.
    pub output: String,
}

impl Item {
    /// An item that reads like that.
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

    /// A method.
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

    /// The same, deprecated or not.
    #[must_use]
    pub fn deprecated(self, deprecated: bool) -> Self {
        Self { deprecated, ..self }
    }

    /// The same, open for more.
    #[must_use]
    pub fn non_exhaustive(self) -> Self {
        Self { non_exhaustive: true, ..self }
    }

    /// With the attributes that count, as one line.
    pub fn text(&self) -> String {
        let non_exhaustive = if self.non_exhaustive { "#[non_exhaustive] " } else { "" };
        let deprecated = if self.deprecated { "#[deprecated] " } else { "" };
        let feature = self.feature.as_ref().map(|it| format!("#[cfg({it})] ")).unwrap_or_default();
        let value = self.value.as_ref().map(|it| format!(" = {it}")).unwrap_or_default();
        format!("{feature}{non_exhaustive}{deprecated}{}{value}", self.signature)
    }
}
