//! The generated types as they would be with derives: the yardstick of the impls that the runtime's macros make.
//!
//! The structs and enums stay what they are; each gets serde's and the usual traits by derive, with the attributes that
//! say the same as its list of members.

use std::collections::BTreeMap;

use octogen::ir::{self, Scalar, Shape};
use quote::ToTokens as _;
use syn::{Attribute, Field, Fields, File, Item, ItemEnum, ItemStruct, Type, parse_quote};

use crate::Failure;

/// The name on the wire of a member of a type, where it is not the Rust name.
#[derive(Debug, Default)]
pub struct Wires(BTreeMap<(String, String), String>);

impl Wires {
    /// The wire names of all fields and variants.
    pub fn of(api: &ir::Api) -> Self {
        let members = api.types.iter().flat_map(|def| {
            let pairs: Vec<(String, String)> = match &def.shape {
                Shape::Struct(it) => it.fields.iter().map(|it| (it.name.to_string(), it.wire.clone())).collect(),
                Shape::Enum(it) => it.variants.iter().map(|it| (it.name.to_string(), wire_text(&it.wire))).collect(),
                _ => Vec::new(),
            };
            pairs.into_iter().map(|(member, wire)| ((def.name.to_string(), member), wire))
        });
        Self(members.collect())
    }

    fn rename(&self, owner: &syn::Ident, member: &syn::Ident) -> Option<Attribute> {
        let member = member.to_string().trim_start_matches("r#").to_owned();
        let wire = self.0.get(&(owner.to_string(), member.clone()))?;
        (*wire != member).then(|| parse_quote!(#[serde(rename = #wire)]))
    }
}

fn wire_text(value: &Scalar) -> String {
    match value {
        Scalar::String(text) => text.clone(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Bool(flag) => flag.to_string(),
        Scalar::Null => "null".to_owned(),
    }
}

/// A file of types with derives.
pub fn rewrite(source: &str, wires: &Wires) -> Result<String, Failure> {
    let mut file: File = syn::parse_str(&octogen::surface::definitions(source)?)?;
    for item in &mut file.items {
        match item {
            Item::Struct(it) => structure(it, wires),
            Item::Enum(it) => enumeration(it, wires),
            _ => {}
        }
    }
    Ok(prettyplease::unparse(&file))
}

/// The runtime's `Maybe` with impls for every serde type; its own are for types with tables only.
pub fn maybe(source: &str) -> Result<String, Failure> {
    let mut file: File = syn::parse_str(source)?;
    file.items.retain(|item| {
        let Item::Impl(it) = item else { return true };
        let of = it.trait_.as_ref().and_then(|(path, ..)| path.segments.last());
        !of.is_some_and(|it| it.ident == "Serialize" || it.ident == "Deserialize")
    });
    file.items.extend::<[Item; 2]>([
        parse_quote! {
            impl<T: serde::Serialize> serde::Serialize for Maybe<T> {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    match self {
                        Self::Value(value) => value.serialize(serializer),
                        _ => serializer.serialize_none(),
                    }
                }
            }
        },
        parse_quote! {
            impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Maybe<T> {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    Option::<T>::deserialize(deserializer).map(|it| it.map_or(Self::Null, Self::Value))
                }
            }
        },
    ]);
    Ok(prettyplease::unparse(&file))
}

/// The manifest with serde's derives switched on.
pub fn manifest(text: &str) -> Result<String, Failure> {
    let mut table: toml::Table = text.parse()?;
    let dependencies = table.entry("dependencies").or_insert_with(|| toml::Table::new().into());
    let serde = dependencies.as_table_mut().map(|it| it.entry("serde").or_insert("1".into()));
    let serde = serde.ok_or("error[internal]: `dependencies` is not a table")?;
    if let Some(version) = serde.as_str().map(str::to_owned) {
        *serde = toml::Table::from_iter([("version".to_owned(), version.into())]).into();
    }
    let settings = serde.as_table_mut().ok_or("error[internal]: `dependencies.serde` is not a table")?;
    let features = settings.entry("features").or_insert_with(|| toml::Value::Array(Vec::new()));
    features.as_array_mut().ok_or("error[internal]: `features` is not a list")?.push("derive".into());
    Ok(table.to_string())
}

fn structure(it: &mut ItemStruct, wires: &Wires) {
    it.attrs.push(derive());
    match &mut it.fields {
        Fields::Named(fields) => {
            for field in &mut fields.named {
                let rename = field.ident.as_ref().and_then(|name| wires.rename(&it.ident, name));
                let optional = optional(field);
                field.attrs.extend(rename);
                field.attrs.extend(optional);
            }
        }
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => it.attrs.push(parse_quote!(#[serde(transparent)])),
        Fields::Unnamed(_) | Fields::Unit => {}
    }
}

/// A variant with a value in an enum of names is the one that keeps unknown ones; an enum of such variants is a union.
fn enumeration(it: &mut ItemEnum, wires: &Wires) {
    it.attrs.push(derive());
    if it.variants.iter().all(|it| it.fields != Fields::Unit) {
        it.attrs.push(parse_quote!(#[serde(untagged)]));
        return;
    }
    it.attrs.push(parse_quote!(#[derive(Eq, Hash)]));
    for variant in &mut it.variants {
        let attribute = match variant.fields {
            Fields::Unit => wires.rename(&it.ident, &variant.ident),
            _ => Some(parse_quote!(#[serde(untagged)])),
        };
        variant.attrs.extend(attribute);
    }
}

fn derive() -> Attribute {
    parse_quote!(#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)])
}

/// What is absent is read as nothing and not written, as with the tables.
fn optional(field: &Field) -> Option<Attribute> {
    let Type::Path(path) = &field.ty else {
        return None;
    };
    match path.path.segments.last()?.ident.to_string().as_str() {
        "Option" => Some(parse_quote!(#[serde(default, skip_serializing_if = "Option::is_none")])),
        "Maybe" => {
            let ty = &path.path;
            let mut bare = ty.clone();
            bare.segments.last_mut()?.arguments = syn::PathArguments::None;
            let test = format!("{}::is_absent", bare.to_token_stream().to_string().replace(' ', ""));
            Some(parse_quote!(#[serde(default, skip_serializing_if = #test)]))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let wires = [(("A", "id_of"), "idOf"), (("A", "same"), "same"), (("E", "NotIn"), "not in")];
        let wires = wires.map(|((a, b), c)| ((a.to_owned(), b.to_owned()), c.to_owned()));
        let expected = prettyplease::unparse(&syn::parse_str(expected).unwrap());
        assert_eq!(rewrite(source, &Wires(wires.into())).unwrap(), expected);
    }

    #[test]
    fn the_manifest_gets_derives_however_serde_is_written() {
        for serde in ["", "serde = \"1\"", "serde = { version = \"1\", features = [\"std\"] }"] {
            let table: toml::Table = manifest(&format!("[dependencies]\n{serde}\n")).unwrap().parse().unwrap();
            let features = table["dependencies"]["serde"]["features"].as_array().unwrap();
            assert_eq!(features.last().unwrap().as_str(), Some("derive"), "{serde}");
        }
    }

    #[test]
    fn the_impls_of_maybe_are_for_every_type() {
        let own = "pub enum Maybe<T> { Null, Value(T) } impl<T: Wire> serde::Serialize for Maybe<T> {}";
        let text = maybe(own).unwrap();
        assert!(!text.contains("Wire") && text.contains("impl<T: serde::Serialize> serde::Serialize"), "{text}");
        assert!(text.contains("impl<'de, T: serde::Deserialize<'de>>"), "{text}");
    }

    #[test]
    fn structs() {
        check(
            "pub struct A { pub id_of: i64, pub same: Option<String>, pub note: super::Maybe<bool> } impl A {}",
            r#"#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
            pub struct A {
                #[serde(rename = "idOf")] pub id_of: i64,
                #[serde(default, skip_serializing_if = "Option::is_none")] pub same: Option<String>,
                #[serde(default, skip_serializing_if = "super::Maybe::is_absent")] pub note: super::Maybe<bool>,
            }"#,
        );
    }

    #[test]
    fn open_enums() {
        check(
            "pub enum E { Is, NotIn, Unknown(String) }",
            r#"#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)] #[derive(Eq, Hash)]
            pub enum E { Is, #[serde(rename = "not in")] NotIn, #[serde(untagged)] Unknown(String) }"#,
        );
        check(
            "pub enum E { Is, Unknown(i64) }",
            "#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)] #[derive(Eq, Hash)]
            pub enum E { Is, #[serde(untagged)] Unknown(i64) }",
        );
    }

    #[test]
    fn unions_and_newtypes() {
        check(
            "pub enum U { Text(String), Flag(bool) } pub struct N(pub String);",
            "#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)] #[serde(untagged)]
            pub enum U { Text(String), Flag(bool) }
            #[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)] #[serde(transparent)]
            pub struct N(pub String);",
        );
    }
}
