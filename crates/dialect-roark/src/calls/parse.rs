//! From the request's JSON to a new call. Presence, type, enumeration and format are checked here, all at once; what
//! depends on what is stored is the use case's.

use colloquy_app::AppError;
use colloquy_app::agents::{AgentContent, AgentKey, GivenAgent, GivenEndpoint};
use colloquy_app::calls::{CallRecording, NewCall, NewCustomer, NewTurn, Speaks};
use colloquy_app::properties::{self, PropertyChange, Sent};
use colloquy_domain::agent::{EndpointDirection, PromptSource};
use colloquy_domain::call::{
    CallDirection, CallInterface, CallOrigin, CallStatus, ConversationKey, ConversationKeyKind, EndedStatus,
};
use colloquy_domain::phone::is_e164;
use colloquy_domain::{AgentEndpointId, AgentId};
use colloquy_http::Fields;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{ids, invocations, names};

/// Most agents and customers.
const MOST_PEOPLE: usize = 100;
/// Most turns and uses of tools; the limit of the body binds before.
const MOST_ITEMS: usize = 100_000;
/// Longest address of a recording.
const LONGEST_URL: usize = 8_192;
/// Longest name that the sender gives something.
const LONGEST_NAME: usize = 255;
/// Latest moment of a call.
const LONGEST_MS: i64 = 604_800_000;

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

/// By its id, else by its name, else by its custom id.
fn agent(item: &mut Fields<'_>, place: &str) -> Option<GivenAgent> {
    let endpoint = endpoint(item);
    let prompt = prompt(item);
    let custom_id = item.string("customId", 1, LONGEST_NAME).map(str::to_owned);
    let key = if item.value("roarkId").is_some() {
        uuid(item, "roarkId").map(|id| AgentKey::Id(AgentId(id)))
    } else if item.value("name").is_some() {
        let name = item.string("name", 1, LONGEST_NAME);
        let description = item.string("description", 0, 10_000).map(str::to_owned);
        name.map(|name| AgentKey::Named(AgentContent { name: name.to_owned(), custom_id, description }))
    } else if item.value("customId").is_some() {
        custom_id.map(AgentKey::CustomId)
    } else {
        item.refuse("name", "required", "is required unless roarkId or customId is given");
        None
    };
    Some(GivenAgent { place: place.to_owned(), key: key?, endpoint, prompt })
}

fn endpoint(item: &mut Fields<'_>) -> Option<GivenEndpoint> {
    let value = item.value("endpoint")?;
    let Some(mut endpoint) = Fields::of(value, &item.path("endpoint")) else {
        item.refuse("endpoint", "invalid_type", "must be an object");
        return None;
    };
    let found = if endpoint.value("id").is_some() {
        uuid(&mut endpoint, "id").map(|id| GivenEndpoint::Id(AgentEndpointId(id)))
    } else {
        endpoint.require("type");
        endpoint.require("value");
        let kind = endpoint.string("type", 1, 64).and_then(|text| {
            let kind = names::endpoint_kind_in_any_case(text);
            if kind.is_none() {
                endpoint.refuse(
                    "type",
                    "invalid_value",
                    "must be a type of endpoints, such as phone or websocket",
                );
            }
            kind
        });
        let direction = match endpoint.string("direction", 1, 64) {
            None => Some(EndpointDirection::Incoming),
            Some(text) => {
                let direction = names::endpoint_direction_in_any_case(text);
                if direction.is_none() {
                    let rule = "must be INCOMING, OUTGOING or INCOMING_AND_OUTGOING";
                    endpoint.refuse("direction", "invalid_value", rule);
                }
                direction
            }
        };
        let value = endpoint.string("value", 1, 2_048).map(str::to_owned);
        match (kind, value, direction) {
            (Some(kind), Some(value), Some(direction)) => {
                Some(GivenEndpoint::Value { kind, value, direction })
            }
            _ => None,
        }
    };
    item.adopt(endpoint);
    found
}

fn prompt(item: &mut Fields<'_>) -> Option<(PromptSource, String)> {
    let value = item.value("prompt")?;
    let Some(mut prompt) = Fields::of(value, &item.path("prompt")) else {
        item.refuse("prompt", "invalid_type", "must be an object");
        return None;
    };
    prompt.require("resolvedPrompt");
    let text = prompt.string("resolvedPrompt", 1, usize::MAX).map(str::to_owned);
    item.adopt(prompt);
    text.map(|text| (PromptSource::Call, text))
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
mod tests {
    use super::*;

    fn valid() -> Value {
        json!({
            "recordingUrl": "https://media.example/1.wav?sig=a%2Fb",
            "startedAt": "2026-05-13T14:00:00.250+02:00",
            "interfaceType": "PHONE",
            "callDirection": "INBOUND",
        })
    }

    fn problems(changes: Value) -> Vec<(String, &'static str)> {
        let mut body = valid();
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        match new_call(&body) {
            Err(AppError::Malformed(problems) | AppError::Invalid(problems)) => {
                problems.into_iter().map(|problem| (problem.field, problem.code)).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn the_least_is_enough_and_what_is_not_known_is_ignored() {
        assert_eq!(problems(json!({ "simulated": 7, "agents": null, "transcript": [] })), []);
        let new = new_call(&valid()).unwrap();
        assert!(new.agents.is_empty() && new.turns.is_empty() && new.keys.is_empty());
        assert_eq!(new.started_at, time::macros::datetime!(2026-05-13 12:00:00.25 UTC));
    }

    #[test]
    fn every_wrong_member_is_named() {
        let turn = |changes: Value| {
            let mut turn = json!({ "role": "CUSTOMER", "text": "hi", "startOffsetMs": 0, "endOffsetMs": 1 });
            turn.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            json!({ "transcript": [turn] })
        };
        let agent = json!({ "name": "Ada" });
        let id = Uuid::nil().to_string();
        let rows = [
            (json!({ "recordingUrl": null }), "recordingUrl", "required"),
            (json!({ "recordingUrl": "ftp://media.example/1.wav" }), "recordingUrl", "invalid_format"),
            (json!({ "stereoRecordingUrl": "https://" }), "stereoRecordingUrl", "invalid_format"),
            (json!({ "startedAt": "2026-05-13" }), "startedAt", "invalid_format"),
            (json!({ "interfaceType": "phone" }), "interfaceType", "invalid_value"),
            (json!({ "callDirection": "SIDEWAYS" }), "callDirection", "invalid_value"),
            (json!({ "endedStatus": "OVER" }), "endedStatus", "invalid_value"),
            (json!({ "agent": agent, "agents": [agent] }), "agent", "conflicting_fields"),
            (json!({ "customer": {}, "customers": [] }), "customer", "conflicting_fields"),
            (json!({ "vapiCallId": id, "livekitRoomId": "x" }), "vapiCallId", "conflicting_fields"),
            (json!({ "vapiCallId": "x" }), "vapiCallId", "invalid_format"),
            (json!({ "externalId": "x".repeat(256) }), "externalId", "invalid_length"),
            (json!({ "agent": {} }), "agent.name", "required"),
            (json!({ "agents": [agent, { "roarkId": "x" }] }), "agents[1].roarkId", "invalid_format"),
            (json!({ "agent": { "name": "Ada", "endpoint": {} } }), "agent.endpoint.type", "required"),
            (
                json!({ "agent": { "name": "Ada", "endpoint": { "type": "fax", "value": "1" } } }),
                "agent.endpoint.type",
                "invalid_value",
            ),
            (json!({ "agent": { "name": "Ada", "prompt": {} } }), "agent.prompt.resolvedPrompt", "required"),
            (
                json!({ "customer": { "phoneNumberE164": "0123" } }),
                "customer.phoneNumberE164",
                "invalid_format",
            ),
            (turn(json!({ "role": "SYSTEM" })), "transcript[0].role", "invalid_value"),
            (turn(json!({ "text": null })), "transcript[0].text", "required"),
            (turn(json!({ "startOffsetMs": -1 })), "transcript[0].startOffsetMs", "invalid_range"),
            (turn(json!({ "startOffsetMs": 2 })), "transcript[0].endOffsetMs", "invalid_range"),
            (turn(json!({ "agent": {} })), "transcript[0].agent", "unknown_field"),
            (turn(json!({ "payload": 1 })), "transcript[0].payload", "invalid_type"),
            (json!({ "toolInvocations": [{}] }), "toolInvocations[0].name", "required"),
            (json!({ "properties": [] }), "properties", "invalid_type"),
            (json!({ "properties": { "endedStatus": "x" } }), "properties.endedStatus", "reserved_name"),
        ];
        for (changes, field, code) in rows {
            let found = problems(changes.clone());
            assert!(found.contains(&(field.to_owned(), code)), "{changes}: {found:?}");
        }
    }

    #[test]
    fn an_agent_is_told_by_the_first_key_that_it_has() {
        let key = |agent: Value| {
            let mut body = valid();
            body["agent"] = agent;
            new_call(&body).unwrap().agents.remove(0).key
        };
        let id = Uuid::from_u128(5);
        assert!(
            matches!(key(json!({ "roarkId": id, "name": "a", "customId": "c" })), AgentKey::Id(AgentId(found)) if found == id)
        );
        assert!(
            matches!(key(json!({ "name": "a", "customId": "c" })), AgentKey::Named(content) if content.custom_id.as_deref() == Some("c"))
        );
        assert!(matches!(key(json!({ "customId": "c" })), AgentKey::CustomId(own) if own == "c"));
    }

    #[test]
    fn an_address_of_the_web_is_told_from_others() {
        for good in
            ["http://h", "HTTPS://h.example:8080/a?b#c", "https://[::1]:80/x", "https://h/ä/%20?x=[1]"]
        {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "",
            "h",
            "//h",
            "https://",
            "https:///x",
            "https://u:p@h/",
            "https://h:x/",
            "https://h/ x",
            "s3://b/k",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }
}
