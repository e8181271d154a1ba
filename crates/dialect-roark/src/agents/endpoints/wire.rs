//! How the endpoints of agents are told.

use colloquy_domain::agent::{AgentEndpoint, EndpointDirection, EndpointKind};
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

/// A number or address of an agent.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkAgentEndpoint)]
pub struct EndpointAnswer {
    id: String,
    agent_id: String,
    #[serde(rename = "type")]
    #[schema(value_type = RoarkEndpointType)]
    kind: &'static str,
    #[schema(value_type = RoarkEndpointDirection)]
    direction: &'static str,
    /// Such as `production`.
    environment: String,
    /// A number in E.164, or an address.
    value: String,
    /// Calls that this server makes by an HTTP request are not there yet: always `NONE`.
    #[schema(value_type = RoarkOutboundDialType)]
    outbound_dial_type: &'static str,
    #[schema(required)]
    outbound_dial_http_request_definition_id: Option<String>,
    created_at: String,
    updated_at: String,
}

colloquy_http::words! {
    /// By what an agent is reached.
    RoarkEndpointType = [
        "PHONE", "WEBSOCKET", "LIVEKIT", "SMALL_WEBRTC", "ELEVENLABS_WS", "KORE", "GOOGLE_CES", "DAILY"
    ];
    /// Which way calls go.
    RoarkEndpointDirection = ["INCOMING", "OUTGOING", "INCOMING_AND_OUTGOING"];
    /// How a call from the agent is begun.
    RoarkOutboundDialType = ["NONE", "HTTP_REQUEST"];
}

impl From<AgentEndpoint> for EndpointAnswer {
    fn from(endpoint: AgentEndpoint) -> Self {
        Self {
            id: endpoint.id.to_string(),
            agent_id: endpoint.agent_id.to_string(),
            kind: kind(endpoint.kind),
            direction: direction(endpoint.direction),
            environment: endpoint.environment,
            value: endpoint.value,
            outbound_dial_type: "NONE",
            outbound_dial_http_request_definition_id: None,
            created_at: iso(endpoint.created_at),
            updated_at: iso(endpoint.updated_at),
        }
    }
}

fn kind(kind: EndpointKind) -> &'static str {
    match kind {
        EndpointKind::Phone => "PHONE",
        EndpointKind::Websocket => "WEBSOCKET",
        EndpointKind::Livekit => "LIVEKIT",
        EndpointKind::SmallWebrtc => "SMALL_WEBRTC",
        EndpointKind::ElevenLabs => "ELEVENLABS_WS",
        EndpointKind::Kore => "KORE",
        EndpointKind::GoogleCes => "GOOGLE_CES",
        EndpointKind::Daily => "DAILY",
    }
}

/// The word for a direction.
pub fn direction(direction: EndpointDirection) -> &'static str {
    match direction {
        EndpointDirection::Incoming => "INCOMING",
        EndpointDirection::Outgoing => "OUTGOING",
        EndpointDirection::Both => "INCOMING_AND_OUTGOING",
    }
}
