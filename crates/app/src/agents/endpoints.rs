//! The numbers and addresses of agents.

use colloquy_domain::agent::{AgentEndpoint, EndpointDirection, EndpointKind};
use colloquy_domain::filter::Position;
use colloquy_domain::{AgentEndpointId, AgentId, Instant, WorkspaceId, phone};
use colloquy_store::{Durability, agents, lists};
use url::Url;

use super::{ListWindow, Listed, listed, micros, one_more};
use crate::clock::dated;
use crate::{App, AppError};

/// The environment of an endpoint of which nothing else was said.
pub const DEFAULT_ENVIRONMENT: &str = "production";
/// Longest name of an environment, in characters.
pub const LONGEST_ENVIRONMENT: usize = 255;
/// Longest number or address, in characters.
pub const LONGEST_VALUE: usize = 2_048;

/// What an endpoint is, beside its id.
#[derive(Debug, Clone)]
pub struct EndpointContent {
    /// Whose.
    pub agent_id: AgentId,
    /// What `value` is.
    pub kind: EndpointKind,
    /// Which way calls go.
    pub direction: EndpointDirection,
    /// Such as `production` or `staging`.
    pub environment: String,
    /// The number or address.
    pub value: String,
}

/// Some endpoints, the newest first.
pub async fn list(
    app: &App,
    workspace_id: WorkspaceId,
    window: ListWindow,
) -> Result<Listed<AgentEndpoint>, AppError> {
    let limit = window.limit;
    let window = one_more(window);
    let (rows, total) = lists::agent_endpoints(app.store.reader(), workspace_id, &window).await?;
    Ok(listed(rows, total, limit, position))
}

/// One endpoint.
pub async fn get(
    app: &App,
    workspace_id: WorkspaceId,
    id: AgentEndpointId,
) -> Result<AgentEndpoint, AppError> {
    let found = agents::endpoints::get(app.store.reader(), workspace_id, id).await?;
    found.ok_or(AppError::NotFound("agent endpoint"))
}

/// Adds an endpoint to an agent. Another one with the same value may be there.
pub async fn create(
    app: &App,
    workspace_id: WorkspaceId,
    content: EndpointContent,
) -> Result<AgentEndpoint, AppError> {
    check("", content.kind, &content.value)?;
    check_environment(&content.environment)?;
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let agent = agents::get(tx, workspace_id, content.agent_id).await?;
                agent.ok_or(AppError::NotFound("agent"))?;
                let endpoint = new_endpoint(workspace_id, content, now);
                agents::endpoints::insert(tx, &endpoint).await?;
                Ok(endpoint)
            })
        })
        .await
}

/// Puts an endpoint into another environment; `None` leaves it as it is.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: AgentEndpointId,
    environment: Option<String>,
) -> Result<AgentEndpoint, AppError> {
    if let Some(environment) = &environment {
        check_environment(environment)?;
    }
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = agents::endpoints::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("agent endpoint"))?;
                let mut endpoint = before.clone();
                endpoint.environment = environment.unwrap_or(endpoint.environment);
                if endpoint != before {
                    endpoint.updated_at = dated(tx, before.updated_at);
                    agents::endpoints::update(tx, &endpoint).await?;
                }
                Ok(endpoint)
            })
        })
        .await
}

/// Where a row stands in a list of endpoints.
#[must_use]
pub fn position(endpoint: &AgentEndpoint) -> Position {
    Position { micros: micros(endpoint.created_at), id: endpoint.id.0 }
}

pub(super) fn new_endpoint(
    workspace_id: WorkspaceId,
    content: EndpointContent,
    now: Instant,
) -> AgentEndpoint {
    AgentEndpoint {
        id: AgentEndpointId::generate(),
        workspace_id,
        agent_id: content.agent_id,
        kind: content.kind,
        direction: content.direction,
        environment: content.environment,
        value: content.value,
        created_at: now,
        updated_at: now,
    }
}

/// The rule on a value by its kind; `place` is what the endpoint is called in the request, ending in a point.
pub(super) fn check(place: &str, kind: EndpointKind, value: &str) -> Result<(), AppError> {
    let refused = |code, rule: &str| {
        Err(AppError::invalid(format!("{place}value"), code, format!("{place}value {rule}")))
    };
    if !(1..=LONGEST_VALUE).contains(&value.chars().count()) {
        return refused("invalid_length", "must have 1 to 2048 characters");
    }
    match kind {
        EndpointKind::Phone if !phone::is_e164(value) => {
            refused("invalid_format", "must be a telephone number in E.164, such as +15551234567")
        }
        EndpointKind::Websocket if !is_websocket(value) => {
            refused("invalid_format", "must be a websocket address, such as wss://agent.example/call")
        }
        _ => Ok(()),
    }
}

fn check_environment(text: &str) -> Result<(), AppError> {
    if (1..=LONGEST_ENVIRONMENT).contains(&text.chars().count()) {
        return Ok(());
    }
    Err(AppError::invalid("environment", "invalid_length", "environment must have 1 to 255 characters"))
}

fn is_websocket(value: &str) -> bool {
    Url::parse(value).is_ok_and(|url| matches!(url.scheme(), "ws" | "wss") && url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_fits_its_kind() {
        let is_good = |kind, value: &str| check("endpoint.", kind, value).is_ok();
        for good in ["+15551234567", "+49", "+123456789012345"] {
            assert!(is_good(EndpointKind::Phone, good), "{good}");
        }
        for bad in ["", "+", "+1", "+05551234567", "15551234567", "+1555 1234567", "+1234567890123456", "+1a"]
        {
            assert!(!is_good(EndpointKind::Phone, bad), "{bad}");
        }
        for good in ["wss://agent.example/call", "ws://localhost:8080", "WSS://agent.example?x=1"] {
            assert!(is_good(EndpointKind::Websocket, good), "{good}");
        }
        for bad in ["https://agent.example", "wss://", "agent.example", "+15551234567", ""] {
            assert!(!is_good(EndpointKind::Websocket, bad), "{bad}");
        }
        assert!(is_good(EndpointKind::Livekit, "room"));
        assert!(!is_good(EndpointKind::Livekit, &"x".repeat(LONGEST_VALUE + 1)));
    }
}
