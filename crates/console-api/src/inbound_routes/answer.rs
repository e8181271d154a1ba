//! What answers look like.

use colloquy_domain::inbound_route as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::words;

/// Says which agent answers, with which skill, who calls or writes to an address.
#[derive(Serialize, ToSchema)]
pub struct InboundRoute {
    /// Of a webchat it is public: pages name it.
    id: String,
    #[schema(value_type = words::DialogueChannel)]
    channel: &'static str,
    /// The number (E.164) or e-mail address that is called or written to; null for a webchat.
    address: Option<String>,
    /// Who answers.
    agent_id: String,
    /// Doing what.
    skill_id: String,
    /// Origins (`https://shop.example`) whose pages may open a webchat; empty: any.
    allowed_origins: Vec<String>,
    /// One that is not active is not answered at.
    is_active: bool,
    created_at: String,
    updated_at: String,
}

impl InboundRoute {
    /// Renders it.
    pub fn of(route: &domain::InboundRoute) -> Self {
        Self {
            id: route.id.to_string(),
            channel: route.channel.as_str(),
            address: route.address.clone(),
            agent_id: route.agent_id.to_string(),
            skill_id: route.skill_id.to_string(),
            allowed_origins: route.allowed_origins.clone(),
            is_active: route.is_active,
            created_at: iso(route.created_at),
            updated_at: iso(route.updated_at),
        }
    }
}
