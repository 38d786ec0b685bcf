//! Bytes of a server are read or refused, and what was read is written and read again as the same.

use kitchen_sink::runtime::{from_slice, to_vec};
use kitchen_sink::types;

/// Panics where it does not hold.
pub fn holds(bytes: &[u8]) {
    macro_rules! each {
        ($($ty:ident)*) => {$(
            if let Ok(value) = from_slice::<types::$ty>(bytes) {
                let written = to_vec(&value).expect("what was read can be written");
                let again = from_slice::<types::$ty>(&written);
                let again = again.unwrap_or_else(|error| panic!("{}: {error:?}", String::from_utf8_lossy(&written)));
                assert_eq!(again, value, "{}", stringify!($ty));
            }
        )*};
    }
    each! { Pet Shape Shapes Nulls Unions Several Tree Exact Loose Command Signal Book }
    // Serde reads what the own reader reads, and refuses what it refuses.
    let (own, serde) = (from_slice::<types::Shapes>(bytes), serde_json::from_slice::<types::Shapes>(bytes));
    assert_eq!(own.ok(), serde.ok());
}
