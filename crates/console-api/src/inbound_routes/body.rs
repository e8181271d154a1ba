//! What creating and changing an inbound route read from their bodies.

use colloquy_app::AppError;
use colloquy_app::inbound_routes::NewInboundRoute;
use colloquy_domain::dialogue::Channel;
use colloquy_domain::{AgentId, SkillId};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use crate::ids;
use crate::wire::words;

/// Longest number or e-mail address.
const LONGEST_ADDRESS: usize = 320;
/// Most origins of one route, and the longest of them.
const MOST_ORIGINS: usize = 100;
const LONGEST_ORIGIN: usize = 300;

/// A new inbound route.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateInboundRoute {
    #[schema(value_type = words::DialogueChannel)]
    channel: String,
    /// The number (E.164) or e-mail address that is called or written to: one that no other route of the channel has. A
    /// webchat has none.
    #[schema(min_length = 1, max_length = 320)]
    address: Option<String>,
    /// Who answers.
    #[schema(max_length = 100)]
    agent_id: String,
    /// Doing what.
    #[schema(max_length = 100)]
    skill_id: String,
    /// Origins (`https://shop.example`) whose pages may open a webchat; any where it is left out or empty.
    #[schema(max_items = 100)]
    allowed_origins: Option<Vec<String>>,
    /// true where it is left out.
    is_active: Option<bool>,
}

/// A change; what is left out stays. The channel never changes.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateInboundRoute {
    /// The number (E.164) or e-mail address that is called or written to.
    #[schema(min_length = 1, max_length = 320)]
    address: Option<String>,
    /// Who answers.
    #[schema(max_length = 100)]
    agent_id: Option<String>,
    /// Doing what.
    #[schema(max_length = 100)]
    skill_id: Option<String>,
    /// Origins whose pages may open a webchat; empty: any.
    #[schema(max_items = 100)]
    allowed_origins: Option<Vec<String>>,
    is_active: Option<bool>,
}

/// What is to change; what is `None` stays as it is.
pub struct Change {
    address: Option<String>,
    agent_id: Option<AgentId>,
    skill_id: Option<SkillId>,
    allowed_origins: Option<Vec<String>>,
    is_active: Option<bool>,
}

impl Change {
    /// Reads a change.
    pub fn read(body: &Value) -> Result<Self, AppError> {
        let mut fields = Fields::of_body(body)?;
        let change = Self::of(&mut fields);
        fields.finish()?;
        Ok(change)
    }

    /// Makes it.
    pub fn apply(self, route: &mut NewInboundRoute) {
        if self.address.is_some() {
            route.address = self.address;
        }
        route.agent_id = self.agent_id.unwrap_or(route.agent_id);
        route.skill_id = self.skill_id.unwrap_or(route.skill_id);
        if let Some(origins) = self.allowed_origins {
            route.allowed_origins = origins;
        }
        route.is_active = self.is_active.unwrap_or(route.is_active);
    }

    fn of(fields: &mut Fields<'_>) -> Self {
        Self {
            address: fields.string("address", 1, LONGEST_ADDRESS).map(str::to_owned),
            agent_id: id(fields, "agent_id", "must be the id of an agent", ids::agent),
            skill_id: id(fields, "skill_id", "must be the id of a skill", ids::skill),
            allowed_origins: fields.strings("allowed_origins", MOST_ORIGINS, LONGEST_ORIGIN),
            is_active: fields.boolean("is_active"),
        }
    }
}

/// Reads a new inbound route.
pub fn new_inbound_route(body: &Value) -> Result<NewInboundRoute, AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["channel", "agent_id", "skill_id"] {
        fields.require(name);
    }
    let channel = fields.string("channel", 0, 100).and_then(|word| {
        let channel = Channel::parse(word);
        if channel.is_none() {
            fields.refuse("channel", "unknown_value", "must be call, sms, whatsapp, email or webchat");
        }
        channel
    });
    let given = Change::of(&mut fields);
    fields.finish()?;
    // `finish` has refused a body without one of them.
    let required = channel.zip(given.agent_id).zip(given.skill_id);
    let ((channel, agent_id), skill_id) =
        required.ok_or_else(|| AppError::internal("a required member was neither read nor refused"))?;
    Ok(NewInboundRoute {
        channel,
        address: given.address,
        agent_id,
        skill_id,
        allowed_origins: given.allowed_origins.unwrap_or_default(),
        is_active: given.is_active.unwrap_or(true),
    })
}

fn id<T>(
    fields: &mut Fields<'_>,
    name: &str,
    rule: &str,
    parse: fn(&str) -> Result<T, AppError>,
) -> Option<T> {
    let id = parse(fields.string(name, 0, 100)?).ok();
    if id.is_none() {
        fields.refuse(name, "invalid_format", rule);
    }
    id
}
