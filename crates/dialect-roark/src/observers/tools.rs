//! The tools that were used in a call that ended: uses and results, which belong together by their id.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::{Map, Value};

use colloquy_app::agents::AgentReference;
use colloquy_app::tools::{GivenInvocation, LONGEST_NAME};
use colloquy_domain::Instant;
use colloquy_http::Fields;

use super::turns::moment;
use crate::storable::is_storable_object;

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
    let mut waiting: HashMap<String, VecDeque<usize>> = HashMap::new();
    let mut invocations = Vec::with_capacity(uses.len());
    for (position, one) in uses.into_iter().enumerate() {
        waiting.entry(one.id).or_default().push_back(position);
        invocations.push(one.invocation);
    }
    for answer in answers {
        let asked = waiting.get_mut(&answer.id).and_then(VecDeque::pop_front);
        if let Some(one) = asked.and_then(|position| invocations.get_mut(position)) {
            one.result = result(answer.content);
            one.end_ms = answer.at_ms.map(|at| at.max(one.start_ms));
        }
    }
    tell_apart(&mut invocations);
    invocations
}

/// Several uses of a tool within a millisecond are not one that was told twice: they get different ends.
fn tell_apart(invocations: &mut [GivenInvocation]) {
    let mut taken = HashSet::new();
    let mut free: HashMap<(String, u64), u64> = HashMap::new();
    for one in invocations {
        if taken.insert((one.name.clone(), one.start_ms, one.end_ms)) {
            continue;
        }
        // The ends before were tried for others: none is tried twice, however many uses there are.
        let end = free.entry((one.name.clone(), one.start_ms)).or_default();
        *end = (*end).max(one.end_ms.unwrap_or(one.start_ms) + 1);
        while !taken.insert((one.name.clone(), one.start_ms, Some(*end))) {
            *end += 1;
        }
        one.end_ms = Some(*end);
    }
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
            Some(Record::Use(Use { id, invocation }))
        }
        Some("tool_result") => Some(Record::Answer(Answer { id, content: content.to_owned(), at_ms })),
        _ => None,
    }
}

/// What a model wrote as arguments; what is no object is kept as it is.
fn parameters(arguments: &str) -> Map<String, Value> {
    match serde_json::from_str(arguments) {
        Ok(Value::Object(parameters)) if is_storable_object(&parameters) => parameters,
        _ if arguments.trim().is_empty() => Map::new(),
        _ => Map::from_iter([("arguments".to_owned(), arguments.into())]),
    }
}

/// An object as such, anything else as the text that it was.
fn result(content: String) -> Value {
    match serde_json::from_str(&content) {
        Ok(Value::Object(object)) if is_storable_object(&object) => Value::Object(object),
        _ => Value::String(content),
    }
}
