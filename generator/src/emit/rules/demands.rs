//! What requests have to keep to beyond their Rust types: bounds, lengths, patterns, the values of enums, the choices of
//! unions. A type that demands something has an entry by its name, so that a type in itself is no matter.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::operations::option;
use crate::emit::type_ref::{Scope, type_ref};
use crate::ir::{Access, Api, Choice, Constraints, Shape, Struct, TypeDef, TypeName, TypeRef, Union};

/// The types of requests that demand something.
pub(super) struct Demands<'a> {
    api: &'a Api,
    types: BTreeSet<&'a TypeName>,
}

impl<'a> Demands<'a> {
    /// Those that demand something by themselves, and those that such a one is reached from.
    pub(super) fn new(api: &'a Api) -> Self {
        let mut demands = Self { api, types: BTreeSet::new() };
        let sent = || api.types.iter().filter(|it| it.usage.request);
        let mut users: BTreeMap<&TypeName, Vec<&'a TypeName>> = BTreeMap::new();
        for def in sent() {
            for used in def.shape.references().into_iter().filter_map(TypeRef::named) {
                users.entry(used).or_default().push(&def.name);
            }
        }
        let by_themselves = sent().filter(|it| !demands.of_type(it).is_empty());
        let mut open: Vec<&TypeName> = by_themselves.map(|it| &it.name).collect();
        while let Some(name) = open.pop() {
            if demands.types.insert(name) {
                open.extend(users.get(name).into_iter().flatten());
            }
        }
        demands
    }

    /// The entries of the table of types, sorted by name.
    pub(super) fn types(&self) -> impl Iterator<Item = TokenStream> {
        let mut names: Vec<_> = self.types.iter().map(|it| it.own()).zip(&self.types).collect();
        names.sort_by_key(|(text, _)| *text);
        names.into_iter().map(|(text, name)| {
            let demands = self.of_type(self.api.type_def(name));
            quote!((#text, &[#(#demands),*]))
        })
    }

    /// What is demanded of a value of the type, where the schema of its place demands these.
    pub(super) fn of(&self, constraints: &Constraints, ty: &TypeRef) -> Vec<TokenStream> {
        let mut all = own(constraints);
        all.extend(self.inside(constraints, ty));
        all
    }

    fn inside(&self, constraints: &Constraints, ty: &TypeRef) -> Option<TokenStream> {
        match ty {
            TypeRef::Option(it) | TypeRef::Boxed(it) => self.inside(constraints, it),
            TypeRef::List(it) | TypeRef::Map(it) => {
                let items = constraints.items.as_deref().unwrap_or(Constraints::nothing());
                some(self.of(items, it)).map(|it| quote!(Demand::Each(#it)))
            }
            TypeRef::Named(name) if constraints.open && is_enum(self.api, name) => None,
            TypeRef::Named(name) if self.types.contains(name) => {
                let name = name.own();
                Some(quote!(Demand::Type(#name)))
            }
            _ => None,
        }
    }

    fn of_type(&self, def: &TypeDef) -> Vec<TokenStream> {
        match &def.shape {
            Shape::Constant(_) => Vec::new(),
            Shape::Enum(_) if def.constraints.open => Vec::new(),
            Shape::Enum(_) => {
                let name = &def.name;
                vec![quote!(Demand::Listed(fake_rules::listed::<types::#name>))]
            }
            Shape::Alias(it) | Shape::Newtype(it) => self.of(&def.constraints, it),
            Shape::Struct(it) => own(&def.constraints).into_iter().chain(self.members(def, it)).collect(),
            Shape::Tuple(it) => {
                let items = it.items.iter().enumerate().filter_map(|(index, item)| {
                    let demands = some(self.of(Constraints::nothing(), item))?;
                    let index = Literal::usize_unsuffixed(index);
                    Some(quote!(Demand::Item(#index, #demands)))
                });
                own(&def.constraints).into_iter().chain(items).collect()
            }
            Shape::Union(it) => own(&def.constraints).into_iter().chain([self.one_of(def, it)]).collect(),
        }
    }

    fn one_of(&self, def: &TypeDef, it: &Union) -> TokenStream {
        let alternative = |index: usize| {
            let ty = &it.variants[index].ty;
            let demands = self.of(Constraints::nothing(), ty);
            let ty = type_ref(ty, Scope::Crate);
            quote!(Alternative { reads: fake_rules::of_type::<#ty>, demands: &[#(#demands),*] })
        };
        match &it.choice {
            Choice::Tagged { property, values, default } => {
                let tags = values.iter().map(|(tag, index)| {
                    let alternative = alternative(*index);
                    quote!((#tag, #alternative))
                });
                let any = || quote!(Alternative { reads: fake_rules::of_type::<serde_json::Value>, demands: &[] });
                let otherwise = default.map(alternative).or_else(|| def.constraints.open.then(any));
                let otherwise = option(otherwise);
                quote!(Demand::Tagged(#property, &[#(#tags),*], #otherwise))
            }
            Choice::Untagged(_) => {
                let alternatives = (0..it.variants.len()).map(alternative);
                quote!(Demand::OneOf(&[#(#alternatives),*]))
            }
        }
    }

    fn members(&self, def: &TypeDef, it: &Struct) -> Vec<TokenStream> {
        let sent = it.fields.iter().filter(|field| field.access != Access::ReadOnly);
        let mut all: Vec<_> = sent
            .filter_map(|field| {
                let (wire, demands) = (&field.wire, some(self.of(&field.constraints, &field.ty))?);
                Some(quote!(Demand::Member(#wire, #demands)))
            })
            .collect();
        let items = def.constraints.items.as_deref().unwrap_or(Constraints::nothing());
        if let Some(demands) = it.extra.as_ref().and_then(|(_, ty)| some(self.of(items, ty))) {
            let known = it.fields.iter().map(|it| &it.wire);
            all.push(quote!(Demand::Others(&[#(#known),*], #demands)));
        }
        all
    }
}

fn is_enum(api: &Api, name: &TypeName) -> bool {
    matches!(api.type_def(name).shape, Shape::Enum(_))
}

fn some(demands: Vec<TokenStream>) -> Option<TokenStream> {
    (!demands.is_empty()).then(|| quote!(&[#(#demands),*]))
}

/// What the schema itself demands, keyword by keyword.
fn own(it: &Constraints) -> Vec<TokenStream> {
    let count = |count: Option<u64>| count.map(Literal::u64_unsuffixed);
    let least = it.minimum.as_ref().map(|it| {
        let text = it.value.to_string();
        if it.exclusive { quote!(MoreThan(#text)) } else { quote!(AtLeast(#text)) }
    });
    let most = it.maximum.as_ref().map(|it| {
        let text = it.value.to_string();
        if it.exclusive { quote!(LessThan(#text)) } else { quote!(AtMost(#text)) }
    });
    let multiple = it.multiple_of.as_ref().map(ToString::to_string);
    let demands = [
        least,
        most,
        multiple.map(|it| quote!(MultipleOf(#it))),
        count(it.min_length.filter(|it| *it > 0)).map(|it| quote!(MinLength(#it))),
        count(it.max_length).map(|it| quote!(MaxLength(#it))),
        it.pattern.as_ref().map(|it| quote!(Pattern(#it))),
        count(it.min_items.filter(|it| *it > 0)).map(|it| quote!(MinItems(#it))),
        count(it.max_items).map(|it| quote!(MaxItems(#it))),
        it.unique_items.then(|| quote!(UniqueItems)),
        count(it.min_properties.filter(|it| *it > 0)).map(|it| quote!(MinMembers(#it))),
        count(it.max_properties).map(|it| quote!(MaxMembers(#it))),
    ];
    demands.into_iter().flatten().map(|it| quote!(Demand::#it)).collect()
}
