//! Headers that go along with each delivery, as bodies name them. Which may be sent is the use case's to say.

use colloquy_http::Fields;

const MEMBER: &str = "headers";

/// Most names in one body: a change may take twenty away and set twenty others.
const MOST_NAMES: usize = 40;
/// Longest name that is repeated in a message.
const LONGEST_NAME: usize = 100;
/// Longest value that is looked at.
const LONGEST_VALUE: usize = 8_192;

/// Those of a new receiver.
pub fn given(fields: &mut Fields<'_>) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    for (name, value) in changed(fields) {
        match value {
            Some(value) => headers.push((name, value)),
            None => fields.refuse(&format!("{MEMBER}.{name}"), "required", "needs its value"),
        }
    }
    headers
}

/// Those that a change sets, and without a value those that it takes away.
pub fn changed(fields: &mut Fields<'_>) -> Vec<(String, Option<String>)> {
    let Some(value) = fields.value(MEMBER) else { return Vec::new() };
    let Some((members, mut inner)) = value.as_object().zip(Fields::of(value, MEMBER)) else {
        fields.refuse(MEMBER, "invalid_type", "must be an object");
        return Vec::new();
    };
    if members.len() > MOST_NAMES {
        fields.refuse(MEMBER, "invalid_length", &format!("must have at most {MOST_NAMES} members"));
        return Vec::new();
    }
    let mut headers = Vec::with_capacity(members.len());
    for name in members.keys() {
        if name.chars().count() > LONGEST_NAME {
            let rule = format!("must have names of at most {LONGEST_NAME} characters");
            fields.refuse(MEMBER, "invalid_length", &rule);
            break;
        }
        let value = inner.string(name, 0, LONGEST_VALUE).map(str::to_owned);
        if value.is_some() || inner.is_null(name) {
            headers.push((name.clone(), value));
        }
    }
    fields.adopt(inner);
    headers
}
