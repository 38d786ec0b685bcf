//! What a cookie can hold (RFC 6265, section 4.1.1). There is no escaping in cookies: a server reads back what was
//! sent, so anything else is rejected before it is sent.

use crate::runtime::json::plain::Plain;

/// The same for each scalar of a value: the commas between the items of a list are the style's.
pub(crate) fn check_all(name: &str, value: &Plain, explode: bool) -> Result<(), String> {
    match value {
        Plain::Null => Ok(()),
        Plain::List(items) => items.iter().try_for_each(|it| check(name, &it.clone().into_text())),
        Plain::Object(members) => {
            members.iter().filter(|(_, it)| !it.is_null()).try_for_each(|(key, value)| match (explode, value) {
                (true, Plain::List(_)) => check_all(key, value, explode),
                (true, value) => check(key, &value.clone().into_text()),
                (false, value) => check(name, key).and_then(|()| check(name, &value.clone().into_text())),
            })
        }
        scalar => check(name, &scalar.clone().into_text()),
    }
}

/// Whether a cookie of that name can have that value; says why not, without the value, which may be a secret.
pub(crate) fn check(name: &str, value: &str) -> Result<(), String> {
    if !is_token(name) {
        return Err(format!("{name:?} is not the name of a cookie"));
    }
    let inside = value.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(value);
    match inside.chars().find(|it| !is_octet(*it)) {
        Some(other) => Err(format!(
            "a cookie cannot contain {other:?}; encode it as the server expects it, percent-encoded or as base64"
        )),
        None => Ok(()),
    }
}

/// `token` of RFC 9110, section 5.6.2.
fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&it))
}

/// `cookie-octet`: visible ASCII but for `"`, `,`, `;` and `\`.
fn is_octet(it: char) -> bool {
    it.is_ascii_graphic() && !matches!(it, '"' | ',' | ';' | '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_cookie_holds() {
        for (name, value, right) in [
            ("sid", "s%3Aabc.d/e+f=", true),
            ("sid", "", true),
            ("sid", "\"quoted\"", true),
            ("__Host-sid", "!#$&'()*-./:<=>?@[]^_`{|}~", true),
            ("sid", "a b", false),
            ("sid", "a;b", false),
            ("sid", "a,b", false),
            ("sid", "a\\b", false),
            ("sid", "a\"b", false),
            ("sid", "\"", false),
            ("sid", "é", false),
            ("sid", "a\r\nb", false),
            ("s id", "a", false),
            ("s=d", "a", false),
            ("", "a", false),
        ] {
            assert_eq!(check(name, value).is_ok(), right, "{name}={value}");
        }
        let message = check("sid", "SECRET;VALUE").unwrap_err();
        assert!(message.contains("';'") && !message.contains("SECRET"), "{message}");
    }
}
