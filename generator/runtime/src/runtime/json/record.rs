//! Objects with known properties. A generated struct has a table of its properties and passes its fields as tuples, by
//! value for reading and by reference for everything else; the loops are here, and the tuples in `fields`.

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::runtime::json::fields::Groups;
use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::model::{Model, Parts};
use crate::runtime::json::number_text::NumberText;
use crate::runtime::json::wire::{JsonValue, MapAccess, Output, Part, Place, Wire};

/// The members of a struct.
#[derive(Debug)]
pub struct ObjectShape {
    /// The struct.
    pub name: &'static str,
    /// Its members, in the order of the fields.
    pub members: &'static [ObjectMember],
    /// The field for all other members, where they are kept.
    pub extra: Option<&'static str>,
}

/// A member.
#[derive(Debug)]
pub struct ObjectMember {
    /// Its name on the wire.
    pub wire: &'static str,
    /// The field.
    pub field: &'static str,
    /// Some of [`flag`].
    pub flags: u8,
}

/// Flags of a member.
#[allow(non_upper_case_globals, reason = "a macro takes them as words")]
pub mod flag {
    /// Has to be there and is always written.
    pub const required: u8 = 1;
    /// May be missing or null; is always written.
    pub const nullable: u8 = 2;
    /// May be missing; is left out where there is no value.
    pub const optional: u8 = 4;
    /// Left out of requests, whatever it holds.
    pub const read_only: u8 = 8;
    /// A number that may come as its text.
    pub const number_text: u8 = 16;
}

impl ObjectMember {
    fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

impl ObjectShape {
    /// The member of that name. Members mostly come in the order of the table, so the search starts at `guess`.
    fn find(&self, name: &str, guess: usize) -> Option<usize> {
        let count = self.members.len();
        (guess..count).chain(0..guess.min(count)).find(|index| self.members[*index].wire == name)
    }
}

/// The places of all fields.
trait Places {
    fn at(&mut self, index: usize) -> &mut dyn Place;
}

/// The places of groups of fields.
struct InGroups<'a, G: Groups>(&'a mut G::Places);

impl<G: Groups> Places for InGroups<'_, G> {
    #[inline]
    fn at(&mut self, index: usize) -> &mut dyn Place {
        G::place(self.0, index)
    }
}

impl<G: Groups, F: Further> Parts for (G, F) {
    type Shape = ObjectShape;
    type In<'a> = Self;
    type Out<'a> = (G::Refs<'a>, F::Ref<'a>);
    type Places = G::Places;

    fn read<M: Model<Parts = Self>>(value: JsonValue<'_>) -> Result<M, Mismatch> {
        let mut places = G::empty();
        let mut further = F::default();
        read(value, M::SHAPE, &mut InGroups::<G>(&mut places), further.store())?;
        M::complete(&mut places);
        let groups = G::taken(places).ok_or_else(Mismatch::missing)?;
        Ok(M::of((groups, further)))
    }

    fn write<M: Model<Parts = Self>>(value: &M, out: &mut Output<'_>) {
        let (groups, further) = value.parts();
        write(out, M::SHAPE, &|index| G::get(groups, index), F::shown(further));
    }

    fn print<M: Model<Parts = Self>>(value: &M, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (groups, further) = value.parts();
        let mut printed = f.debug_struct(M::SHAPE.name);
        for (index, member) in M::SHAPE.members.iter().enumerate() {
            printed.field(member.field, &G::get(groups, index));
        }
        if let (Some(name), Some(further)) = (M::SHAPE.extra, F::debugged(further)) {
            printed.field(name, &further);
        }
        printed.finish()
    }

    fn same<M: Model<Parts = Self>>(left: &M, right: &M) -> bool {
        let (left, right) = (left.parts(), right.parts());
        G::same(left.0, right.0) && F::same(left.1, right.1)
    }

    fn copy<M: Model<Parts = Self>>(value: &M) -> M {
        let (groups, further) = value.parts();
        M::of((G::copied(groups), F::copied(further)))
    }
}

/// The place of the members that a type does not name: none, or a map.
pub trait Further: Default + 'static {
    /// The same, by reference.
    type Ref<'a>: Copy;

    /// Stores members.
    fn store(&mut self) -> Option<&mut dyn Extra>;

    /// The members to write.
    fn shown<'a>(it: Self::Ref<'a>) -> Option<&'a dyn Extra>;

    /// The members to print.
    fn debugged<'a>(it: Self::Ref<'a>) -> Option<&'a dyn Wire>;

    /// Whether both are equal.
    fn same(left: Self::Ref<'_>, right: Self::Ref<'_>) -> bool;

    /// Clones the value.
    fn copied(it: Self::Ref<'_>) -> Self;
}

impl Further for () {
    type Ref<'a> = ();

    #[inline]
    fn store(&mut self) -> Option<&mut dyn Extra> {
        None
    }

    #[inline]
    fn shown<'a>((): ()) -> Option<&'a dyn Extra> {
        None
    }

    fn debugged<'a>((): ()) -> Option<&'a dyn Wire> {
        None
    }

    #[inline]
    fn same((): (), (): ()) -> bool {
        true
    }

    #[inline]
    fn copied((): ()) {}
}

impl<T: Wire> Further for (BTreeMap<String, T>,) {
    type Ref<'a> = (&'a BTreeMap<String, T>,);

    fn store(&mut self) -> Option<&mut dyn Extra> {
        Some(&mut self.0)
    }

    fn shown<'a>(it: Self::Ref<'a>) -> Option<&'a dyn Extra> {
        Some(it.0)
    }

    fn debugged<'a>(it: Self::Ref<'a>) -> Option<&'a dyn Wire> {
        Some(it.0)
    }

    fn same(left: Self::Ref<'_>, right: Self::Ref<'_>) -> bool {
        left.0.same(right.0)
    }

    fn copied(it: Self::Ref<'_>) -> Self {
        (it.0.copy(),)
    }
}

/// The members of an object that its type does not name.
pub trait Extra {
    /// Keeps a member.
    ///
    /// # Errors
    ///
    /// Fails if the value does not match.
    fn insert(&mut self, name: &str, entries: &mut dyn MapAccess) -> Result<(), Mismatch>;

    /// Hands out all members.
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Wire));
}

impl<T: Wire> Extra for BTreeMap<String, T> {
    fn insert(&mut self, name: &str, entries: &mut dyn MapAccess) -> Result<(), Mismatch> {
        let mut value = None::<T>;
        entries.next_value(&mut value)?;
        match value {
            Some(value) => self.insert(name.to_owned(), value),
            None => return Err(Mismatch::new("must not be null")),
        };
        Ok(())
    }

    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Wire)) {
        self.iter().for_each(|(name, value)| visit(name, value));
    }
}

/// Reads the properties of an object into their places. Unknown properties are skipped if nothing keeps them; of a
/// repeated one the last counts.
fn read(
    value: JsonValue<'_>,
    shape: &ObjectShape,
    places: &mut dyn Places,
    mut extra: Option<&mut dyn Extra>,
) -> Result<(), Mismatch> {
    let JsonValue::Map(entries) = value else {
        return Err(value.mismatch("an object"));
    };
    let mut guess = 0;
    let mut in_order = true;
    loop {
        // Members mostly come in the order of the table.
        while let Some(member) = shape.members.get(guess)
            && entries.is_next(Some(member.wire))
        {
            fill(entries, member, places.at(guess))?;
            guess += 1;
        }
        if guess == shape.members.len() && entries.is_next(None) {
            // The last one was found; what came before it, in order, was looked at one by one.
            if in_order {
                return Ok(());
            }
            break;
        }
        in_order = false;
        match (next(entries, shape, guess, extra.is_some())?, &mut extra) {
            (Next::Known(index), _) => {
                fill(entries, &shape.members[index], places.at(index))?;
                guess = index + 1;
            }
            (Next::Unknown(name), Some(extra)) => extra.insert(&name, entries).map_err(|it| it.in_member(&name))?,
            (Next::Unknown(_), None) => entries.skip_value()?,
            (Next::End, _) => break,
        }
    }
    let mut members = shape.members.iter().enumerate();
    match members.find(|(index, member)| member.is(flag::required) && places.at(*index).is_empty()) {
        Some((_, member)) => Err(Mismatch::new(format!("member `{}` is missing", member.wire))),
        None => Ok(()),
    }
}

/// Reads the value of a property into its place.
#[inline]
fn fill(entries: &mut dyn MapAccess, member: &ObjectMember, store: &mut dyn Place) -> Result<(), Mismatch> {
    let outcome = match member.is(flag::number_text) {
        true => entries.next_value(&mut NumberText(store)),
        false => entries.next_value(store),
    };
    if let Err(error) = outcome {
        return Err(error.in_member(member.wire));
    }
    if member.is(flag::required) && store.is_empty() {
        return Err(Mismatch::new("must not be null").in_member(member.wire));
    }
    Ok(())
}

enum Next {
    Known(usize),
    /// With the name if it is needed.
    Unknown(String),
    End,
}

/// The next property, whichever it is.
fn next(entries: &mut dyn MapAccess, shape: &ObjectShape, guess: usize, named: bool) -> Result<Next, Mismatch> {
    let mut next = Next::End;
    entries.next_key(&mut |name| {
        next = match shape.find(name, guess) {
            Some(index) => Next::Known(index),
            None if named => Next::Unknown(name.to_owned()),
            None => Next::Unknown(String::new()),
        };
    })?;
    Ok(next)
}

/// Writes an object of the values that are there; the further members come last.
fn write<'a>(
    out: &mut Output<'_>,
    shape: &ObjectShape,
    value: &dyn Fn(usize) -> &'a dyn Wire,
    extra: Option<&dyn Extra>,
) {
    let request = is_request();
    out.0.take(Part::Map(&|visit| {
        for (index, member) in shape.members.iter().enumerate() {
            let value = value(index);
            let left_out = (member.is(flag::optional) && value.is_absent()) || (request && member.is(flag::read_only));
            if !left_out {
                visit(member.wire, value);
            }
        }
        extra.into_iter().for_each(|it| {
            it.each(&mut |name, value| {
                if shape.find(name, 0).is_none() {
                    visit(name, value);
                }
            });
        });
    }));
}

thread_local! {
    static REQUEST: Cell<bool> = const { Cell::new(false) };
}

/// Runs `write` so that everything serialized in it omits read-only properties, as a request must. Otherwise they are
/// written, so that a response can be read and written again.
#[doc(hidden)]
pub fn in_request<R>(write: impl FnOnce() -> R) -> R {
    /// Puts the former state back, also when `write` panics.
    struct Former(bool);
    impl Drop for Former {
        fn drop(&mut self) {
            REQUEST.set(self.0);
        }
    }
    let _former = Former(REQUEST.replace(true));
    write()
}

/// Whether a request is being serialized.
pub(crate) fn is_request() -> bool {
    REQUEST.get()
}

/// A struct, its impls, its constructor and setters. Each 16 members end with a semicolon, and so does the last one: so
/// many are in a tuple. `missing` identifies places by group and position.
#[macro_export]
#[doc(hidden)]
macro_rules! object {
    (
        $(#[$($attribute:tt)*])*
        pub struct $name:ident {
            $($(
                $(#[$($of_field:tt)*])*
                pub $field:ident: $ty:ty = $($flag:ident)+ $wire:literal
            ),*;)*
            $(.. pub $extra:ident: $further:ty)?
        }
        $(default = $constructor:path;)?
        $(new($($argument:ident: $argument_ty:ty),*) {
            $($given:ident: $value:expr),*; $($none:ident),*; $($absent:ident),*
        })?
        $(missing { $($group:tt $position:tt = $default_value:expr;)* })?
        $(setters {
            $($(#[$($of_setter:tt)*])* $setter:ident $(<$how:ident>)? ($target:ident: $taken:ty) = $set:expr;)*
        })?
    ) => {
        $(#[$($attribute)*])*
        #[non_exhaustive]
        pub struct $name {
            $($($(#[$($of_field)*])* pub $field: $ty,)*)*
            $(/// All other members.
            pub $extra: $further,)?
        }

        #[allow(deprecated, clippy::unused_unit)]
        impl $crate::runtime::model::Model for $name {
            type Parts = (($(($($ty,)*),)*), ($($further,)?));
            const SHAPE: &'static $crate::runtime::record::ObjectShape = &$crate::runtime::record::ObjectShape {
                name: ::core::stringify!($name),
                members: &[$($($crate::runtime::record::ObjectMember {
                    wire: $wire,
                    field: ::core::stringify!($field),
                    flags: $($crate::runtime::record::flag::$flag)|+,
                },)*)*],
                extra: $crate::runtime::record::first(&[$(::core::stringify!($extra))?]),
            };

            #[inline]
            fn of((($(($($field,)*),)*), ($($extra,)?)): Self::Parts) -> Self {
                Self { $($($field,)*)* $($extra,)? }
            }

            #[inline]
            fn parts(&self) -> <Self::Parts as $crate::runtime::model::Parts>::Out<'_> {
                (($(($(&self.$field,)*),)*), ($(&self.$extra,)?))
            }

            $(#[inline]
            fn complete(places: &mut <Self::Parts as $crate::runtime::model::Parts>::Places) {
                $(places.$group.$position.get_or_insert_with(|| $default_value);)*
            })?
        }

        $crate::printed_by_wire! { $name }
        $crate::compared_by_wire! { $name }
        $crate::copied_by_wire! { $name }
        $crate::serde_by_wire! { $name }

        $(impl ::core::default::Default for $name {
            #[inline]
            fn default() -> Self {
                $constructor()
            }
        })?

        #[allow(
            deprecated,
            clippy::self_named_constructors,
            clippy::should_implement_trait,
            clippy::too_many_arguments
        )]
        impl $name {
            $(/// Creates a value with its required fields; all others are unset.
            #[inline]
            pub fn new($($argument: $argument_ty),*) -> Self {
                Self {
                    $($given: $value,)*
                    $($none: ::core::option::Option::None,)*
                    $($absent: $crate::runtime::Maybe::Absent,)*
                }
            })?

            $($(
                $(#[$($of_setter)*])*
                #[must_use]
                #[inline]
                pub fn $setter $(<$how>)? (mut self, $target: $taken) -> Self {
                    self.$target = $set;
                    self
                }
            )*)?
        }
    };
}

/// The name in a list of none or one.
#[must_use]
pub const fn first(names: &[&'static str]) -> Option<&'static str> {
    match names {
        [name, ..] => Some(name),
        [] => None,
    }
}
