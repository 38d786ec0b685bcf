//! Objects with known members. A generated struct has a table of its members and hands its fields over as tuples, for
//! reading as they are and for everything else by reference; the loops are here, and the tuples in
//! `fields`.

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::runtime::json::fields::Groups;
use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::model::{Model, Parts};
use crate::runtime::json::number_text::NumberText;
use crate::runtime::json::wire::{Entries, Found, Output, Piece, Slot, Wire};

/// The members of a struct.
#[derive(Debug)]
pub struct Shape {
    /// The struct.
    pub name: &'static str,
    /// Its members, in the order of the fields.
    pub members: &'static [Member],
    /// The field for all other members, where they are kept.
    pub extra: Option<&'static str>,
}

/// A member.
#[derive(Debug)]
pub struct Member {
    /// Its name on the wire.
    pub wire: &'static str,
    /// The field.
    pub field: &'static str,
    /// Some of [`flag`].
    pub flags: u8,
}

/// What is to be known of a member.
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

impl Member {
    fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

impl Shape {
    /// The member of that name. Members mostly come in the order of the table, so the search starts at `guess`.
    fn find(&self, name: &str, guess: usize) -> Option<usize> {
        let count = self.members.len();
        (guess..count).chain(0..guess.min(count)).find(|index| self.members[*index].wire == name)
    }
}

/// The slots of all fields.
trait Slots {
    fn at(&mut self, index: usize) -> &mut dyn Slot;
}

/// The slots of groups of fields.
struct InGroups<'a, G: Groups>(&'a mut G::Slots);

impl<G: Groups> Slots for InGroups<'_, G> {
    #[inline]
    fn at(&mut self, index: usize) -> &mut dyn Slot {
        G::slot(self.0, index)
    }
}

impl<G: Groups, F: Further> Parts for (G, F) {
    type Shape = Shape;
    type In<'a> = Self;
    type Out<'a> = (G::Refs<'a>, F::Ref<'a>);
    type Slots = G::Slots;

    fn read<M: Model<Parts = Self>>(found: Found<'_>) -> Result<M, Mismatch> {
        let mut slots = G::empty();
        let mut further = F::default();
        read(found, M::SHAPE, &mut InGroups::<G>(&mut slots), further.place())?;
        M::complete(&mut slots);
        let groups = G::taken(slots).ok_or_else(Mismatch::missing)?;
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
    /// The same, for looking at it.
    type Ref<'a>: Copy;

    /// Where they are put.
    fn place(&mut self) -> Option<&mut dyn Extra>;

    /// What is written of them.
    fn shown<'a>(it: Self::Ref<'a>) -> Option<&'a dyn Extra>;

    /// What is printed of them.
    fn debugged<'a>(it: Self::Ref<'a>) -> Option<&'a dyn Wire>;

    /// Whether both are equal.
    fn same(left: Self::Ref<'_>, right: Self::Ref<'_>) -> bool;

    /// The same once more.
    fn copied(it: Self::Ref<'_>) -> Self;
}

impl Further for () {
    type Ref<'a> = ();

    #[inline]
    fn place(&mut self) -> Option<&mut dyn Extra> {
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

    fn place(&mut self) -> Option<&mut dyn Extra> {
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
    /// Where the value does not fit.
    fn insert(&mut self, name: &str, entries: &mut dyn Entries) -> Result<(), Mismatch>;

    /// Hands out all members.
    fn each(&self, tell: &mut dyn FnMut(&str, &dyn Wire));
}

impl<T: Wire> Extra for BTreeMap<String, T> {
    fn insert(&mut self, name: &str, entries: &mut dyn Entries) -> Result<(), Mismatch> {
        let mut value = None::<T>;
        entries.entry(&mut value)?;
        match value {
            Some(value) => self.insert(name.to_owned(), value),
            None => return Err(Mismatch::new("must not be null")),
        };
        Ok(())
    }

    fn each(&self, tell: &mut dyn FnMut(&str, &dyn Wire)) {
        self.iter().for_each(|(name, value)| tell(name, value));
    }
}

/// Reads an object's members into their slots. Unknown members are passed over where nobody keeps them; of a member that
/// comes twice the last one is taken.
fn read(
    found: Found<'_>,
    shape: &Shape,
    slots: &mut dyn Slots,
    mut extra: Option<&mut dyn Extra>,
) -> Result<(), Mismatch> {
    let Found::Map(entries) = found else {
        return Err(found.instead_of("an object"));
    };
    let mut guess = 0;
    let mut in_order = true;
    loop {
        // Members mostly come in the order of the table.
        while let Some(member) = shape.members.get(guess)
            && entries.is_next(Some(member.wire))
        {
            fill(entries, member, slots.at(guess))?;
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
                fill(entries, &shape.members[index], slots.at(index))?;
                guess = index + 1;
            }
            (Next::Unknown(name), Some(extra)) => extra.insert(&name, entries).map_err(|it| it.in_member(&name))?,
            (Next::Unknown(_), None) => entries.skip()?,
            (Next::End, _) => break,
        }
    }
    let mut members = shape.members.iter().enumerate();
    match members.find(|(index, member)| member.is(flag::required) && slots.at(*index).is_empty()) {
        Some((_, member)) => Err(Mismatch::new(format!("member `{}` is missing", member.wire))),
        None => Ok(()),
    }
}

/// Reads the value of a member into its slot.
#[inline]
fn fill(entries: &mut dyn Entries, member: &Member, slot: &mut dyn Slot) -> Result<(), Mismatch> {
    let outcome = match member.is(flag::number_text) {
        true => entries.entry(&mut NumberText(slot)),
        false => entries.entry(slot),
    };
    if let Err(error) = outcome {
        return Err(error.in_member(member.wire));
    }
    if member.is(flag::required) && slot.is_empty() {
        return Err(Mismatch::new("must not be null").in_member(member.wire));
    }
    Ok(())
}

enum Next {
    Known(usize),
    /// The name is told where somebody wants to know it.
    Unknown(String),
    End,
}

/// The member that comes next, whichever it is.
fn next(entries: &mut dyn Entries, shape: &Shape, guess: usize, named: bool) -> Result<Next, Mismatch> {
    let mut next = Next::End;
    entries.key(&mut |name| {
        next = match shape.find(name, guess) {
            Some(index) => Next::Known(index),
            None if named => Next::Unknown(name.to_owned()),
            None => Next::Unknown(String::new()),
        };
    })?;
    Ok(next)
}

/// Writes an object of the values that are there; the further members come last.
fn write<'a>(out: &mut Output<'_>, shape: &Shape, value: &dyn Fn(usize) -> &'a dyn Wire, extra: Option<&dyn Extra>) {
    let request = is_request();
    out.0.take(Piece::Map(&|tell| {
        for (index, member) in shape.members.iter().enumerate() {
            let value = value(index);
            let left_out = (member.is(flag::optional) && value.is_absent()) || (request && member.is(flag::read_only));
            if !left_out {
                tell(member.wire, value);
            }
        }
        extra.into_iter().for_each(|it| {
            it.each(&mut |name, value| {
                if shape.find(name, 0).is_none() {
                    tell(name, value);
                }
            });
        });
    }));
}

thread_local! {
    static REQUEST: Cell<bool> = const { Cell::new(false) };
}

/// Runs `write` so that everything serialized in it leaves its read-only members out, as a request must.
/// Outside of it they are written, so that a response that was read and is written again says the same.
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

/// Whether what is written goes into a request.
pub(crate) fn is_request() -> bool {
    REQUEST.get()
}

/// A struct, its impls, its constructor and setters. Each 16 members end with a semicolon, and so does the last one: so
/// many are in a tuple. `missing` names slots by group and position.
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
        $(missing { $($group:tt $position:tt = $stand_in:expr;)* })?
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
            const SHAPE: &'static $crate::runtime::record::Shape = &$crate::runtime::record::Shape {
                name: ::core::stringify!($name),
                members: &[$($($crate::runtime::record::Member {
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
            fn complete(slots: &mut <Self::Parts as $crate::runtime::model::Parts>::Slots) {
                $(slots.$group.$position.get_or_insert_with(|| $stand_in);)*
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

        #[allow(deprecated, clippy::should_implement_trait, clippy::too_many_arguments)]
        impl $name {
            $(/// Takes what is required.
            #[inline]
            pub fn new($($argument: $argument_ty),*) -> Self {
                Self {
                    $($given: $value,)*
                    $($none: ::core::option::Option::None,)*
                    $($absent: $crate::runtime::Maybe::Absent,)*
                }
            })?

            $($(
                /// Sets the field.
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
