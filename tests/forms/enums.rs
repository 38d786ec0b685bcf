//! String enums that stay open: a value is what it is on the wire, whichever variant holds it.

use std::collections::HashSet;

use kitchen_sink::types::State;

#[test]
fn values_are_equal_if_their_texts_are() {
    let rows = [
        (State::from("open"), State::OpenLowercase, true),
        (State::from("open"), State::Open, false),
        (State::from("elsewhere"), State::Unknown("elsewhere".to_owned()), true),
        (State::Unknown("open".to_owned()), State::OpenLowercase, true),
        (State::Unknown(String::new()), State::Empty, true),
        (State::Unknown("elsewhere".to_owned()), State::Unknown("nowhere".to_owned()), false),
    ];
    for (left, right, equal) in rows {
        assert_eq!(left == right, equal, "{left:?} and {right:?}");
        let set = HashSet::from([left.clone(), right.clone()]);
        assert_eq!(set.len(), if equal { 1 } else { 2 }, "{left:?} and {right:?}");
    }
}

#[test]
fn every_way_to_the_text_and_back_agrees() -> Result<(), Box<dyn std::error::Error>> {
    for text in ["open", "closed", "not in", ">=", "", "1d", "unknown", "Open", "elsewhere"] {
        let value = State::from(text);
        assert_eq!((value.as_str(), value.to_string().as_str()), (text, text));
        assert_eq!((State::from(text.to_owned()), text.parse::<State>()?), (value.clone(), value.clone()));
        let json = serde_json::to_string(&value)?;
        assert_eq!(json, serde_json::to_string(text)?);
        assert_eq!(serde_json::from_str::<State>(&json)?, value);
        assert_eq!(matches!(value, State::Unknown(_)), text == "elsewhere");
    }
    Ok(())
}
