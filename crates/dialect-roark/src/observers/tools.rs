//! The tools that were used in a call that ended: uses and results, which belong together by their id.

use std::collections::HashSet;

use serde_json::{Map, Value};

use colloquy_app::agents::AgentReference;
use colloquy_app::tools::{GivenInvocation, LONGEST_NAME};
use colloquy_domain::Instant;
use colloquy_http::Fields;

use super::turns::moment;

/// Most records of a call.
pub const MOST_RECORDS: usize = 20_000;

/// Longest id, in characters.
pub const LONGEST_ID: usize = 1_000;

/// Longest arguments or result, in characters.
pub const LONGEST_TEXT: usize = 1_000_000;

/// What stands for a name that was not told.
const NAMELESS: &str = "unknown";

struct Use {
    id: String,
    invocation: GivenInvocation,
    is_answered: bool,
}

struct Answer {
    id: String,
    content: String,
    at_ms: Option<u64>,
}

enum Record {
    Use(Use),
    Answer(Answer),
}

/// Reads the uses in their order, each with its result: an empty text where there is none. A result of nothing is
/// dropped.
pub fn parse(fields: &mut Fields<'_>, zero: Instant) -> Vec<GivenInvocation> {
    let records = fields.items("toolCalls", MOST_RECORDS, |item| record(item, zero));
    let (mut uses, mut answers): (Vec<Use>, Vec<Answer>) = (Vec::new(), Vec::new());
    for record in records.into_iter().flatten() {
        match record {
            Record::Use(one) => uses.push(one),
            Record::Answer(one) => answers.push(one),
        }
    }
    for answer in answers {
        let waiting = uses.iter_mut().find(|one| !one.is_answered && one.id == answer.id);
        if let Some(one) = waiting {
            one.is_answered = true;
            one.invocation.result = result(answer.content);
            one.invocation.end_ms = answer.at_ms.map(|at| at.max(one.invocation.start_ms));
        }
    }
    let mut seen = HashSet::new();
    let mut invocations: Vec<GivenInvocation> = uses.into_iter().map(|one| one.invocation).collect();
    for invocation in &mut invocations {
        // Several uses of a tool within a millisecond are not one that was told twice.
        while !seen.insert((invocation.name.clone(), invocation.start_ms, invocation.end_ms)) {
            let end = invocation.end_ms.unwrap_or(invocation.start_ms);
            invocation.end_ms = Some(end + 1);
        }
    }
    invocations
}

fn record(item: &mut Fields<'_>, zero: Instant) -> Option<Record> {
    let kind = item.string("kind", 0, 100);
    let id = item.string("toolCallId", 0, LONGEST_ID).unwrap_or_default().to_owned();
    let at_ms = moment(item, "audioOffsetMs", "timestamp", zero);
    let name = item.string("name", 0, LONGEST_NAME).filter(|name| !name.is_empty()).unwrap_or(NAMELESS);
    let arguments = item.string("arguments", 0, LONGEST_TEXT).unwrap_or_default();
    let content = item.string("content", 0, LONGEST_TEXT).unwrap_or_default();
    match kind {
        Some("tool_call") => {
            let invocation = GivenInvocation {
                place: item.path("").trim_end_matches('.').to_owned(),
                name: name.to_owned(),
                description: None,
                parameters: parameters(arguments),
                result: Value::String(String::new()),
                start_ms: at_ms.unwrap_or(0),
                end_ms: None,
                agent: AgentReference::default(),
            };
            Some(Record::Use(Use { id, invocation, is_answered: false }))
        }
        Some("tool_result") => Some(Record::Answer(Answer { id, content: content.to_owned(), at_ms })),
        _ => None,
    }
}

/// What a model wrote as arguments; what is no object is kept as it is.
fn parameters(arguments: &str) -> Map<String, Value> {
    match serde_json::from_str(arguments) {
        Ok(Value::Object(parameters)) if is_storable(&parameters) => parameters,
        _ if arguments.trim().is_empty() => Map::new(),
        _ => Map::from_iter([("arguments".to_owned(), arguments.into())]),
    }
}

/// An object as such, anything else as the text that it was.
fn result(content: String) -> Value {
    match serde_json::from_str(&content) {
        Ok(Value::Object(object)) if is_storable(&object) => Value::Object(object),
        _ => Value::String(content),
    }
}

/// A zero character is none in a text of JSON, but one in what it stands for.
fn is_storable(object: &Map<String, Value>) -> bool {
    !Value::Object(object.clone()).to_string().contains("\\u0000")
}
