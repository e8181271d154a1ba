//! Names that rest on a choice of ours: the public sources leave them open.

use axum::http::StatusCode;
use colloquy_app::keys::Caller;
use colloquy_domain::agent::{EndpointDirection, EndpointKind};
use colloquy_domain::call::{CallDirection, CallStatus};
use colloquy_domain::conversation::ParticipantRole;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_domain::transcript::TranscriptSource;
use colloquy_http::Problem;

/// What is not there yet: 501 is no status of the published API, so that no client takes it for something else.
pub const NOT_THERE_YET: &str = "not_implemented";

/// The `type` of an error with that status.
pub fn error_type(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "authentication",
        403 => "forbidden",
        404 => "not_found",
        429 => "rate_limit",
        500.. => "internal",
        _ => "validation",
    }
}

/// The `code` of an error: the published one where there is one.
pub fn error_code(status: StatusCode, problem: &Problem) -> &'static str {
    match status.as_u16() {
        401 => "unauthorized",
        404 => "resource_not_found",
        409 => "conflict",
        429 => "too_many_requests",
        400 => match problem.fields.first() {
            Some(field) if field.code == "required" => "missing_required_field",
            Some(_) => "invalid_parameter",
            None => problem.code,
        },
        _ => problem.code,
    }
}

/// Permissions as they are spelled here, each with the scope that stands behind it. Conversations have the scopes of
/// the first API spoken by this server.
const PERMISSIONS: [(&str, &str); 15] = [
    ("call:read", "engagements:read"),
    ("call:create", "engagements:write"),
    ("call:update", "engagements:write"),
    ("call:delete", "engagements:write"),
    ("transcript:read", "transcript_timelines:read"),
    ("recording:read", "recordings:read"),
    ("agent:read", "agents:read"),
    ("agent:create", "agents:write"),
    ("agent:update", "agents:write"),
    ("metric:read", "metrics:read"),
    ("metric:create", "metrics:write"),
    ("metric:update", "metrics:write"),
    ("webhook:read", "webhooks:read"),
    ("webhook:create", WORKSPACE_ADMIN),
    ("billing:read", "billing:read"),
];

/// The permissions that a caller has.
pub fn permissions(caller: &Caller) -> Vec<&'static str> {
    let granted = PERMISSIONS.into_iter().filter(|(_, scope)| caller.may(scope));
    granted.map(|(permission, _)| permission).collect()
}

/// The coarse scopes: reading where anything may be read, writing where anything may be changed.
pub fn coarse_scopes(caller: &Caller) -> Vec<&'static str> {
    let has = |is_wanted: fn(&str) -> bool| {
        PERMISSIONS.into_iter().any(|(permission, scope)| is_wanted(permission) && caller.may(scope))
    };
    let reads = has(|permission| permission.ends_with(":read")).then_some("READ");
    let writes = has(|permission| !permission.ends_with(":read")).then_some("WRITE");
    reads.into_iter().chain(writes).collect()
}

/// A name as part of an address: lower case, everything but letters and digits a dash.
pub fn slug(name: &str) -> String {
    let lower = name.to_lowercase();
    let parts = lower.split(|character: char| !character.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

/// `version` of webhook deliveries.
pub const EVENT_VERSION: &str = "1.0";

/// The header that signs them.
pub const SIGNATURE_HEADER: &str = "x-roark-signature";

/// How far a call is.
pub fn call_status(status: CallStatus) -> &'static str {
    match status {
        CallStatus::Ringing => "RINGING",
        CallStatus::InProgress => "IN_PROGRESS",
        CallStatus::Ended => "ENDED",
    }
}

/// Who called whom. Conversations that did not come in as calls do not tell; an answer needs one of both.
pub fn direction(direction: Option<CallDirection>) -> &'static str {
    match direction {
        Some(CallDirection::Outbound) => "OUTBOUND",
        Some(CallDirection::Inbound) | None => "INBOUND",
    }
}

/// Where transcripts can come from; there are no simulations here.
pub const TRANSCRIPT_SOURCES: [&str; 3] =
    ["CUSTOMER_AGENT_REALTIME", "SIMULATION_AGENT_REALTIME", "ROARK_POST_CALL"];

/// Where a transcript comes from.
pub fn transcript_source(source: TranscriptSource) -> &'static str {
    match source {
        TranscriptSource::Supplied | TranscriptSource::Live => "CUSTOMER_AGENT_REALTIME",
        TranscriptSource::Recognised => "ROARK_POST_CALL",
    }
}

/// The side that a voice belongs to.
pub fn speaker_role(role: ParticipantRole) -> Option<&'static str> {
    match role {
        ParticipantRole::Agent => Some("AGENT"),
        ParticipantRole::Customer => Some("CUSTOMER"),
        ParticipantRole::Other => None,
    }
}

/// A mood from -1 to 1 as a share from 0 to 1.
pub fn sentiment_share(score: f64) -> f64 {
    ((score + 1.0) / 2.0).clamp(0.0, 1.0)
}

/// The same in a word: what is nearer to the middle than this counts as no mood.
pub fn sentiment_category(score: f64) -> &'static str {
    const NEUTRAL: f64 = 0.3;
    match score {
        score if score >= NEUTRAL => "POSITIVE",
        score if score <= -NEUTRAL => "NEGATIVE",
        _ => "NEUTRAL",
    }
}

/// A type of endpoints, as calls spell it: in any case.
pub fn endpoint_kind_in_any_case(text: &str) -> Option<EndpointKind> {
    Some(match text.to_ascii_uppercase().as_str() {
        "PHONE" => EndpointKind::Phone,
        "WEBSOCKET" => EndpointKind::Websocket,
        "LIVEKIT" => EndpointKind::Livekit,
        "SMALL_WEBRTC" => EndpointKind::SmallWebrtc,
        "ELEVENLABS_WS" => EndpointKind::ElevenLabs,
        "KORE" => EndpointKind::Kore,
        "GOOGLE_CES" => EndpointKind::GoogleCes,
        "DAILY" => EndpointKind::Daily,
        _ => return None,
    })
}

/// Which way the calls of an endpoint go, as calls spell it: in any case.
pub fn endpoint_direction_in_any_case(text: &str) -> Option<EndpointDirection> {
    Some(match text.to_ascii_uppercase().as_str() {
        "INCOMING" => EndpointDirection::Incoming,
        "OUTGOING" => EndpointDirection::Outgoing,
        "INCOMING_AND_OUTGOING" => EndpointDirection::Both,
        _ => return None,
    })
}
