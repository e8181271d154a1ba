//! `events` of a request: what a receiver is to be told.

use colloquy_http::Fields;

use crate::events::TYPES;

/// Most types named; each counts once.
const MOST: usize = 100;
/// Longest name that is looked at.
const LONGEST: usize = 100;

/// The types named, each once and in the order given; none where they are left out. There must be one at least: in the
/// store, none would mean all.
pub fn read(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let named = fields.strings("events", MOST, LONGEST)?;
    if named.is_empty() {
        fields.refuse("events", "invalid_length", "must name at least one event");
    }
    let mut events: Vec<String> = Vec::with_capacity(named.len());
    for (position, event) in named.into_iter().enumerate() {
        if !TYPES.contains(&event.as_str()) {
            let rule = format!("must be one of {}", TYPES.join(", "));
            fields.refuse(&format!("events[{position}]"), "unknown_value", &rule);
        } else if !events.contains(&event) {
            events.push(event);
        }
    }
    Some(events)
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_app::AppError;
    use serde_json::{Value, json};

    fn of_body(body: &Value) -> Result<Option<Vec<String>>, AppError> {
        let mut fields = Fields::of_body(body)?;
        let events = read(&mut fields);
        fields.finish().map(|()| events)
    }

    #[test]
    fn events_are_known_names_each_once() {
        let twice = json!({ "events": ["export.ready", "audio.processed", "export.ready"] });
        let kept = ["export.ready", "audio.processed"].map(str::to_owned).to_vec();
        assert_eq!(of_body(&twice).unwrap(), Some(kept));
        assert_eq!(of_body(&json!({})).unwrap(), None);
        // Names of an older page are known, too.
        assert!(of_body(&json!({ "events": ["alert.triggered"] })).is_ok());
        for (wrong, field) in [
            (json!({ "events": [] }), "events"),
            (json!({ "events": "export.ready" }), "events"),
            (json!({ "events": [7] }), "events"),
            (json!({ "events": ["export.ready", "export.gone"] }), "events[1]"),
            (json!({ "events": ["webhook.test"] }), "events[0]"),
        ] {
            let Err(AppError::Malformed(problems)) = of_body(&wrong) else { panic!("{wrong}") };
            assert_eq!(problems[0].field, field, "{wrong}");
        }
    }
}
