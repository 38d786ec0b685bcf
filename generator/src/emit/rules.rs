//! `src/rules.rs`, behind the feature `test-util`: what the document says of each operation's requests, for the server
//! for tests. Values are read as the types that the client sends, so that nothing is said a second time; what the types
//! do not say, the demands do.

mod bodies;
mod demands;
mod params;

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};

use self::demands::Demands;
use super::Module;
use super::docs::Text;
use super::imports::imports;
use crate::ir::{Api, EnumRepr, Operation, PageStyle, Shape};

/// What the runtime has for such a table.
const NAMES: [&str; 11] = [
    "Alternative",
    "BodyRule",
    "Book",
    "Demand",
    "Listed",
    "Looks",
    "MemberRule",
    "ParamRule",
    "PartRule",
    "Reads",
    "Rules",
];

/// The module.
pub fn module(api: &Api) -> Module {
    // Each place has demands of its own, also where several have one type.
    let apart = api.apart();
    let demands = Demands::new(apart);
    let operations = api.operations.iter().zip(&apart.operations).map(|(it, apart)| rules(api, &demands, it, apart));
    let types = demands.types();
    let table = quote! {
        /// What the document says of requests.
        pub(crate) static BOOK: Book = Book { operations: &[#(#operations),*], types: &[#(#types),*] };
    };
    let listed = api.types.iter().filter_map(|def| match &def.shape {
        Shape::Enum(it) if def.usage.request || it.repr == EnumRepr::Mixed => {
            let (name, fallback) = (&def.name, &it.fallback);
            Some(quote! {
                impl Listed for types::#name {
                    fn is_listed(&self) -> bool {
                        !matches!(self, Self::#fallback(_))
                    }
                }
            })
        }
        _ => None,
    });
    let items: Vec<_> = [table].into_iter().chain(listed).collect();
    let imports = imports(&items);
    let uses = |name: &str| items.iter().any(|it| mentions(it, name)).then(|| format_ident!("{name}"));
    let names: Vec<_> = NAMES.map(uses).into_iter().flatten().collect();
    let readers = uses("fake_rules").map(|it| quote!(use crate::runtime::#it;));
    let specs = uses("runtime").map(|it| quote!(use crate::#it;));
    let operations = uses("Operation").map(|it| {
        quote!(
            use crate::operations;
            use crate::runtime::#it;
        )
    });
    let runtime = quote! {
        #specs
        #operations
        #readers
        use crate::runtime::fake_rules::{#(#names),*};
    };
    let docs = Text::sentence("What the server for tests holds requests against.");
    Module::new("src/rules.rs", docs, [imports, runtime].into_iter().chain(items))
}

fn rules(api: &Api, demands: &Demands<'_>, operation: &Operation, apart: &Operation) -> TokenStream {
    let Operation { marker, .. } = operation;
    let pointer = api.written(&operation.pointer).to_string();
    let params = apart.params.iter().map(|it| params::param(api.apart(), demands, it));
    let contents = apart.body.iter().flat_map(|it| &it.contents);
    let bodies = contents.map(|it| bodies::body(api, demands, it));
    let style = operation.pagination.as_ref().map(|it| &it.style);
    let links = matches!(
        style,
        Some(PageStyle::LinkHeader | PageStyle::NextUrl { .. } | PageStyle::Cursor { may_be_url: true, .. })
    );
    quote! {
        Rules {
            meta: <operations::#marker as Operation>::META,
            pointer: #pointer,
            links: #links,
            params: &[#(#params),*],
            bodies: &[#(#bodies),*],
        }
    }
}

/// Whether the name stands there, and not as a part of a longer path.
fn mentions(tokens: &TokenStream, name: &str) -> bool {
    let mut colons = 0;
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Punct(it) if it.as_char() == ':' => {
            colons += 1;
            false
        }
        token => {
            let in_path = std::mem::take(&mut colons) == 2;
            match token {
                TokenTree::Ident(it) => it == name && !in_path,
                TokenTree::Group(it) => mentions(&it.stream(), name),
                _ => false,
            }
        }
    })
}
