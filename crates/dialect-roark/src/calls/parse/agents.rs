//! The agents of a call.

use colloquy_app::agents::{AgentContent, AgentKey, GivenAgent, GivenEndpoint};
use colloquy_domain::agent::{EndpointDirection, PromptSource};
use colloquy_domain::{AgentEndpointId, AgentId};
use colloquy_http::Fields;

use super::{LONGEST_NAME, uuid};
use crate::names;

/// By its id, else by its name, else by its custom id.
pub fn agent(item: &mut Fields<'_>, place: &str) -> Option<GivenAgent> {
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
