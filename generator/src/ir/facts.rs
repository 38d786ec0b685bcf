//! Facts that follow from the data and that several readers need alike: what a constructor takes, what has a
//! setter, which methods start a call. The emitter prints them, the surface lists them.

use super::{
    Access, Api, Body, BodyContent, ContentKind, Field, MethodName, Operation, Outcome, Pagination, Param, Presence, Shape, Struct,
    TypeRef, Usage,
};

impl Field {
    /// Whether the member must be there.
    pub fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required | Presence::Nullable)
    }

    /// Whether the field holds the one value that it can hold, so that nobody has to give it.
    pub fn is_constant(&self, api: &Api) -> bool {
        self.presence == Presence::Required && is_constant(api, &self.ty)
    }

    /// Whether `new` takes the field: the server demands it and cannot make it up.
    pub fn is_argument(&self, api: &Api) -> bool {
        self.is_required() && self.access != Access::ReadOnly && !self.is_constant(api)
    }

    /// Whether there is a setter: in what users make, for what `new` does not take.
    pub fn has_setter(&self, usage: Usage) -> bool {
        usage.request && !self.is_required() && self.access != Access::ReadOnly
    }
}

fn is_constant(api: &Api, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Boxed(inner) => is_constant(api, inner),
        TypeRef::Named(name) => matches!(api.type_def(name).shape, Shape::Constant(_)),
        _ => false,
    }
}

impl Struct {
    /// The arguments of `new`, in order.
    pub fn arguments<'a>(&'a self, api: &'a Api) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(move |it| it.is_argument(api))
    }

    /// The fields that have setters.
    pub fn setters(&self, usage: Usage) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |it| it.has_setter(usage))
    }

    /// Whether there is a `Default`: nothing has to be given, nothing required is the server's alone.
    pub fn has_default(&self, api: &Api) -> bool {
        self.fields.iter().all(|it| !it.is_required() || it.is_constant(api))
    }
}

/// A method of the client that starts a call.
#[derive(Clone, Debug)]
pub struct CallMethod<'a> {
    /// Its name.
    pub name: &'a MethodName,
    /// The required parameters, in the order of the arguments.
    pub params: Vec<&'a Param>,
    /// The last argument, where the body is required.
    pub body: Option<&'a BodyContent>,
}

impl Operation {
    /// The methods that start a call; the first one is the operation's own.
    pub fn call_methods(&self) -> Vec<CallMethod<'_>> {
        let params: Vec<_> = self.params.iter().filter(|it| it.required).collect();
        let contents = self.required_body().map(|it| it.contents.as_slice()).unwrap_or_default();
        let own = CallMethod { name: &self.name, params: params.clone(), body: contents.first() };
        let others = contents.iter().skip(1);
        let others = others.map(|it| CallMethod { name: &it.method, params: params.clone(), body: Some(it) });
        [own].into_iter().chain(others).collect()
    }

    fn required_body(&self) -> Option<&Body> {
        self.body.as_ref().filter(|it| it.required)
    }

    /// The parameters that have setters.
    pub fn param_setters(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|it| !it.required)
    }

    /// The media types of an optional body; each has a setter.
    pub fn body_setters(&self) -> impl Iterator<Item = &BodyContent> {
        self.body.iter().filter(|it| !it.required).flat_map(|it| &it.contents)
    }

    /// How the operation is paged, where its pages are read as a whole and have one shape.
    pub fn paging(&self) -> Option<&Pagination> {
        match self.output {
            Outcome::Single { kind: ContentKind::Json | ContentKind::Form | ContentKind::Xml, .. } => self.pagination.as_ref(),
            _ => None,
        }
    }
}
