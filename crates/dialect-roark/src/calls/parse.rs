//! From the request's JSON to a new call. Presence, type, enumeration and format are checked here, all at once; what
//! depends on what is stored is the use case's.

mod agents;

use colloquy_app::AppError;
use colloquy_app::agents::GivenAgent;
use colloquy_app::calls::{CallRecording, NewCall, NewCustomer, NewTurn, Speaks};
use colloquy_app::properties::{self, PropertyChange, Sent};
use colloquy_domain::call::{
    CallDirection, CallInterface, CallOrigin, CallStatus, ConversationKey, ConversationKeyKind, EndedStatus,
    LONGEST_MS,
};
use colloquy_domain::phone::is_e164;
use colloquy_http::Fields;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use self::agents::agent;
use crate::{ids, invocations};

/// Most agents and customers.
const MOST_PEOPLE: usize = 100;
/// Most turns and uses of tools; the limit of the body binds before.
const MOST_ITEMS: usize = 100_000;
/// Longest address of a recording.
const LONGEST_URL: usize = 8_192;
/// Longest name that the sender gives something.
const LONGEST_NAME: usize = 255;

/// Reads the body of a create request.
pub fn new_call(body: &Value) -> Result<NewCall, AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["recordingUrl", "startedAt", "interfaceType", "callDirection"] {
        fields.require(name);
    }
    let url = url(&mut fields, "recordingUrl");
    let stereo_url = self::url(&mut fields, "stereoRecordingUrl");
    let started_at = fields.instant("startedAt");
    let interface = word(&mut fields, "interfaceType", CallInterface::ALL, CallInterface::as_str);
    let direction = word(&mut fields, "callDirection", CallDirection::ALL, CallDirection::as_str);
    let ended_status = word(&mut fields, "endedStatus", EndedStatus::ALL, EndedStatus::as_str);
    let agents = people(&mut fields, "agent", "agents", agent);
    let customers = people(&mut fields, "customer", "customers", |item, _| customer(item));
    let turns = fields.items("transcript", MOST_ITEMS, turn);
    let tool_invocations = fields.items("toolInvocations", MOST_ITEMS, invocations::read);
    let keys = keys(&mut fields);
    let properties = properties(&mut fields)?;
    fields.finish()?;
    let (Some(url), Some(started_at), Some(interface), Some(direction)) =
        (url, started_at, interface, direction)
    else {
        // `finish` has refused a body without one of these.
        return Err(AppError::internal("a required member was neither read nor refused"));
    };
    let agents: Option<Vec<GivenAgent>> = agents.into_iter().collect();
    let turns: Option<Vec<NewTurn>> = turns.into_iter().collect();
    let tool_invocations: Option<Vec<_>> = tool_invocations.into_iter().collect();
    let (Some(agents), Some(turns), Some(tool_invocations)) = (agents, turns, tool_invocations) else {
        return Err(AppError::internal("an item was neither read nor refused"));
    };
    Ok(NewCall {
        origin: CallOrigin::Api,
        direction,
        interface,
        status: CallStatus::Ended,
        ended_status,
        is_test: false,
        extra: json!({}),
        title: None,
        started_at,
        ended_at: None,
        keys,
        agents,
        customers,
        turns,
        tool_invocations,
        properties,
        recording: CallRecording::Elsewhere { url, stereo_url },
    })
}

/// A word of an enumeration, in capitals.
fn word<T: Copy>(
    fields: &mut Fields<'_>,
    name: &str,
    all: &[T],
    spelled: impl Fn(T) -> &'static str,
) -> Option<T> {
    let text = fields.string(name, 0, usize::MAX)?;
    let found = all.iter().copied().find(|one| spelled(*one).to_ascii_uppercase() == text);
    if found.is_none() {
        let known: Vec<String> = all.iter().map(|one| spelled(*one).to_ascii_uppercase()).collect();
        fields.refuse(name, "invalid_value", &format!("must be one of {}", known.join(", ")));
    }
    found
}

/// An address of the web. Whether it may be reached shows when it is fetched.
fn url(fields: &mut Fields<'_>, name: &str) -> Option<String> {
    let text = fields.string(name, 1, LONGEST_URL)?;
    if is_web_address(text) {
        return Some(text.to_owned());
    }
    fields.refuse(name, "invalid_format", "must be an http or https address without user name and spaces");
    None
}

fn is_web_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host_end = match authority.strip_prefix('[') {
        Some(address) => address.find(']').map(|end| end + 2),
        None => Some(authority.find(':').unwrap_or(authority.len())),
    };
    let Some((host, port)) = host_end.and_then(|end| authority.split_at_checked(end)) else { return false };
    let is_host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => {
            !address.is_empty()
                && address.bytes().all(|byte| byte.is_ascii_hexdigit() || b":.".contains(&byte))
        }
        None => {
            !host.is_empty()
                && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte))
        }
    };
    let is_port = port.is_empty()
        || port.strip_prefix(':').is_some_and(|digits| {
            (1..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
    is_web && is_host && is_port && !path.chars().any(|character| character <= ' ' || character == '\u{7f}')
}

/// What stands alone under one name, or in a list under the other; not both.
fn people<'a, T>(
    fields: &mut Fields<'a>,
    one: &str,
    several: &str,
    read: impl Fn(&mut Fields<'a>, &str) -> T,
) -> Vec<T> {
    if fields.value(one).is_some() && fields.value(several).is_some() {
        fields.refuse(one, "conflicting_fields", &format!("must not be given together with {several}"));
        return Vec::new();
    }
    if let Some(value) = fields.value(one) {
        let Some(mut item) = Fields::of(value, &fields.path(one)) else {
            fields.refuse(one, "invalid_type", "must be an object");
            return Vec::new();
        };
        let found = read(&mut item, one);
        fields.adopt(item);
        return vec![found];
    }
    let mut position = 0;
    fields.items(several, MOST_PEOPLE, |item| {
        let place = format!("{several}[{position}]");
        position += 1;
        read(item, &place)
    })
}

fn customer(item: &mut Fields<'_>) -> NewCustomer {
    let phone = item.string("phoneNumberE164", 0, 64).map(str::to_owned);
    if phone.as_deref().is_some_and(|phone| !is_e164(phone)) {
        let rule = "must be a telephone number in E.164, such as +15551234567";
        item.refuse("phoneNumberE164", "invalid_format", rule);
    }
    let label = item.string("label", 0, LONGEST_NAME).filter(|label| !label.is_empty());
    NewCustomer { phone, label: label.map(str::to_owned) }
}

fn turn(item: &mut Fields<'_>) -> Option<NewTurn> {
    for name in ["role", "text", "startOffsetMs", "endOffsetMs"] {
        item.require(name);
    }
    let role = item.string("role", 0, usize::MAX);
    let by = match role {
        Some("AGENT") => {
            refuse_other(item, "customer", "AGENT");
            Some(Speaks::Agent(invocations::agent_reference(item)))
        }
        Some("CUSTOMER") => {
            refuse_other(item, "agent", "CUSTOMER");
            Some(Speaks::Customer(customer_reference(item)))
        }
        Some(_) => {
            item.refuse("role", "invalid_value", "must be AGENT or CUSTOMER");
            None
        }
        None => None,
    };
    let text = item.string("text", 0, usize::MAX).map(str::to_owned);
    let start = invocations::offset(item, "startOffsetMs", LONGEST_MS);
    let end = invocations::offset(item, "endOffsetMs", LONGEST_MS);
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        item.refuse("endOffsetMs", "invalid_range", "must not lie before startOffsetMs");
    }
    let language = item.string("languageCode", 0, 64).map(str::to_owned);
    if item.value("payload").is_some_and(|payload| !payload.is_object()) {
        item.refuse("payload", "invalid_type", "must be an object");
    }
    Some(NewTurn {
        place: item.place().to_owned(),
        by: by?,
        text: text?,
        start_ms: start?,
        end_ms: end?,
        language,
    })
}

fn refuse_other(item: &mut Fields<'_>, name: &str, role: &str) {
    if item.value(name).is_some() {
        item.refuse(name, "unknown_field", &format!("must not be given with the role {role}"));
    }
}

fn customer_reference(item: &mut Fields<'_>) -> NewCustomer {
    let Some(value) = item.value("customer") else { return NewCustomer::default() };
    let Some(mut reference) = Fields::of(value, &item.path("customer")) else {
        item.refuse("customer", "invalid_type", "must be an object");
        return NewCustomer::default();
    };
    let found = customer(&mut reference);
    item.adopt(reference);
    found
}

fn keys(fields: &mut Fields<'_>) -> Vec<ConversationKey> {
    if fields.value("vapiCallId").is_some() && fields.value("livekitRoomId").is_some() {
        fields.refuse("vapiCallId", "conflicting_fields", "must not be given together with livekitRoomId");
    }
    let mut keys = Vec::new();
    let mut add = |kind, value: Option<String>| {
        keys.extend(value.map(|value| ConversationKey { kind, value }));
    };
    add(ConversationKeyKind::ExternalId, fields.string("externalId", 1, LONGEST_NAME).map(str::to_owned));
    add(ConversationKeyKind::LivekitRoom, fields.string("livekitRoomId", 1, LONGEST_NAME).map(str::to_owned));
    add(ConversationKeyKind::VapiCall, uuid(fields, "vapiCallId").map(|id| id.to_string()));
    keys
}

fn uuid(fields: &mut Fields<'_>, name: &str) -> Option<Uuid> {
    let text = fields.string(name, 0, usize::MAX)?;
    let id = ids::parse(text);
    if id.is_none() {
        fields.refuse(name, "invalid_format", "must be a UUID");
    }
    id
}

fn properties(fields: &mut Fields<'_>) -> Result<PropertyChange, AppError> {
    let empty = Map::new();
    let given = match fields.value("properties") {
        None => &empty,
        Some(Value::Object(given)) => given,
        Some(_) => {
            fields.refuse("properties", "invalid_type", "must be an object");
            &empty
        }
    };
    properties::check(Sent::New, given)
}

#[cfg(test)]
mod tests;
