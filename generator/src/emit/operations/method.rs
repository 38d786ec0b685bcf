//! The methods of the client and of its groups: one per operation, and one more for each further media type of a required body.
//! Required parameters and the body are arguments; everything else is a setter of the call.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::facts::with_facts;
use super::{argument, body, group, marker};
use crate::emit::docs::{Text, code_span, one_line};
use crate::emit::lints;
use crate::emit::paths::Paths;
use crate::ir::{Api, BodyContent, MethodName, Operation, Param, Tag};

/// A method of the client, or of a group.
pub struct Method<'a> {
    /// Its name.
    pub name: &'a MethodName,
    /// The required parameters, in the order of the arguments.
    pub params: Vec<&'a Param>,
    /// The last argument, where the body is required.
    pub body: Option<&'a BodyContent>,
}

/// The methods that start a call of the operation; the first one is the operation's own.
pub fn methods(operation: &Operation) -> Vec<Method<'_>> {
    let params = || operation.params.iter().filter(|it| it.required).collect();
    let required = operation.body.as_ref().filter(|it| it.required);
    match required.map(|it| it.contents.as_slice()).unwrap_or_default() {
        [] => vec![Method { name: &operation.name, params: params(), body: None }],
        [preferred, others @ ..] => {
            let own = Method { name: &operation.name, params: params(), body: Some(preferred) };
            let others = others.iter().map(|it| Method { name: &it.method, params: params(), body: Some(it) });
            [own].into_iter().chain(others).collect()
        }
    }
}

/// The blocks with all methods of a tag: those of its group's handle, and those of the client itself.
pub(super) fn methods_of_tag(api: &Api, tag: &Tag, operations: &[&Operation], paths: &Paths) -> Vec<TokenStream> {
    let (grouped, of_client): (Vec<&Operation>, Vec<&Operation>) = operations.iter().partition(|it| it.group.is_some());
    let of_group = grouped.first().and_then(|it| it.group.as_ref()).map(|group| {
        let (handle, methods) = (&group.handle, methods_of(api, &grouped, paths));
        let given = group::handle(tag, group);
        quote! {
            #given

            impl #handle<'_> {
                #(#methods)*
            }
        }
    });
    let docs = Text::sentence(one_line(&tag.wire));
    let methods = methods_of(api, &of_client, paths);
    let of_client = (!of_client.is_empty()).then(|| {
        quote! {
            #docs
            impl crate::Client {
                #(#methods)*
            }
        }
    });
    of_group.into_iter().chain(of_client).collect()
}

fn methods_of(api: &Api, operations: &[&Operation], paths: &Paths) -> Vec<TokenStream> {
    let of = |operation: &&Operation| {
        let methods = methods(operation).into_iter();
        methods.map(|it| method(api, operation, &it, paths)).collect::<Vec<_>>()
    };
    operations.iter().flat_map(of).collect()
}

fn method(api: &Api, operation: &Operation, method: &Method<'_>, paths: &Paths) -> TokenStream {
    let name = method.name;
    let call = marker::call_name(operation);
    let docs = docs(api, operation, method);
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let allow = lints::many_arguments(method.params.len() + usize::from(method.body.is_some()));
    let params = method.params.iter().map(|it| argument::takes(api, &it.name, &it.ty, paths));
    let arguments = params.chain(method.body.map(|it| body::takes(api, it, paths)));
    let written = method.params.iter().map(|it| argument::written(api, it, paths));
    let (values, steps): (Vec<_>, Vec<_>) = written.map(|it| (it.value, it.step)).unzip();
    let client = if operation.group.is_some() { quote!(self.client) } else { quote!(self) };
    let started = quote!(crate::Call::new(#client) #(#steps)*);
    let variable = argument::free_name("call", method.params.iter().map(|it| &it.name));
    let statements = statements(api, operation, method, &variable, paths);
    let started = match statements.as_slice() {
        [] => started,
        _ => quote!(let mut #variable = #started; #(#statements)* #variable),
    };
    quote! {
        #docs
        #deprecated
        #allow
        #[inline]
        pub fn #name(&self #(, #arguments)*) -> #call {
            #(#values)*
            #started
        }
    }
}

/// What a started call wants besides its parameters: the query that its path has, and the body.
fn statements(api: &Api, operation: &Operation, method: &Method<'_>, call: &Ident, paths: &Paths) -> Vec<TokenStream> {
    let fixed =
        operation.fixed_query().into_iter().map(|(name, value)| quote!(#call.request_mut().query(#name, #value);));
    fixed.chain(method.body.map(|it| body::written(api, it, call, paths))).collect()
}

fn docs(api: &Api, operation: &Operation, method: &Method<'_>) -> Text {
    let request = code_span(&format!("{} {}", operation.method, operation.path));
    let text = Text::new(&operation.docs, &format!("Calls {request}."));
    let arguments = argument_list(method);
    let more = format!("more at [`{0}`](crate::operations::{0}).", operation.marker);
    let is_blank = |it: &Option<String>| it.as_deref().is_none_or(|it| it.trim().is_empty());
    let is_said = is_blank(&operation.docs.title) && is_blank(&operation.docs.description);
    let more = if is_said { more.replacen('m', "M", 1) } else { format!("{request}; {more}") };
    let text = text.paragraph(arguments);
    let text = match method.body.filter(|it| it.method != operation.name && method.name == &it.method) {
        Some(content) => text.paragraph(format!("The body is sent as {}.", code_span(&content.media_type))),
        None => text,
    };
    with_facts(api, operation, text).paragraph(more)
}

/// The described arguments as a list; nothing where the document describes none.
fn argument_list(method: &Method<'_>) -> String {
    let described = method.params.iter().filter_map(|param| {
        let words = param.docs.description.as_deref().or(param.docs.title.as_deref())?;
        Some(format!("* `{}`: {}", param.name, one_line(words)))
    });
    described.collect::<Vec<_>>().join("\n")
}
