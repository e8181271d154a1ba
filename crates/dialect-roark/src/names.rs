//! Names that rest on a choice of ours: the public sources leave them open.

use axum::http::StatusCode;
use colloquy_app::keys::Caller;
use colloquy_domain::credential::WORKSPACE_ADMIN;
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
