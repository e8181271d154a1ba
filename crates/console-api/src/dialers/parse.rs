//! From a dialer's JSON to what it tells of a call. Whatever is there is checked; little has to be there.

use std::collections::BTreeMap;

use colloquy_app::dialers::IncomingEvent;
use colloquy_app::{AppError, FieldProblem};
use colloquy_domain::Instant;
use colloquy_domain::dialer::{CallDirection, CallFacts, CallParty, Dialer};
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::names;

/// Longest text of an event.
const LONGEST_TEXT: usize = 2_048;
/// Longest type of an event.
const LONGEST_TYPE: usize = 100;
/// Longest id, name, address and number: as long as a participant's may be.
const LONGEST_PERSON_TEXT: usize = 320;
/// Beyond this a number of seconds since 1970 must be one of milliseconds: the year 5138.
const LARGEST_SECONDS: f64 = 1.0e11;

/// Where what was read stood, in the event's own spelling.
#[derive(Default)]
pub struct Paths(BTreeMap<&'static str, String>);

impl Paths {
    /// The use case's error with the event's names.
    pub fn translated(&self, error: AppError) -> AppError {
        let renamed =
            |problems: Vec<FieldProblem>| problems.into_iter().map(|one| self.renamed(one)).collect();
        match error {
            AppError::Malformed(problems) => AppError::Malformed(renamed(problems)),
            AppError::Invalid(problems) => AppError::Invalid(renamed(problems)),
            other => other,
        }
    }

    fn renamed(&self, problem: FieldProblem) -> FieldProblem {
        let (ours, usual) = match problem.field.as_str() {
            "call_id" | "external_id" => ("call_id", "data.id"),
            "media" | "recording_url" => ("recording_url", "data.recordingUrl"),
            "external_url" => ("link", "data.url"),
            "agent" => ("agent", "data.userId"),
            _ => return problem,
        };
        let path = self.0.get(ours).map_or(usual, String::as_str);
        let message =
            problem.message.strip_prefix(problem.field.as_str()).map(|rest| format!("{path}{rest}"));
        FieldProblem {
            message: message.unwrap_or_else(|| format!("{path}: {}", problem.message)),
            field: path.to_owned(),
            code: problem.code,
        }
    }
}

/// Reads an event.
pub fn event(dialer: Dialer, body: &Value) -> Result<(IncomingEvent, Paths), AppError> {
    let Some(whole) = body.as_object() else {
        return Err(AppError::malformed("body", "invalid_type", "the body must be a JSON object"));
    };
    let mut reader = Reader { problems: Vec::new(), members: BTreeMap::new() };
    let holds_call =
        |name: &str, value: &Value| names::CALL.contains(&names::plain(name).as_str()) && !value.is_null();
    let call = whole.iter().find(|(name, value)| holds_call(name, value));
    let is_flat = call.is_none();
    match call {
        None => reader.add(whole, "", ""),
        Some((name, Value::Object(call))) => {
            let outside = whole.iter().filter(|(other, _)| *other != name);
            let outside: Map<String, Value> =
                outside.map(|(name, value)| (name.clone(), value.clone())).collect();
            reader.add(call, "", &format!("{name}."));
            // Of the event itself only its type is looked at: its `id` is not the call's.
            reader.members.retain(|name, _| !names::TYPE.contains(&name.as_str()));
            let types =
                outside.into_iter().filter(|(name, _)| names::TYPE.contains(&names::plain(name).as_str()));
            reader.add(&types.collect(), "", "");
        }
        Some((name, _)) => {
            return Err(AppError::malformed(name, "invalid_type", format!("{name} must be an object")));
        }
    }
    let event_type = reader.string(names::TYPE, LONGEST_TYPE);
    if event_type.is_none() && reader.problems.is_empty() {
        reader.refuse("event", "required", "is required");
    }
    let (incoming, paths) = read(&mut reader, dialer, event_type.unwrap_or_default(), is_flat);
    if reader.problems.is_empty() { Ok((incoming, paths)) } else { Err(AppError::Malformed(reader.problems)) }
}

fn read(reader: &mut Reader, dialer: Dialer, event_type: String, is_flat: bool) -> (IncomingEvent, Paths) {
    let ids = if is_flat { names::FLAT_CALL_ID } else { names::CALL_ID };
    let call_id = reader.text(ids, LONGEST_PERSON_TEXT);
    let direction = reader.direction();
    let (dialled, caller) =
        (reader.text(names::DIALLED, LONGEST_PERSON_TEXT), reader.text(names::CALLER, LONGEST_PERSON_TEXT));
    let kind = names::kind(&event_type);
    // A call that comes in is told of by a type of its own.
    let direction =
        direction.or((names::plain(&event_type) == "callincoming").then_some(CallDirection::Inbound));
    let (lead_number, agent_number) = match direction {
        Some(CallDirection::Inbound) => (caller, dialled),
        _ => (dialled, caller),
    };
    let mut party = |id, name, email, phone| CallParty {
        id: reader.text(id, LONGEST_PERSON_TEXT),
        name: reader.text(name, LONGEST_PERSON_TEXT),
        email: reader.text(email, LONGEST_PERSON_TEXT),
        phone: reader.text(phone, LONGEST_PERSON_TEXT),
    };
    let mut agent = party(names::AGENT_ID, names::AGENT_NAME, names::AGENT_EMAIL, names::AGENT_PHONE);
    let mut lead = party(names::LEAD_ID, names::LEAD_NAME, names::LEAD_EMAIL, names::LEAD_PHONE);
    agent.phone = agent.phone.or(agent_number);
    lead.phone = lead.phone.or(lead_number);
    let facts = CallFacts {
        direction,
        agent,
        lead,
        started_at: reader.instant(names::STARTED_AT),
        ended_at: reader.instant(names::ENDED_AT),
        seconds: reader.seconds(),
        recording_url: reader.string(names::RECORDING_URL, LONGEST_TEXT),
        link: reader.string(names::LINK, LONGEST_TEXT),
    };
    let places = [
        ("call_id", ids),
        ("recording_url", names::RECORDING_URL),
        ("link", names::LINK),
        ("agent", names::AGENT_ID),
    ];
    let paths = places
        .into_iter()
        .filter_map(|(ours, theirs)| Some((ours, reader.find(theirs)?.0.clone())))
        .collect();
    (IncomingEvent { dialer, kind, event_type, call_id, facts }, Paths(paths))
}

/// Members by their plain names, with where they stood.
struct Reader {
    members: BTreeMap<String, (String, Value)>,
    problems: Vec<FieldProblem>,
}

impl Reader {
    fn add(&mut self, object: &Map<String, Value>, prefix: &str, path: &str) {
        for (name, value) in object {
            let (plain, path) = (format!("{prefix}{}", names::plain(name)), format!("{path}{name}"));
            match value {
                Value::Null => {}
                // Persons are objects in some dialers; deeper nothing is looked for.
                Value::Object(inner) if prefix.is_empty() && names::PERSONS.contains(&plain.as_str()) => {
                    self.add(inner, &plain, &format!("{path}."))
                }
                _ => {
                    self.members.entry(plain).or_insert((path, value.clone()));
                }
            }
        }
    }

    fn find(&self, spellings: &[&str]) -> Option<&(String, Value)> {
        spellings.iter().find_map(|name| self.members.get(*name))
    }

    fn refuse(&mut self, path: &str, code: &'static str, rule: &str) {
        self.problems.push(FieldProblem::new(path, code, format!("{path} {rule}")));
    }

    /// A text that is not empty, and no number.
    fn string(&mut self, spellings: &[&str], longest: usize) -> Option<String> {
        if let Some((path, _)) = self.find(spellings).filter(|(_, value)| value.is_number()).cloned() {
            self.refuse(&path, "invalid_type", "must be a string");
            return None;
        }
        self.text(spellings, longest)
    }

    /// A text that is not empty; ids are numbers in some dialers.
    fn text(&mut self, spellings: &[&str], longest: usize) -> Option<String> {
        let (path, value) = self.find(spellings)?.clone();
        let text = match value {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            _ => {
                self.refuse(&path, "invalid_type", "must be a string");
                return None;
            }
        };
        if text.contains('\0') {
            self.refuse(&path, "invalid_characters", "must not contain the character U+0000");
        } else if text.chars().count() > longest {
            self.refuse(&path, "invalid_length", &format!("must have at most {longest} characters"));
        } else {
            return Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        }
        None
    }

    fn direction(&mut self) -> Option<CallDirection> {
        let text = self.string(names::DIRECTION, LONGEST_TYPE)?;
        let direction = names::direction(&text);
        if direction.is_none() {
            let path = self.find(names::DIRECTION)?.0.clone();
            self.refuse(&path, "unknown_value", "must be inbound or outbound");
        }
        direction
    }

    /// ISO 8601, or seconds or milliseconds since 1970.
    fn instant(&mut self, spellings: &[&str]) -> Option<Instant> {
        let (path, value) = self.find(spellings)?.clone();
        let instant = match &value {
            Value::String(text) => OffsetDateTime::parse(text.trim(), &Rfc3339).ok(),
            Value::Number(number) => number.as_f64().and_then(since_1970),
            _ => None,
        };
        // Whatever is reckoned with it must stay within what a calendar can hold.
        let instant = instant.filter(|instant| (1900..=9998).contains(&instant.year()));
        if instant.is_none() {
            let rule = "must be an ISO 8601 date and time with its offset, such as 2026-05-13T14:00:00Z";
            self.refuse(&path, "invalid_format", rule);
        }
        instant.map(|instant| instant.to_offset(time::UtcOffset::UTC))
    }

    fn seconds(&mut self) -> Option<i64> {
        let (path, value) = self.find(names::SECONDS)?.clone();
        let seconds = value.as_f64().filter(|seconds| (0.0..=604_800.0).contains(seconds));
        if seconds.is_none() {
            self.refuse(&path, "invalid_range", "must be a number from 0 to 604800");
        }
        seconds.map(|seconds| seconds.round() as i64)
    }
}

fn since_1970(number: f64) -> Option<Instant> {
    let milliseconds = if number.abs() < LARGEST_SECONDS { number * 1_000.0 } else { number };
    if !milliseconds.is_finite() || milliseconds.abs() > 1.0e15 {
        return None;
    }
    OffsetDateTime::from_unix_timestamp_nanos(milliseconds as i128 * 1_000_000).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::dialer::CallEventKind;
    use serde_json::json;
    use time::macros::datetime;

    fn read(body: &Value) -> IncomingEvent {
        event(Dialer::Wavv, body).unwrap().0
    }

    fn fields(body: &Value) -> Vec<(String, &'static str)> {
        match event(Dialer::Wavv, body) {
            Err(AppError::Malformed(problems)) => {
                problems.into_iter().map(|problem| (problem.field, problem.code)).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn one_call_has_several_spellings() {
        let documented = read(&json!({
            "event": "call.recorded", "sentAt": "2026-06-01T09:05:00Z",
            "data": {
                "id": "c-1", "userId": "u-7", "direction": "outbound", "phone": "+14155550100",
                "callerId": "+14155550199", "contactId": "k-1", "contactName": "Jonas",
                "startedAt": "2026-06-01T09:00:00Z", "endedAt": null, "seconds": 63,
                "recordingUrl": "https://files.example/1.mp3",
            },
        }));
        assert_eq!(documented.kind, CallEventKind::Recorded);
        assert_eq!(documented.facts.lead.phone.as_deref(), Some("+14155550100"));
        assert_eq!(documented.facts.agent.phone.as_deref(), Some("+14155550199"));
        let flat = json!({
            "Type": "CallRecorded", "id": "the event's", "call_id": "c-1", "agent": { "ID": "u-7" },
            "Direction": "OUTGOING", "to": "+14155550100", "from": "+14155550199",
            "lead": { "id": "k-1", "name": "Jonas" }, "start_time": 1_780_304_400, "duration": 63.2,
            "recording_url": "https://files.example/1.mp3",
        });
        let flat = read(&flat);
        assert_eq!((flat.call_id, flat.facts), (documented.call_id, documented.facts));
        let inbound = read(&json!({
            "event": "call.incoming", "data": { "id": 5, "phone": "+1", "callerId": "+2", "event": "x" },
        }));
        assert_eq!(inbound.kind, CallEventKind::Started);
        assert_eq!(inbound.call_id.as_deref(), Some("5"));
        assert_eq!(inbound.facts.lead.phone.as_deref(), Some("+2"));
        let unknown = read(&json!({ "event": "contact.updated", "data": {} }));
        assert_eq!((unknown.kind, unknown.call_id), (CallEventKind::Other, None));
    }

    #[test]
    fn instants_are_text_or_numbers() {
        let at = datetime!(2026-06-01 09:00 UTC);
        for spelling in
            [json!("2026-06-01T11:00:00+02:00"), json!(1_780_304_400), json!(1_780_304_400_000_i64)]
        {
            let body = json!({ "event": "call.ended", "data": { "id": "1", "endedAt": spelling } });
            assert_eq!(read(&body).facts.ended_at, Some(at));
        }
    }

    #[test]
    fn every_wrong_member_is_named_as_it_was_sent() {
        let body = json!({ "event": "call.ended", "data": {
            "id": ["x"], "started_at": "yesterday", "Direction": "up", "seconds": -1, "endedAt": 1e300,
            "contact": { "name": "\u{0}" }, "recordingUrl": "x".repeat(2_049),
        } });
        let mut found = fields(&body);
        found.sort();
        let expected = [
            ("data.Direction", "unknown_value"),
            ("data.contact.name", "invalid_characters"),
            ("data.endedAt", "invalid_format"),
            ("data.id", "invalid_type"),
            ("data.recordingUrl", "invalid_length"),
            ("data.seconds", "invalid_range"),
            ("data.started_at", "invalid_format"),
        ];
        assert_eq!(found, expected.map(|(field, code)| (field.to_owned(), code)));
        assert_eq!(fields(&json!([])), [("body".to_owned(), "invalid_type")]);
        assert_eq!(fields(&json!({ "data": 5 })), [("data".to_owned(), "invalid_type")]);
        assert_eq!(fields(&json!({ "data": {} })), [("event".to_owned(), "required")]);
        assert_eq!(fields(&json!({ "event": 0, "data": null })), [("event".to_owned(), "invalid_type")]);
        let numbers =
            json!({ "event": "x", "data": { "recordingUrl": 0, "url": 0, "direction": 0, "id": 0 } });
        assert_eq!(fields(&numbers).len(), 3, "only the id may be a number");
    }
}
