//! `src/xml.rs`: how the types of XML bodies stand in XML; only where the API has such bodies.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Text;
use super::features::of_any_feature;
use super::module::Module;
use super::operations::option;
use crate::ir::{Api, XmlElement, XmlItem, XmlMember, XmlObject, XmlPlace, XmlShape};

pub(super) fn module(api: &Api) -> Option<Module> {
    let objects = api.xml.objects.iter().map(|it| object(api, it));
    let roots = api.xml.elements.iter().map(|(name, it)| {
        let it = element(api, it);
        quote!(pub(crate) static #name: xml::Element = #it;)
    });
    let items = api.xml.items.iter().map(|(name, it)| {
        let it = element(api, it);
        quote!(static #name: xml::Element = #it;)
    });
    let import = quote!(
        use crate::runtime::xml;
    );
    let docs = Text::sentence("How the bodies that are XML are read and written.");
    let all: Vec<_> =
        of_any_feature(api).into_iter().chain([import]).chain(roots).chain(objects).chain(items).collect();
    (!api.xml.elements.is_empty()).then(|| Module::new("src/xml.rs", docs, all))
}

fn object(api: &Api, object: &XmlObject) -> TokenStream {
    let name = &object.table;
    let members = object.members.iter().map(|it| member(api, it));
    let extra = option(object.extra.as_ref().map(|it| {
        let it = element(api, it);
        quote!(&#it)
    }));
    quote! {
        static #name: xml::Object = xml::Object { members: &[#(#members),*], extra: #extra };
    }
}

fn member(api: &Api, member: &XmlMember) -> TokenStream {
    let wire = &member.wire;
    let node_type = match member.place {
        XmlPlace::Element => quote!(Element),
        XmlPlace::Attribute => quote!(Attribute),
        XmlPlace::Text => quote!(Text),
        XmlPlace::Cdata => quote!(Cdata),
    };
    let element = element(api, &member.element);
    let constructor = if member.required { quote!(required) } else { quote!(optional) };
    quote!(xml::Member::#constructor(#wire, xml::NodeType::#node_type, #element))
}

fn element(api: &Api, element: &XmlElement) -> TokenStream {
    let name = &element.name;
    let namespace = element.namespace.as_ref().map(|(prefix, uri)| quote!(.namespace(#prefix, #uri)));
    let shape = shape(api, &element.shape);
    quote!(xml::Element::new(#name, #shape) #namespace)
}

fn shape(api: &Api, shape: &XmlShape) -> TokenStream {
    match shape {
        XmlShape::Text => quote!(xml::Shape::Text),
        XmlShape::Number => quote!(xml::Shape::Number),
        XmlShape::Boolean => quote!(xml::Shape::Boolean),
        XmlShape::Any => quote!(xml::Shape::Any),
        XmlShape::Object(name) => match api.xml.object(name) {
            Some(object) => {
                let table = &object.table;
                quote!(xml::Shape::Object(&#table))
            }
            None => quote!(xml::Shape::Any),
        },
        XmlShape::List { item, wrapped } => {
            let item = item_of(api, item);
            let wrapped = if *wrapped { quote!(Yes) } else { quote!(No) };
            quote!(xml::Shape::List(&#item, xml::Wrapped::#wrapped))
        }
        XmlShape::Map(item) => {
            let item = item_of(api, item);
            quote!(xml::Shape::Map(&#item))
        }
    }
}

fn item_of(api: &Api, item: &XmlItem) -> TokenStream {
    match item {
        XmlItem::Own(it) => element(api, it),
        XmlItem::Named { table, .. } => quote!(#table),
    }
}
