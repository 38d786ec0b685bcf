//! The `xml` keywords of a document → tables for its XML bodies. A body that has a shape is read and written by
//! such a table; one without is text, as the caller has it.

mod keywords;

use std::collections::{BTreeMap, BTreeSet};

use self::keywords::{Keywords, is_name};
use super::draft::Draft;
use super::schema::{Additional, Merged, Node, SchemaSet, Schemas, Types};
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{
    Api, BodyKind, ConstName, ContentKind, EnumRepr, Field, Format, Operation, Presence, Shape, TypeDef, TypeName,
    TypeRef, Xml, XmlElement, XmlItem, XmlMember, XmlObject, XmlPlace, XmlShape,
};
use crate::namer::{Kind, Scope};
use crate::visit::{self, Visit};

/// Whether values of the type have elements of their own, not just a text or anything at all.
pub(super) fn is_shaped(types: &Types<'_, '_>, ty: &TypeRef) -> bool {
    let mut visit = Visit::from([ty]);
    while let Some((ty, _)) = visit.next() {
        match ty {
            TypeRef::Option(it) | TypeRef::Boxed(it) => visit.push([&**it], 0),
            TypeRef::List(_) => return true,
            TypeRef::Map(it) => return **it != TypeRef::Json,
            TypeRef::Named(name) => match types.def(name).map(|def| &def.shape) {
                Some(Shape::Alias(it) | Shape::Newtype(it)) => visit.push([it], 0),
                Some(Shape::Struct(it)) => return !it.fields.is_empty(),
                Some(Shape::Union(it)) => return it.variants.iter().all(|it| is_struct(types, &it.ty)),
                _ => return false,
            },
            _ => return false,
        }
    }
    false
}

fn is_struct(types: &Types<'_, '_>, ty: &TypeRef) -> bool {
    let named = |it: &TypeRef| it.named().and_then(|name| types.def(name)).map(|def| def.shape.clone());
    matches!(named(ty), Some(Shape::Struct(_)))
}

/// Decides how bodies stand in XML. Problems are reported for each location, also where several have one type.
pub(super) fn run(draft: &mut Draft<'_>, diags: &mut Diagnostics) {
    let (schemas, api) = (&draft.schemas, &mut draft.api);
    match &mut draft.grouped.ungrouped {
        Some(ungrouped) => {
            api.xml = tables(schemas, api, &mut Diagnostics::default());
            ungrouped.xml = tables(schemas, ungrouped, diags);
        }
        None => api.xml = tables(schemas, api, diags),
    }
}

/// The tables of the XML bodies.
fn tables(schemas: &Schemas<'_>, api: &Api, diags: &mut Diagnostics) -> Xml {
    let Api { types, operations, .. } = api;
    let defs = types.iter().map(|it| (&it.name, it)).collect();
    let mut tables = Tables::new(schemas, defs, diags);
    let sent = operations.iter().filter_map(|it| it.body.as_ref()).flat_map(|it| &it.contents);
    let sent = sent.filter(|it| it.kind == BodyKind::Xml).map(|it| (&it.pointer, &it.ty));
    let read = operations.iter().flat_map(|it| &it.responses).flat_map(|it| &it.contents);
    let read = read.filter(|it| it.kind == ContentKind::Xml).map(|it| (&it.pointer, &it.ty));
    let mut bodies: Vec<_> = sent.chain(read).collect();
    bodies.sort();
    bodies.dedup();
    let roots: Vec<_> = bodies.into_iter().map(|(at, ty)| (at.clone(), tables.root(&at.key("schema"), ty))).collect();
    tables.finish();
    let Tables { objects, items, mut names, .. } = tables;
    let mut objects: Vec<_> = objects.into_values().flatten().collect();
    for object in &mut objects {
        object.table = ConstName::new(names.name(&[object.name.as_str()]));
    }
    let mut items: Vec<_> = items.into_values().filter_map(|(table, element)| Some((table, element?))).collect();
    items.sort_by(|a, b| a.0.cmp(&b.0));
    let mut xml = Xml { roots: Vec::new(), elements: Vec::new(), objects, items };
    for (at, element) in roots {
        let known = xml.elements.iter().find(|(_, it)| *it == element).map(|(name, _)| name.clone());
        let name = known.unwrap_or_else(|| {
            let name = ConstName::new(names.name(&[&format!("{} root", element.name)]));
            xml.elements.push((name.clone(), element));
            name
        });
        xml.roots.push((at, name));
    }
    xml
}

/// Whether there are bodies that are XML.
pub(super) fn is_used(operations: &[Operation]) -> bool {
    let sent = operations.iter().filter_map(|it| it.body.as_ref()).flat_map(|it| &it.contents);
    let read = operations.iter().flat_map(|it| &it.responses).flat_map(|it| &it.contents);
    sent.map(|it| it.kind == BodyKind::Xml).chain(read.map(|it| it.kind == ContentKind::Xml)).any(|it| it)
}

/// The XML representation of the members of structs as strings, if the document has XML bodies: equal strings mean equal
/// tables, whatever the names of the types in them.
pub(super) fn hints(schemas: &Schemas<'_>, types: &[TypeDef], operations: &[Operation]) -> BTreeMap<TypeName, String> {
    if !is_used(operations) {
        return BTreeMap::new();
    }
    let defs = types.iter().map(|it| (&it.name, it)).collect();
    let mut ignored = Diagnostics::default();
    let mut tables = Tables::new(schemas, defs, &mut ignored);
    let mut hint = |def: &TypeDef| {
        let Shape::Struct(it) = &def.shape else { return None };
        let members = it.fields.iter().map(|field| {
            let XmlMember { place, mut element, .. } = tables.member(field);
            unname(&mut element.shape);
            format!("{place:?} {element:?}")
        });
        let mut hints = members.collect::<Vec<_>>();
        if let Some((_, ty)) = &it.extra {
            let mut element = tables.extra(&def.pointer, ty);
            unname(&mut element.shape);
            hints.push(format!("{element:?}"));
        }
        Some((def.name.clone(), hints.join("\n")))
    };
    types.iter().filter(|it| it.component.is_none()).filter_map(&mut hint).collect()
}

/// Takes the name of the type out of a shape.
fn unname(shape: &mut XmlShape) {
    let mut shape = shape;
    loop {
        match shape {
            XmlShape::Object(_) => {
                *shape = XmlShape::Any;
                return;
            }
            XmlShape::List { item, .. } | XmlShape::Map(item) => match item {
                XmlItem::Own(it) => shape = &mut it.shape,
                XmlItem::Named { name, .. } => {
                    *item = XmlItem::Own(Box::new(any(name)));
                    return;
                }
            },
            XmlShape::Text | XmlShape::Number | XmlShape::Boolean | XmlShape::Any => return,
        }
    }
}

struct Tables<'a, 's, 't, 'd> {
    schemas: &'s Schemas<'a>,
    defs: BTreeMap<&'t TypeName, &'t TypeDef>,
    diags: &'d mut Diagnostics,
    /// The objects; none while one is in the making.
    objects: BTreeMap<TypeName, Option<XmlObject>>,
    /// The items that are lists or maps with a name, by that type, its schema and the name that it takes without one
    /// of its own.
    items: BTreeMap<(TypeName, Pointer, String), (ConstName, Option<XmlElement>)>,
    /// What is still to be made: documents nest deeper than a stack.
    pending: Vec<Pending<'t>>,
    names: Scope,
}

/// A table that is still to be made.
enum Pending<'t> {
    Object(&'t TypeDef),
    Item((TypeName, Pointer, String)),
}

impl<'a, 's, 't, 'd> Tables<'a, 's, 't, 'd> {
    fn new(schemas: &'s Schemas<'a>, defs: BTreeMap<&'t TypeName, &'t TypeDef>, diags: &'d mut Diagnostics) -> Self {
        let (objects, items, pending) = Default::default();
        Self { schemas, defs, diags, objects, items, pending, names: Scope::new(Kind::Const, &[]) }
    }

    /// The root is named by its schema, by the component that it is, or just `root`.
    fn root(&mut self, schema: &Pointer, ty: &TypeRef) -> XmlElement {
        let component = self.chain(schema).into_iter().find_map(|at| {
            let tokens: Vec<_> = at.tokens().collect();
            matches!(tokens.as_slice(), [a, b, _] if a == "components" && b == "schemas").then(|| at.last())
        });
        let keywords = self.keywords(schema);
        let name = self.name(schema, keywords.element_name(component.as_deref().unwrap_or("root")));
        let shape = self.shape(schema, ty, &name, true);
        XmlElement { name, namespace: keywords.namespace(), shape }
    }

    /// The schema and what it refers to or wraps, one after the other.
    fn chain(&self, schema: &Pointer) -> Vec<Pointer> {
        let mut chain = vec![schema.clone()];
        while let Some(node) = chain.last().and_then(|it| self.schemas.node(it)).filter(|_| chain.len() < 32) {
            match node.reference().map(Pointer::parse).or_else(|| node.wrapped()) {
                Some(next) => chain.push(next),
                None => break,
            }
        }
        chain
    }

    fn keywords(&self, schema: &Pointer) -> Keywords {
        let mut keywords = Keywords::default();
        for node in self.chain(schema).iter().flat_map(|at| self.with_parts(at)) {
            let Some(xml) = node.annotations().get("xml") else { continue };
            let text = |key: &str| xml.get(key).and_then(|it| it.as_str()).map(str::to_owned);
            keywords.name = keywords.name.or_else(|| text("name"));
            keywords.prefix = keywords.prefix.or_else(|| text("prefix"));
            keywords.namespace = keywords.namespace.or_else(|| text("namespace"));
            keywords.node = keywords.node.or_else(|| text("x-octogen-node-type"));
            keywords.attribute |= xml.get("attribute") == Some(&true.into());
            keywords.wrapped |= xml.get("wrapped") == Some(&true.into());
        }
        keywords
    }

    /// The name; one that is not a valid XML name is reported.
    fn name(&mut self, at: &Pointer, name: String) -> String {
        if !is_name(&name) {
            let message = format!("`{name}` is not a name in XML: a value with it is rejected before it is sent");
            self.diags.approximated(code::XML, at, message);
        }
        name
    }

    /// A schema, and the parts of its `allOf` that say something of their own: beside a reference in 3.0, that is where
    /// `xml` has to stand.
    fn with_parts(&self, schema: &Pointer) -> Vec<Node<'a>> {
        let Some(node) = self.schemas.node(schema) else { return Vec::new() };
        let parts = node.conjuncts().into_iter().filter_map(|at| self.schemas.node(&at));
        let own: Vec<_> = parts.filter(|part| part.reference().is_none()).collect();
        [node].into_iter().chain(own).collect()
    }

    /// What stands in an element of that name; the items of a list take its name where they have none.
    fn shape(&mut self, schema: &Pointer, ty: &TypeRef, name: &str, wrapped: bool) -> XmlShape {
        let Some((schema, ty)) = self.bare(schema, ty) else { return XmlShape::Any };
        match ty {
            TypeRef::Bool => XmlShape::Boolean,
            TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64 => XmlShape::Number,
            TypeRef::Format(Format::DecimalNumber) => XmlShape::Number,
            TypeRef::String | TypeRef::Format(_) => XmlShape::Text,
            TypeRef::Json | TypeRef::Null | TypeRef::Option(_) | TypeRef::Boxed(_) => XmlShape::Any,
            TypeRef::List(it) => {
                let items = self.merged(&schema).items.into_iter().next();
                XmlShape::List { item: self.item(items, it, name), wrapped }
            }
            TypeRef::Map(it) => XmlShape::Map(self.item(self.values(&schema), it, "item")),
            TypeRef::Named(named) => self.named(named),
        }
    }

    /// The element of a schema that is no list of items among others.
    fn element(&mut self, schema: &Pointer, ty: &TypeRef, otherwise: &str) -> XmlElement {
        let keywords = self.keywords(schema);
        let name = self.name(schema, keywords.element_name(otherwise));
        let shape = self.shape(schema, ty, &name, true);
        XmlElement { name, namespace: keywords.namespace(), shape }
    }

    /// The element of an item. What is a list or a map with a name may hold itself, so that it has a table of its own.
    fn item(&mut self, schema: Option<Pointer>, ty: &TypeRef, otherwise: &str) -> XmlItem {
        let Some(schema) = &schema else { return XmlItem::Own(Box::new(any(otherwise))) };
        let holds_items = self.bare(schema, ty).is_some_and(|(_, it)| matches!(it, TypeRef::List(_) | TypeRef::Map(_)));
        let is_named = !matches!(ty, TypeRef::List(_) | TypeRef::Map(_));
        let Some(named) = ty.named().filter(|_| holds_items && is_named) else {
            return XmlItem::Own(Box::new(self.element(schema, ty, otherwise)));
        };
        let name = self.keywords(schema).element_name(otherwise);
        let key = (named.clone(), schema.clone(), otherwise.to_owned());
        let table = match self.items.get(&key) {
            Some((table, _)) => table.clone(),
            None => {
                let table = ConstName::new(self.names.name(&[&format!("{named} {name} item")]));
                self.items.insert(key.clone(), (table.clone(), None));
                self.pending.push(Pending::Item(key));
                table
            }
        };
        XmlItem::Named { name, table }
    }

    /// The element of members without a name.
    fn extra(&mut self, schema: &Pointer, ty: &TypeRef) -> XmlElement {
        self.values(schema).map_or_else(|| any("item"), |at| self.element(&at, ty, "item"))
    }

    /// The schema of members without a name.
    fn values(&self, schema: &Pointer) -> Option<Pointer> {
        match self.merged(schema).additional {
            Some(Additional::Schema(at)) => Some(at),
            _ => None,
        }
    }

    fn merged(&self, schema: &Pointer) -> Merged<'a> {
        Merged::of(self.schemas, &SchemaSet::from(schema.clone()), &mut Diagnostics::default())
    }

    /// The type behind names, boxes and options, and the schema that says what is in it; none where names only lead to each
    /// other.
    fn bare<'r>(&self, schema: &Pointer, ty: &'r TypeRef) -> Option<(Pointer, &'r TypeRef)>
    where
        't: 'r,
    {
        let (mut schema, mut end) = (schema.clone(), None);
        let mut visit = Visit::from([ty]);
        while let Some((ty, _)) = visit.next() {
            end = None;
            match ty {
                TypeRef::Option(it) | TypeRef::Boxed(it) => visit.push([&**it], 0),
                TypeRef::Named(name) => match self.defs.get(name).copied() {
                    Some(TypeDef { shape: Shape::Alias(it) | Shape::Newtype(it), component, pointer, .. }) => {
                        // What a component holds is said there, whatever leads to it.
                        if component.is_some() {
                            schema = pointer.clone();
                        }
                        visit.push([it], 0);
                    }
                    _ => end = Some(ty),
                },
                ty => end = Some(ty),
            }
        }
        end.map(|ty| (schema, ty))
    }

    fn named(&mut self, named: &TypeName) -> XmlShape {
        let Some(def) = self.defs.get(named).copied() else { return XmlShape::Any };
        match &def.shape {
            Shape::Alias(_) | Shape::Newtype(_) => XmlShape::Any, // `bare` has seen through it
            Shape::Enum(it) if it.repr == EnumRepr::Integer => XmlShape::Number,
            Shape::Enum(it) if it.repr == EnumRepr::String => XmlShape::Text,
            Shape::Constant(it) => match &it.value {
                value if value.is_number() => XmlShape::Number,
                value if value.is_boolean() => XmlShape::Boolean,
                value if value.is_string() => XmlShape::Text,
                _ => XmlShape::Any,
            },
            Shape::Struct(_) => self.object(def),
            Shape::Union(it) if it.variants.iter().all(|it| self.structure(&it.ty).is_some()) => self.object(def),
            Shape::Enum(_) | Shape::Tuple(_) | Shape::Union(_) => {
                let message = format!("in XML, `{named}` is read by its elements alone: values of it are texts");
                self.diags.approximated(code::XML, &def.pointer, message);
                XmlShape::Any
            }
        }
    }

    fn structure(&self, ty: &TypeRef) -> Option<&'t TypeDef> {
        let def = self.defs.get(ty.named()?).copied()?;
        match (&def.shape, ty) {
            (Shape::Struct(_), TypeRef::Named(_) | TypeRef::Boxed(_)) => Some(def),
            _ => None,
        }
    }

    fn object(&mut self, def: &'t TypeDef) -> XmlShape {
        if !self.objects.contains_key(&def.name) {
            self.objects.insert(def.name.clone(), None);
            self.pending.push(Pending::Object(def));
        }
        XmlShape::Object(def.name.clone())
    }

    fn finish(&mut self) {
        while let Some(pending) = self.pending.pop() {
            visit::count(1);
            match pending {
                Pending::Object(def) => {
                    let object = self.members(def);
                    self.objects.insert(def.name.clone(), Some(object));
                }
                Pending::Item(key) => {
                    let (named, schema, otherwise) = &key;
                    let element = self.element(schema, &TypeRef::Named(named.clone()), otherwise);
                    self.items.entry(key).and_modify(|it| it.1 = Some(element));
                }
            }
        }
    }

    /// The members of a struct, or of all structs of a union.
    fn members(&mut self, def: &'t TypeDef) -> XmlObject {
        let structs: Vec<&TypeDef> = match &def.shape {
            Shape::Union(it) => it.variants.iter().filter_map(|it| self.structure(&it.ty)).collect(),
            _ => vec![def],
        };
        let mut known = BTreeSet::new();
        let (mut members, mut extra) = (Vec::new(), None);
        for def in structs {
            let Shape::Struct(it) = &def.shape else { continue };
            let first = members.len();
            for field in it.fields.iter().filter(|it| known.insert(it.wire.as_str())) {
                let member = self.member(field);
                self.tell_shared_name(&members[first..], &member, field);
                members.push(member);
            }
            extra = extra.or_else(|| {
                let (_, ty) = it.extra.as_ref()?;
                Some(self.extra(&def.pointer, ty))
            });
        }
        let table = ConstName::new(""); // given when all are known
        XmlObject { name: def.name.clone(), table, members, extra }
    }

    /// Members of one object under one name: no reader can tell whose an element is.
    fn tell_shared_name(&mut self, before: &[XmlMember], member: &XmlMember, field: &Field) {
        let is_named = matches!(member.place, XmlPlace::Element | XmlPlace::Attribute);
        let shares = |it: &&XmlMember| it.place == member.place && it.found_by() == member.found_by();
        if let Some(other) = before.iter().find(shares).filter(|_| is_named) {
            let (name, wire, other) = (member.found_by(), &field.wire, &other.wire);
            let message = format!("`{wire}` is `{name}` in XML, as is `{other}`: what has that name is read into both");
            self.diags.approximated(code::XML, &field.pointer, message);
        }
    }

    fn member(&mut self, field: &Field) -> XmlMember {
        let keywords = self.keywords(&field.pointer);
        let mut place = match keywords.node.as_deref() {
            Some("attribute") => XmlPlace::Attribute,
            Some("text") => XmlPlace::Text,
            Some("cdata") => XmlPlace::Cdata,
            _ if keywords.attribute => XmlPlace::Attribute,
            _ => XmlPlace::Element,
        };
        let name = self.name(&field.pointer, keywords.element_name(&field.wire));
        let wrapped = keywords.wrapped || keywords.node.as_deref() == Some("element");
        // The name of a list that has no element is not the name of its items.
        let items = if wrapped { name.clone() } else { field.wire.clone() };
        let shape = self.shape(&field.pointer, &field.ty, &items, wrapped);
        let is_list = matches!(shape, XmlShape::List { .. });
        if keywords.node.as_deref() == Some("none") && !is_list {
            let message = format!("`nodeType: none` of `{}` is taken for an element", field.wire);
            self.diags.approximated(code::XML, &field.pointer, message);
        }
        if place == XmlPlace::Attribute && !is_flat(&shape) {
            let message = format!("`{}` is an attribute, which cannot hold an object; it is an element", field.wire);
            self.diags.approximated(code::XML, &field.pointer, message);
            place = XmlPlace::Element;
        }
        let required = matches!(field.presence, Presence::Required | Presence::Nullable);
        let element = XmlElement { name, namespace: keywords.namespace(), shape };
        XmlMember { wire: field.wire.clone(), place, required, element }
    }
}

/// An element of which nothing is known but its name.
fn any(name: &str) -> XmlElement {
    XmlElement { name: name.to_owned(), namespace: None, shape: XmlShape::Any }
}

/// Whether an attribute can hold it: a value without parts, or a list of such words.
fn is_flat(shape: &XmlShape) -> bool {
    match shape {
        XmlShape::Object(_) | XmlShape::Map(_) => false,
        XmlShape::List { item: XmlItem::Named { .. }, .. } => false,
        XmlShape::List { item: XmlItem::Own(it), .. } => {
            is_flat(&it.shape) && !matches!(it.shape, XmlShape::List { .. })
        }
        XmlShape::Text | XmlShape::Number | XmlShape::Boolean | XmlShape::Any => true,
    }
}
