//! Lists of fields as tuples of up to 16, and wider ones as tuples of such tuples. The impls are compiled once, here; a
//! struct only names its list.

use crate::runtime::json::wire::{Place, Wire};

/// The number of fields in a tuple, except for the last one.
const WIDTH: usize = 16;

/// Some fields.
pub trait Fields: Sized + 'static {
    /// The places into which they are read.
    type Places;
    /// The same, by reference.
    type Refs<'a>: Copy;

    /// Empty places.
    fn empty() -> Self::Places;

    /// The place of a field.
    fn place(places: &mut Self::Places, index: usize) -> &mut dyn Place;

    /// The value of a field.
    fn get<'a>(refs: Self::Refs<'a>, index: usize) -> &'a dyn Wire;

    /// The values that were read; `None` if one is missing.
    fn taken(places: Self::Places) -> Option<Self>;

    /// Whether both are equal.
    fn same(left: Self::Refs<'_>, right: Self::Refs<'_>) -> bool;

    /// Clones the value.
    fn copied(refs: Self::Refs<'_>) -> Self;
}

/// All fields of a struct, in groups.
pub trait Groups: Sized + 'static {
    /// The places into which they are read.
    type Places;
    /// The same, by reference.
    type Refs<'a>: Copy;

    /// Empty places.
    fn empty() -> Self::Places;

    /// The place of a field.
    fn place(places: &mut Self::Places, index: usize) -> &mut dyn Place;

    /// The value of a field.
    fn get<'a>(refs: Self::Refs<'a>, index: usize) -> &'a dyn Wire;

    /// The values that were read; `None` if one is missing.
    fn taken(places: Self::Places) -> Option<Self>;

    /// Whether both are equal.
    fn same(left: Self::Refs<'_>, right: Self::Refs<'_>) -> bool;

    /// Clones the value.
    fn copied(refs: Self::Refs<'_>) -> Self;
}

/// The value in the place, or the default of a missing property.
#[inline]
fn or_absent<T: Wire>(place: Option<T>) -> Option<T> {
    match place {
        None => T::absent(),
        it => it,
    }
}

macro_rules! fields {
    ($($ty:ident $left:ident $right:ident $index:tt)+) => {
        impl<$($ty: Wire),+> Fields for ($($ty,)+) {
            type Places = ($(Option<$ty>,)+);
            type Refs<'a> = ($(&'a $ty,)+);

            #[inline]
            fn empty() -> Self::Places {
                ($(None::<$ty>,)+)
            }

            #[inline]
            fn place(places: &mut Self::Places, index: usize) -> &mut dyn Place {
                match index {
                    $($index => &mut places.$index,)+
                    _ => &mut places.0,
                }
            }

            #[inline]
            fn get<'a>(refs: Self::Refs<'a>, index: usize) -> &'a dyn Wire {
                match index {
                    $($index => refs.$index,)+
                    _ => refs.0,
                }
            }

            #[inline]
            fn taken(places: Self::Places) -> Option<Self> {
                let ($($left,)+) = places;
                Some(($(or_absent($left)?,)+))
            }

            #[inline]
            fn same(left: Self::Refs<'_>, right: Self::Refs<'_>) -> bool {
                let (($($left,)+), ($($right,)+)) = (left, right);
                $($left.same($right))&&+
            }

            #[inline]
            fn copied(refs: Self::Refs<'_>) -> Self {
                let ($($left,)+) = refs;
                ($($left.copy(),)+)
            }
        }
    };
}

/// The impls for the first one, the first two, and so on.
macro_rules! up_to {
    ($each:ident: [$($done:tt)*]) => {};
    ($each:ident: [$($done:tt)*] ($($next:tt)*) $($rest:tt)*) => {
        $each! { $($done)* $($next)* }
        up_to! { $each: [$($done)* $($next)*] $($rest)* }
    };
}

up_to! {
    fields: []
    (A a1 a2 0) (B b1 b2 1) (C c1 c2 2) (D d1 d2 3) (E e1 e2 4) (F f1 f2 5) (G g1 g2 6) (H h1 h2 7) (I i1 i2 8)
    (J j1 j2 9) (K k1 k2 10) (L l1 l2 11) (M m1 m2 12) (N n1 n2 13) (O o1 o2 14) (P p1 p2 15)
}

/// No fields, alone or after all others where there are more groups than fields.
macro_rules! none {
    ($of:ident) => {
        impl $of for () {
            type Places = Option<()>;
            type Refs<'a> = ();

            fn empty() -> Self::Places {
                None
            }

            fn place(places: &mut Self::Places, _index: usize) -> &mut dyn Place {
                places
            }

            fn get<'a>((): (), _index: usize) -> &'a dyn Wire {
                &()
            }

            fn taken(_slots: Self::Places) -> Option<Self> {
                Some(())
            }

            fn same((): (), (): ()) -> bool {
                true
            }

            fn copied((): ()) {}
        }
    };
}

none! { Fields }
none! { Groups }

macro_rules! groups {
    ($($ty:ident $left:ident $right:ident $index:tt)+) => {
        impl<$($ty: Fields),+> Groups for ($($ty,)+) {
            type Places = ($($ty::Places,)+);
            type Refs<'a> = ($($ty::Refs<'a>,)+);

            #[inline]
            fn empty() -> Self::Places {
                ($($ty::empty(),)+)
            }

            #[inline]
            fn place(places: &mut Self::Places, index: usize) -> &mut dyn Place {
                match index / WIDTH {
                    $($index => $ty::place(&mut places.$index, index % WIDTH),)+
                    _ => A::place(&mut places.0, index),
                }
            }

            #[inline]
            fn get<'a>(refs: Self::Refs<'a>, index: usize) -> &'a dyn Wire {
                match index / WIDTH {
                    $($index => $ty::get(refs.$index, index % WIDTH),)+
                    _ => A::get(refs.0, index),
                }
            }

            #[inline]
            fn taken(places: Self::Places) -> Option<Self> {
                let ($($left,)+) = places;
                Some(($($ty::taken($left)?,)+))
            }

            #[inline]
            fn same(left: Self::Refs<'_>, right: Self::Refs<'_>) -> bool {
                let (($($left,)+), ($($right,)+)) = (left, right);
                $($ty::same($left, $right))&&+
            }

            #[inline]
            fn copied(refs: Self::Refs<'_>) -> Self {
                let ($($left,)+) = refs;
                ($($ty::copied($left),)+)
            }
        }
    };
}

up_to! {
    groups: [] (A a1 a2 0) (B b1 b2 1) (C c1 c2 2) (D d1 d2 3)
}
groups! {
    A a1 a2 0 B b1 b2 1 C c1 c2 2 D d1 d2 3 E e1 e2 4 F f1 f2 5 G g1 g2 6 H h1 h2 7
}
groups! {
    A a1 a2 0 B b1 b2 1 C c1 c2 2 D d1 d2 3 E e1 e2 4 F f1 f2 5 G g1 g2 6 H h1 h2 7 I i1 i2 8 J j1 j2 9 K k1 k2 10
    L l1 l2 11 M m1 m2 12 N n1 n2 13 O o1 o2 14 P p1 p2 15
}
groups! {
    A a1 a2 0 B b1 b2 1 C c1 c2 2 D d1 d2 3 E e1 e2 4 F f1 f2 5 G g1 g2 6 H h1 h2 7 I i1 i2 8 J j1 j2 9 K k1 k2 10
    L l1 l2 11 M m1 m2 12 N n1 n2 13 O o1 o2 14 P p1 p2 15 Q q1 q2 16 R r1 r2 17 S s1 s2 18 T t1 t2 19 U u1 u2 20
    V v1 v2 21 W w1 w2 22 X x1 x2 23 Y y1 y2 24 Z z1 z2 25 Aa aa1 aa2 26 Ab ab1 ab2 27 Ac ac1 ac2 28 Ad ad1 ad2 29
    Ae ae1 ae2 30 Af af1 af2 31
}
groups! {
    A a1 a2 0 B b1 b2 1 C c1 c2 2 D d1 d2 3 E e1 e2 4 F f1 f2 5 G g1 g2 6 H h1 h2 7 I i1 i2 8 J j1 j2 9 K k1 k2 10
    L l1 l2 11 M m1 m2 12 N n1 n2 13 O o1 o2 14 P p1 p2 15 Q q1 q2 16 R r1 r2 17 S s1 s2 18 T t1 t2 19 U u1 u2 20
    V v1 v2 21 W w1 w2 22 X x1 x2 23 Y y1 y2 24 Z z1 z2 25 Aa aa1 aa2 26 Ab ab1 ab2 27 Ac ac1 ac2 28 Ad ad1 ad2 29
    Ae ae1 ae2 30 Af af1 af2 31 Ag ag1 ag2 32 Ah ah1 ah2 33 Ai ai1 ai2 34 Aj aj1 aj2 35 Ak ak1 ak2 36 Al al1 al2 37
    Am am1 am2 38 An an1 an2 39 Ao ao1 ao2 40 Ap ap1 ap2 41 Aq aq1 aq2 42 Ar ar1 ar2 43 As as1 as2 44 At at1 at2 45
    Au au1 au2 46 Av av1 av2 47 Aw aw1 aw2 48 Ax ax1 ax2 49 Ay ay1 ay2 50 Az az1 az2 51 Ba ba1 ba2 52 Bb bb1 bb2 53
    Bc bc1 bc2 54 Bd bd1 bd2 55 Be be1 be2 56 Bf bf1 bf2 57 Bg bg1 bg2 58 Bh bh1 bh2 59 Bi bi1 bi2 60 Bj bj1 bj2 61
    Bk bk1 bk2 62 Bl bl1 bl2 63
}
