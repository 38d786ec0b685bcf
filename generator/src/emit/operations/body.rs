//! One media type of a request body as an argument: what the function takes and how the call writes it.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote};

use super::argument::{self, free_name, member_spec};
use crate::emit::paths::Paths;
use crate::emit::type_ref::{Scope, type_ref};
use crate::ir::{
    Access, Api, BodyContent, BodyKind, Field, FieldName, Part, PartKind, Presence, Shape, Struct, TypeRef,
};

/// `body: impl Into<types::CreateFeedRequest>`.
pub fn takes(api: &Api, content: &BodyContent, paths: &Paths) -> TokenStream {
    let name = &content.name;
    match form(api, content) {
        Form::Bytes => quote!(#name: impl Into<runtime::ByteStream>),
        Form::Text => quote!(#name: impl Into<String>),
        Form::Value(ty) => argument::takes(api, name, &ty, paths),
    }
}

/// The type of the value that is handed over, for a program that has to name it.
pub fn owned_type(api: &Api, content: &BodyContent, paths: &Paths) -> TokenStream {
    match form(api, content) {
        Form::Bytes => {
            let runtime = paths.runtime();
            quote!(#runtime::ByteStream)
        }
        Form::Text => quote!(String),
        Form::Value(ty) => type_ref(&ty, Scope::File(paths)),
    }
}

/// What a body is in Rust.
enum Form {
    Bytes,
    Text,
    Value(TypeRef),
}

/// A text of which the document says no more than that is the user's own.
fn form(api: &Api, content: &BodyContent) -> Form {
    let ty = &content.ty;
    match content.kind {
        BodyKind::Bytes => Form::Bytes,
        BodyKind::Text if !is_word(api, ty) => Form::Text,
        BodyKind::JsonLines => Form::Value(TypeRef::List(Box::new(line(ty).clone()))),
        BodyKind::Json | BodyKind::Form(_) | BodyKind::Multipart(_) | BodyKind::Text | BodyKind::Xml => {
            Form::Value(ty.clone())
        }
    }
}

/// Whether values of the type have a text of their own that is not a string's.
fn is_word(api: &Api, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Bool | TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64 => true,
        TypeRef::Named(name) => matches!(api.type_def(name).shape, Shape::Enum(_)),
        _ => false,
    }
}

/// The type of a line: an array's items are its lines.
fn line(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::List(item) => item,
        _ => ty,
    }
}

/// The statements that write the body into a call.
pub(super) fn written(api: &Api, content: &BodyContent, call: &Ident, paths: &Paths) -> TokenStream {
    let BodyContent { name, media_type, .. } = content;
    let (ty, write) = match (form(api, content), &content.kind) {
        (Form::Bytes, _) => return quote!(#call.request_mut().bytes(#media_type, #name);),
        (Form::Text, _) => return quote!(#call.request_mut().text(#media_type, #name);),
        (Form::Value(ty), BodyKind::Text) => (ty, quote!(text(#media_type, #name.to_string()))),
        (Form::Value(ty), BodyKind::JsonLines) => (ty, quote!(json_lines(#media_type, &#name))),
        (Form::Value(ty), BodyKind::Form(encodings)) => {
            let members = encodings.iter().map(member_spec);
            let order = &content.order;
            (ty, quote!(form(#media_type, &#name, &[#(#order),*], const { &[#(#members),*] })))
        }
        (Form::Value(ty), BodyKind::Multipart(parts)) => {
            let converted = argument::converted(api, name, &ty, paths);
            let form = free_name("form", [name].into_iter());
            let parts = parts.iter().map(|it| match &it.property {
                Some(_) => part(&form, name, it, field(api, &ty, it)),
                None => unnamed_parts(api, &form, name, it, &ty),
            });
            let parts: Vec<_> = parts.filter(|it| !it.is_empty()).collect();
            if parts.is_empty() {
                // Members that are all read-only leave nothing to send (OpenAPI, Schema Object, `readOnly`).
                return quote! {
                    #converted
                    let _ = #name;
                    #call.request_mut().multipart(#media_type, runtime::Multipart::new());
                };
            }
            return quote! {
                #converted
                let mut #form = runtime::Multipart::new();
                #(#parts)*
                #call.request_mut().multipart(#media_type, #form);
            };
        }
        (Form::Value(ty), BodyKind::Xml) => {
            let root = super::responses::xml_root(api, &content.pointer);
            (ty, quote!(xml(#media_type, &#name, #root)))
        }
        (Form::Value(ty), _) => (ty, quote!(json(#media_type, &#name))),
    };
    let converted = argument::converted(api, name, &ty, paths);
    quote!(#converted #call.request_mut().#write;)
}

/// The struct behind a form.
fn structure<'a>(api: &'a Api, ty: &'a TypeRef) -> Option<&'a Struct> {
    match api.shape(ty)? {
        Shape::Struct(it) => Some(it),
        _ => None,
    }
}

/// The struct's field behind a part.
fn field<'a>(api: &'a Api, ty: &'a TypeRef, part: &Part) -> Option<&'a Field> {
    field_of(api, ty, |it| it.name == part.field)
}

/// The field of the struct behind a form.
fn field_of<'a>(api: &'a Api, ty: &'a TypeRef, is_it: impl Fn(&Field) -> bool) -> Option<&'a Field> {
    structure(api, ty)?.fields.iter().find(|it| is_it(it))
}

/// The statement that adds a part for each member that has no name of its own.
fn unnamed_parts(api: &Api, form: &Ident, body: &FieldName, part: &Part, ty: &TypeRef) -> TokenStream {
    let field = &part.field;
    let extra = structure(api, ty).and_then(|it| it.extra.as_ref()).map(|(_, ty)| ty);
    let nullable = matches!(extra, Some(TypeRef::Option(_)));
    let wire = if part.kind == PartKind::File { quote!(&name) } else { quote!(name) };
    let add = added(form, part, &wire, &quote!(item));
    let each = match (part.repeated, nullable) {
        (false, false) => add,
        (false, true) => quote!(if let Some(item) = item { #add }),
        (true, false) => quote!(for item in item { #add }),
        (true, true) => quote!(for item in item.into_iter().flatten() { #add }),
    };
    match part.kind {
        PartKind::File => quote!(for (name, item) in #body.#field { #each }),
        _ => quote!(for (name, item) in &#body.#field { #each }),
    }
}

/// The statement that adds a part; `None` and `null` add nothing, and a list adds a part for each item.
fn part(form: &Ident, body: &FieldName, part: &Part, field: Option<&Field>) -> TokenStream {
    if field.is_some_and(|it| it.access == Access::ReadOnly) {
        return TokenStream::new();
    }
    let name = &part.field;
    let place = quote!(#body.#name);
    if let Some(style) = &part.style {
        let spec = member_spec(style);
        return quote!(#form.styled(&#spec, &#place););
    }
    let presence = field.map_or(Presence::Required, |it| it.presence);
    let each =
        part.repeated || matches!(field, Some(Field { ty: TypeRef::List(_), .. }) if part.kind == PartKind::File);
    match (part.kind, presence) {
        (PartKind::File, _) => {
            let item = quote!(item);
            let add = add(form, part, &item);
            let option = (presence == Presence::Tristate).then(|| quote!(.value()));
            match (each, presence) {
                (false, Presence::Required) => self::add(form, part, &place),
                (false, _) => quote!(if let Some(item) = #place #option { #add }),
                (true, Presence::Required) => quote!(for item in #place { #add }),
                (true, _) => quote!(for item in #place #option.into_iter().flatten() { #add }),
            }
        }
        _ if !each => add(form, part, &quote!(&#place)),
        (_, Presence::Required) => {
            let add = add(form, part, &quote!(item));
            quote!(for item in &#place { #add })
        }
        _ => {
            let add = add(form, part, &quote!(item));
            let look = if presence == Presence::Tristate { quote!(.get()) } else { quote!(.as_ref()) };
            quote!(for item in #place #look.into_iter().flatten() { #add })
        }
    }
}

/// `form.text("title", &body.title);`.
fn add(form: &Ident, part: &Part, value: &TokenStream) -> TokenStream {
    added(form, part, &part.property.to_token_stream(), value)
}

fn added(form: &Ident, part: &Part, property: &TokenStream, value: &TokenStream) -> TokenStream {
    let content_type = &part.content_type;
    match part.kind {
        PartKind::File => {
            let content_type = argument::option(content_type.as_ref());
            quote!(#form.file(#property, #content_type, #value);)
        }
        PartKind::Json => {
            let content_type = content_type.as_deref().unwrap_or("application/json");
            quote!(#form.json(#property, #content_type, #value);)
        }
        PartKind::Text => match content_type {
            Some(content_type) => quote!(#form.text_as(#property, #content_type, #value);),
            None => quote!(#form.text(#property, #value);),
        },
    }
}

/// Whether the body is bytes as they are.
pub fn is_bytes(content: &BodyContent) -> bool {
    content.kind == BodyKind::Bytes
}
