//! The types of a document in the making: each is built once, and named before what refers to it is finished.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::any::any;
use super::docs::{constraints_of, docs};
use super::merged::Merged;
use super::node::Node;
use super::null::Null;
use super::parents::Parents;
use super::place::Place;
use super::set::{self, Part, SchemaSet, Schemas, component_of};
use super::typed::{Built, Typed};
use crate::Pointer;
use crate::config::Config;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{ModuleName, Shape, TypeDef, TypeName, TypeRef, Usage};
use crate::model::{generated_ids, name_extensions};
use crate::namer::{Claim, Kind, Scope, phrase, settle};
use crate::spec::Spec;

/// The types of a document in the making.
pub(crate) struct Types<'a, 'd> {
    /// The schemas of the document.
    pub schemas: Schemas<'a>,
    /// Where findings go.
    pub diags: &'d mut Diagnostics,
    pub(super) parents: Parents,
    components: BTreeMap<Pointer, TypeName>,
    names: Scope,
    state: HashMap<SchemaSet, State>,
    started: BTreeSet<Pointer>,
    defs: BTreeMap<TypeName, TypeDef>,
    origins: Origins,
    /// How many conjunctions without a name of their own were asked for.
    conjunctions: usize,
    /// Places of problems that are reported once.
    reported: BTreeSet<Pointer>,
    /// How many inline schemas are being built inside of each other.
    depth: usize,
    /// Inline schemas that have a name and wait for their turn.
    later: Vec<(SchemaSet, TypeName)>,
}

/// Where the inline types come from, by name.
pub(crate) type Origins = BTreeMap<TypeName, Origin>;

/// Where an inline type comes from.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// Its place.
    pub place: Place,
    /// What its own schema is titled.
    pub title: Option<String>,
    /// The schemas that it is made of.
    pub set: Option<SchemaSet>,
}

/// Formats whose types are named in `types` like those of the document, with the name of that type.
const FORMATS: [(&str, &str); 2] = [("DateTime", "date-time"), ("Uuid", "uuid")];

/// Whether the schema is called like the type of a format and is something else.
fn is_other_than_its_name(node: &Node<'_>, wire: &str) -> bool {
    let format = FORMATS.iter().find(|(name, _)| phrase([wire]) == *name).map(|(_, format)| *format);
    format.is_some_and(|it| node.text("format") != Some(it) || node.values().is_some() || node.constant().is_some())
}

/// How deep inline schemas are built inside of each other. Members of two conjunctions are one conjunction again, as far
/// as the document goes on, so that what is deeper gets its name at once and its type when the stack is free.
const DEEPEST: usize = 24;

/// How many of them get types.
const CONJUNCTIONS: usize = 4_000;

/// How far an inline schema is.
#[derive(Clone, Debug)]
enum State {
    /// Being built; it has a name already where it was met again inside itself.
    Open(Option<TypeName>),
    /// Built.
    Done(TypeRef),
}

impl<'a, 'd> Types<'a, 'd> {
    /// Names all components; nothing is built yet.
    pub fn new(spec: &'a Spec, config: &Config, diags: &'d mut Diagnostics) -> Self {
        let at = Pointer::parse("/components/schemas");
        let wires: Vec<String> =
            spec.raw(&at).and_then(|it| it.as_object()).into_iter().flatten().map(|(k, _)| k.clone()).collect();
        let schemas = Schemas::new(spec);
        let bodies = generated_ids::bodies(spec);
        let claims = |wire: &String| {
            let node = schemas.node(&at.key(wire));
            let get = |keyword: &str| node.as_ref()?.get(keyword);
            name_extensions::check(name_extensions::SCHEMA, &at.key(wire), get, diags);
            let unambiguous = |name: &str| match node.as_ref().is_some_and(|it| is_other_than_its_name(it, name)) {
                true => format!("{name} schema"),
                false => name.to_owned(),
            };
            // What the settings say goes before all; what the document or a rule would take from another schema does not.
            let chosen = config.naming.schemas.get(wire).map(|it| Claim::new(unambiguous(it), 0));
            let given = name_extensions::name(name_extensions::SCHEMA, get).map(|it| Claim::new(unambiguous(it), 2));
            let body = bodies.get(wire).map(|it| Claim::new(it, 3));
            chosen.or(given).or(body).into_iter().chain([Claim::new(unambiguous(wire), 1)]).collect()
        };
        let wishes = settle(Kind::Type, &wires.iter().map(claims).collect::<Vec<_>>());
        let plain = FORMATS
            .map(|(name, _)| name)
            .into_iter()
            .filter(|it| !wishes.iter().any(|wish| phrase([wish.as_str()]) == **it));
        let mut names = Scope::new(Kind::Type, &plain.collect::<Vec<_>>());
        let given = names.names(wishes.iter().map(String::as_str));
        let named = wires.iter().zip(&wishes);
        let components = named.map(|(wire, wish)| (at.key(wire), TypeName::new(given[wish.as_str()].clone())));
        let components: BTreeMap<_, _> = components.collect();
        let parents = Parents::of(&schemas, components.keys());
        for at in &parents.circular {
            let message = "its `allOf` refers to itself; what it adds is applied once";
            let finding = diags.warning(code::CYCLIC_REF, &at.key("allOf"), message);
            finding.help("remove the schema from its own `allOf`, with an overlay if the document is not yours");
        }
        for (base, target) in &parents.only_mapped {
            let name = base.last();
            let message = format!(
                "the `mapping` of `{name}` refers to this schema, which does not have `{name}` in its `allOf`; it is a subtype all the same"
            );
            diags.approximated(code::DISCRIMINATOR, target, message);
        }
        let (state, started, defs, origins, conjunctions, reported, depth, later) = Default::default();
        Self {
            schemas,
            diags,
            parents,
            components,
            names,
            state,
            started,
            defs,
            origins,
            conjunctions,
            reported,
            depth,
            later,
        }
    }

    /// Builds every component.
    pub fn build_components(&mut self) {
        let places: Vec<_> = self.components.keys().cloned().collect();
        for place in places {
            self.build_component(&place);
        }
    }

    /// The types, by name.
    pub fn into_defs(self) -> Vec<TypeDef> {
        self.defs.into_values().collect()
    }

    /// Where the inline ones among them come from.
    pub fn take_origins(&mut self) -> Origins {
        std::mem::take(&mut self.origins)
    }

    /// The type under that name, where it is built.
    pub fn def(&self, name: &TypeName) -> Option<&TypeDef> {
        self.defs.get(name)
    }

    /// The type of a set of schemas; `place` names it where it needs a name and has none of its own.
    pub fn typed(&mut self, set: &SchemaSet, place: &Place) -> Typed {
        let Null { accepted, meant } = self.schemas.null(set);
        for at in meant.into_iter().filter(|at| self.reported.insert(at.clone())).collect::<Vec<_>>() {
            let message = "this member of an `allOf` only adds null, which the others do not allow; null is accepted";
            self.diags.approximated(code::NULL_IN_ALL_OF, &at, message);
        }
        let set = self.schemas.reduce(set);
        let set = self.affordable(set);
        let ty = match set.component() {
            Some(component) => self.component(component),
            None if set.parts().is_empty() => any(),
            None => self.inline(&set, place),
        };
        while let Some((set, name)) = self.later.pop_if(|_| self.depth == 0) {
            self.build_inline(&set, &Place::named(&name));
        }
        Typed { ty, nullable: accepted }
    }

    /// Whether nothing has been reported about that place before.
    pub(super) fn is_first_word_about(&mut self, at: &Pointer) -> bool {
        self.reported.insert(at.clone())
    }

    /// The type of a list item, map value, body: `Option<T>` where `null` is allowed.
    pub fn value(&mut self, set: &SchemaSet, place: &Place) -> TypeRef {
        self.typed(set, place).into_value()
    }

    /// A component by its name. What takes every value, or null alone, is that wherever it is referred to: a name for
    /// it would hide that null is one of its values.
    fn component(&mut self, place: &Pointer) -> TypeRef {
        match self.components.get(place) {
            _ if self.schemas.is_null(place) => TypeRef::Null,
            Some(_) if self.schemas.is_any(place) => any(),
            Some(name) => TypeRef::Named(name.clone()),
            None => self.widened_as_said(), // `spec` has reported the reference that does not resolve
        }
    }

    fn build_component(&mut self, at: &Pointer) {
        if !self.started.insert(at.clone()) {
            return;
        }
        let Some(name) = self.components.get(at).cloned() else {
            return;
        };
        let place = Place::named(&name);
        let set = SchemaSet::from(at.clone());
        let merged = Merged::of(&self.schemas, &set, self.diags);
        let shape = match self.alias(at) {
            Some(target) => Shape::Alias(self.typed(&target.into(), &place).ty),
            None => match self.component_shape(at, &merged, &place) {
                Built::Ref(ty) => Shape::Alias(ty),
                Built::Shape(shape) => shape,
            },
        };
        self.define(name, &merged, shape, at, Some(at.last()));
    }

    /// Where the component is just another name for something.
    fn alias(&self, at: &Pointer) -> Option<Pointer> {
        let node = self.schemas.node(at)?;
        // What it wraps may stand in the component itself: that is no other name, but the component.
        let elsewhere = |it: &Pointer| component_of(&self.schemas.follow(it)).as_ref() != Some(at);
        let target = node.reference().map(Pointer::parse).or_else(|| node.wrapped().filter(elsewhere));
        target.filter(|_| !self.parents.has(at))
    }

    fn inline(&mut self, set: &SchemaSet, place: &Place) -> TypeRef {
        // What another component declares is named there, whoever asks first.
        if let Some(owner) = set.single().and_then(component_of).filter(|_| self.depth < DEEPEST) {
            self.depth += 1;
            self.build_component(&owner);
            self.depth -= 1;
        }
        match self.state.get(set).cloned() {
            Some(State::Done(ty)) => return ty,
            Some(State::Open(Some(name))) => return TypeRef::Named(name),
            Some(State::Open(None)) => {
                let name = self.fresh(place);
                self.state.insert(set.clone(), State::Open(Some(name.clone())));
                return TypeRef::Named(name);
            }
            None if self.depth >= DEEPEST && self.holds_others(set) => {
                let name = self.fresh(&Place::far_inside(set.parts().iter().map(Part::place)));
                self.state.insert(set.clone(), State::Open(Some(name.clone())));
                self.later.push((set.clone(), name.clone()));
                return TypeRef::Named(name);
            }
            None => {}
        }
        self.state.insert(set.clone(), State::Open(None));
        self.build_inline(set, place)
    }

    /// Whether the type is made of others.
    fn holds_others(&self, set: &SchemaSet) -> bool {
        use crate::ir::JsonKind::{Array, Object};
        let merged = Merged::of(&self.schemas, set, &mut Diagnostics::default());
        !merged.groups.is_empty() || matches!(merged.kind, Some(Array | Object))
    }

    fn build_inline(&mut self, set: &SchemaSet, place: &Place) -> TypeRef {
        let merged = Merged::of(&self.schemas, set, self.diags);
        self.depth += 1;
        let built = self.shape(&merged, place);
        self.depth -= 1;
        let promised = match self.state.get(set) {
            Some(State::Open(name)) => name.clone(),
            _ => None,
        };
        let ty = match (built, promised) {
            (Built::Ref(ty), None) => ty,
            (Built::Ref(ty), Some(name)) => self.define_inline(name, set, &merged, Shape::Alias(ty)),
            (Built::Shape(shape), name) => {
                let name = name.unwrap_or_else(|| self.fresh(place));
                self.define_inline(name, set, &merged, shape)
            }
        };
        self.state.insert(set.clone(), State::Done(ty.clone()));
        ty
    }

    /// The set, or its last part where the document has more conjunctions than anybody wants types for: members that
    /// several parts of an `allOf` declare can multiply from level to level.
    fn affordable(&mut self, set: SchemaSet) -> SchemaSet {
        if set.parts().len() < 2 || self.state.contains_key(&set) {
            return set;
        }
        if self.conjunctions < CONJUNCTIONS {
            self.conjunctions += 1;
            return set;
        }
        let last = set.parts().last().cloned();
        if let Some(Part::Whole(at) | Part::Own(at)) = &last {
            let message =
                format!("more than {CONJUNCTIONS} combinations by `allOf`; this part stands for its combination");
            self.diags.approximated(code::ALL_OF_CONFLICT, at, message);
        }
        SchemaSet::new(last)
    }

    fn fresh(&mut self, place: &Place) -> TypeName {
        let name = place.name();
        let fresh = TypeName::new(self.names.name(&[name, &format!("{name}Inline")]));
        self.origins.insert(fresh.clone(), Origin { place: place.clone(), title: None, set: None });
        fresh
    }

    fn define_inline(&mut self, name: TypeName, set: &SchemaSet, merged: &Merged<'a>, shape: Shape) -> TypeRef {
        let own = merged.parts.first();
        let at = own.map(|part| part.at.clone()).unwrap_or_default();
        if let Some(origin) = self.origins.get_mut(&name) {
            origin.set = Some(set.clone());
            origin.title =
                own.filter(|it| !set::is_component(&it.at)).and_then(|it| it.text("title")).map(str::to_owned);
        }
        self.define(name.clone(), merged, shape, &at, None);
        TypeRef::Named(name)
    }

    fn define(&mut self, name: TypeName, merged: &Merged<'a>, shape: Shape, at: &Pointer, component: Option<String>) {
        let def = TypeDef {
            name: name.clone(),
            module: ModuleName::new("common"), // `modules` moves it once all users are known
            tags: Vec::new(),
            docs: docs(&merged.parts),
            constraints: constraints_of(&self.schemas, &merged.parts),
            deprecated: merged.parts.first().is_some_and(|part| part.flag("deprecated")),
            usage: Usage::default(),
            shape,
            component,
            pointer: at.clone(),
        };
        self.defs.insert(name, def);
    }
}
