//! Uses of tools, as requests tell of them.

use colloquy_app::agents::AgentReference;
use colloquy_app::tools::{GivenInvocation, LONGEST_NAME};
use colloquy_domain::AgentId;
use colloquy_domain::call::LONGEST_MS;
use colloquy_http::Fields;

use crate::ids;
use crate::storable::is_storable;

/// Reads one; none where it is refused.
pub fn read(item: &mut Fields<'_>) -> Option<GivenInvocation> {
    for name in ["name", "parameters", "result", "startOffsetMs"] {
        item.require(name);
    }
    let name = item.string("name", 1, LONGEST_NAME).map(str::to_owned);
    let description = item.string("description", 0, 10_000).map(str::to_owned);
    let parameters = item.value("parameters").and_then(|value| {
        let object = value.as_object().cloned();
        if object.is_none() {
            item.refuse("parameters", "invalid_type", "must be an object");
        }
        object
    });
    let result = item.value("result").filter(|value| value.is_string() || value.is_object()).cloned();
    if result.is_none() && item.value("result").is_some() {
        item.refuse("result", "invalid_type", "must be a string or an object");
    }
    for (name, value) in [("parameters", item.value("parameters")), ("result", item.value("result"))] {
        if value.is_some_and(|value| !is_storable(value)) {
            item.refuse(name, "invalid_characters", "must not contain the character U+0000");
        }
    }
    let start_ms = offset(item, "startOffsetMs", LONGEST_MS);
    // An old guide spells it the other way.
    let end = if item.value("endOffsetMs").is_some() { "endOffsetMs" } else { "endTimeOffsetMs" };
    let end_ms = offset(item, end, LONGEST_MS);
    if let (Some(start), Some(end_ms)) = (start_ms, end_ms)
        && end_ms < start
    {
        item.refuse(end, "invalid_range", "must not lie before startOffsetMs");
    }
    Some(GivenInvocation {
        agent: agent_reference(item),
        place: item.place().to_owned(),
        name: name?,
        description,
        parameters: parameters?,
        result: result?,
        start_ms: start_ms?,
        end_ms,
    })
}

/// Milliseconds from the call's start.
pub fn offset(item: &mut Fields<'_>, name: &str, most: i64) -> Option<u64> {
    let value = item.integer(name)?;
    if !(0..=most).contains(&value) {
        item.refuse(name, "invalid_range", &format!("must lie between 0 and {most}"));
        return None;
    }
    u64::try_from(value).ok()
}

/// Which of the call's agents is meant by the member `agent`.
pub fn agent_reference(item: &mut Fields<'_>) -> AgentReference {
    let Some(value) = item.value("agent") else { return AgentReference::default() };
    let Some(mut reference) = Fields::of(value, &item.path("agent")) else {
        item.refuse("agent", "invalid_type", "must be an object");
        return AgentReference::default();
    };
    let id = reference.string("roarkId", 0, usize::MAX).and_then(|text| {
        let id = ids::parse(text);
        if id.is_none() {
            reference.refuse("roarkId", "invalid_format", "must be a UUID");
        }
        id.map(AgentId)
    });
    let custom_id = reference.string("customId", 0, 255).map(str::to_owned);
    item.adopt(reference);
    AgentReference { id, custom_id }
}

/// What the OpenAPI document says of one.
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub mod body {
    use std::collections::BTreeMap;

    use serde::Serialize;
    use serde_json::Value;
    use utoipa::ToSchema;

    use crate::calls::AgentReference;

    /// One use of a tool.
    #[derive(ToSchema)]
    #[schema(as = RoarkGivenToolInvocation, rename_all = "camelCase")]
    pub struct ToolInvocation {
        /// Name of the tool.
        #[schema(min_length = 1, max_length = 255)]
        name: String,
        /// What it was given: each a value, or in detail with `type`, `description` and `value`.
        parameters: BTreeMap<String, Value>,
        /// What it answered.
        result: ToolResult,
        #[schema(minimum = 0, maximum = 604800000)]
        start_offset_ms: i64,
        /// An old spelling is `endTimeOffsetMs`.
        #[schema(minimum = 0, maximum = 604800000)]
        end_offset_ms: Option<i64>,
        #[schema(max_length = 10000)]
        description: Option<String>,
        /// Which of the call's agents used it.
        agent: Option<AgentReference>,
    }

    /// A text or an object.
    #[derive(Serialize, ToSchema)]
    #[schema(as = RoarkToolResult)]
    #[serde(untagged)]
    enum ToolResult {
        Text(String),
        Object(BTreeMap<String, Value>),
    }
}
