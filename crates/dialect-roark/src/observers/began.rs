//! `call-started`.

use serde_json::{Map, Value};

use colloquy_app::AppError;
use colloquy_app::agents::{self, AgentContent, AgentKey, GivenAgent};
use colloquy_app::observers::{Beginning, Observed};
use colloquy_domain::Instant;
use colloquy_domain::call::{ConversationKey, ConversationKeyKind};
use colloquy_http::Fields;

use super::Observer;

/// What LiveKit's observer tells of the room, and what it keeps a place for.
const ROOM: [&str; 4] = ["roomSid", "roomName", "jobId", "participantIdentity"];

/// Longest of these, in characters.
const LONGEST_ROOM: usize = 255;

/// Reads it. Without a time it happens now.
pub fn parse(observer: Observer, body: &Value, now: Instant) -> Result<(Observed, Beginning), AppError> {
    let mut fields = Fields::of_body(body)?;
    let observed = observer.observed(&mut fields);
    let at = fields.instant("eventTimestamp").unwrap_or(now);
    fields.require("agentId");
    let agent_id = fields.string("agentId", 1, agents::LONGEST_CUSTOM_ID).unwrap_or_default().to_owned();
    let name = fields.string("agentName", 0, agents::LONGEST_NAME).filter(|name| !name.is_empty());
    let prompt = fields.string("agentPrompt", 0, agents::prompts::LONGEST_PROMPT);
    let is_test = fields.boolean("isTest").unwrap_or(false);
    let (mut extra, mut more_keys) = (Map::new(), Vec::new());
    for member in ROOM {
        if let Some(text) = fields.string(member, 0, LONGEST_ROOM).filter(|text| !text.is_empty()) {
            extra.insert(member.to_owned(), text.into());
        }
    }
    // Under this name traces know the room.
    if let (Observer::Livekit, Some(Value::String(room))) = (observer, extra.get("roomSid")) {
        more_keys.push(ConversationKey { kind: ConversationKeyKind::LivekitRoom, value: room.clone() });
    }
    fields.finish()?;
    let observed = observed.ok_or(AppError::NotFound("call"))?;
    let agent = GivenAgent {
        place: "agentId".to_owned(),
        key: AgentKey::Named(AgentContent {
            name: name.unwrap_or(&agent_id).to_owned(),
            custom_id: Some(agent_id.clone()),
            description: None,
        }),
        endpoint: None,
        prompt: prompt
            .filter(|prompt| !prompt.trim().is_empty())
            .map(|prompt| (observer.prompt_source(), prompt.to_owned())),
    };
    Ok((observed, Beginning { more_keys, at, agent, is_test, extra }))
}
