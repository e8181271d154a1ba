//! Endpoints: create, change, rotate the secret, remove.

use colloquy_domain::endpoint::{DisabledReason, Endpoint};
use colloquy_domain::secret::SecretText;
use colloquy_domain::{EndpointId, WorkspaceId};
use colloquy_store::{Durability, StoreError, endpoints};
use colloquy_webhook::{ROTATION_OVERLAP, Secret};

use super::headers;
use crate::{App, AppError, FieldProblem};

/// Longest URL.
const LONGEST_URL: usize = 2_048;

/// What a new endpoint is to be.
#[derive(Debug, Clone)]
pub struct NewEndpoint {
    /// Dialect in which it is told.
    pub dialect: String,
    /// Address.
    pub url: String,
    /// Event types in the dialect's spelling; none means all.
    pub event_types: Vec<String>,
    /// A note for people.
    pub description: Option<String>,
    /// Headers to be sent along with each delivery.
    pub headers: Vec<(String, String)>,
    /// Whether it is told of private conversations: whoever makes it may read them.
    pub sees_private: bool,
}

/// What is to change; `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct EndpointChange {
    /// New address.
    pub url: Option<String>,
    /// New event types.
    pub event_types: Option<Vec<String>>,
    /// New note.
    pub description: Option<Option<String>>,
    /// Headers to be sent along: with a value to be set, without one to be taken away. The others stay.
    pub headers: Vec<(String, Option<String>)>,
    /// Switch on or off.
    pub enabled: Option<bool>,
}

/// Creates an endpoint with a secret of its own.
pub async fn create(app: &App, workspace_id: WorkspaceId, new: NewEndpoint) -> Result<Endpoint, AppError> {
    let mut problems = Vec::new();
    check_url(app, &new.url, &mut problems);
    check_event_types(app, &new.dialect, &new.event_types, &mut problems);
    let headers = headers::checked(app, &new.dialect, new.headers, &mut problems);
    if !problems.is_empty() {
        return Err(AppError::Invalid(problems));
    }
    let now = app.now();
    let endpoint = Endpoint {
        id: EndpointId::generate(),
        workspace_id,
        dialect: new.dialect,
        url: new.url,
        description: new.description,
        event_types: new.event_types,
        headers,
        sees_private: new.sees_private,
        secret: new_secret(),
        previous_secret: None,
        disabled: None,
        failing_since: None,
        last_failure_at: None,
        previous_failure_at: None,
        created_at: now,
        updated_at: now,
    };
    let saved = endpoint.clone();
    app.store
        .write(Durability::Full, move |tx| Box::pin(async move { endpoints::insert(tx, &saved).await }))
        .await?;
    Ok(endpoint)
}

/// All endpoints of a workspace.
pub async fn list(app: &App, workspace_id: WorkspaceId) -> Result<Vec<Endpoint>, AppError> {
    Ok(endpoints::list(app.store.reader(), workspace_id).await?)
}

/// One endpoint.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: EndpointId) -> Result<Endpoint, AppError> {
    endpoints::get(app.store.reader(), workspace_id, id).await?.ok_or(AppError::NotFound("endpoint"))
}

/// Changes an endpoint. Switching it on forgets its failures.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: EndpointId,
    change: EndpointChange,
) -> Result<Endpoint, AppError> {
    let of_app = app.clone();
    change_locked(app, workspace_id, id, move |endpoint| {
        let mut problems = Vec::new();
        if let Some(url) = change.url {
            check_url(&of_app, &url, &mut problems);
            headers::check_move(endpoint, &url, &change.headers, &mut problems);
            endpoint.url = url;
        }
        if let Some(event_types) = change.event_types {
            check_event_types(&of_app, &endpoint.dialect, &event_types, &mut problems);
            endpoint.event_types = event_types;
        }
        if !change.headers.is_empty() {
            let (dialect, known) = (&endpoint.dialect, &endpoint.headers);
            endpoint.headers = headers::changed(&of_app, dialect, known, change.headers, &mut problems);
        }
        if !problems.is_empty() {
            return Err(AppError::Invalid(problems));
        }
        if let Some(description) = change.description {
            endpoint.description = description;
        }
        match change.enabled {
            Some(true) => {
                endpoint.disabled = None;
                endpoint.failing_since = None;
                endpoint.last_failure_at = None;
                endpoint.previous_failure_at = None;
            }
            Some(false) => endpoint.disabled = Some(DisabledReason::ByHand),
            None => {}
        }
        Ok(())
    })
    .await
}

/// Gives the endpoint a new secret; the old one signs beside it for 24 hours. There is one old one only: a second
/// rotation within that time ends the validity of the oldest.
pub async fn rotate_secret(
    app: &App,
    workspace_id: WorkspaceId,
    id: EndpointId,
) -> Result<Endpoint, AppError> {
    let valid_until = app.now() + ROTATION_OVERLAP;
    change_locked(app, workspace_id, id, move |endpoint| {
        let old = std::mem::replace(&mut endpoint.secret, new_secret());
        endpoint.previous_secret = Some((old, valid_until));
        Ok(())
    })
    .await
}

/// Removes an endpoint. What is on its way to it is not sent any more.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: EndpointId) -> Result<(), AppError> {
    let now = app.now();
    let deleted = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { endpoints::delete(tx, workspace_id, id, now).await })
        })
        .await;
    match deleted {
        Err(StoreError::NotFound(_)) => Err(AppError::NotFound("endpoint")),
        other => Ok(other?),
    }
}

/// Reads, changes and stores an endpoint in one transaction: what another request or a worker has changed meanwhile
/// stays changed.
async fn change_locked(
    app: &App,
    workspace_id: WorkspaceId,
    id: EndpointId,
    change: impl FnOnce(&mut Endpoint) -> Result<(), AppError> + Send + 'static,
) -> Result<Endpoint, AppError> {
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = endpoints::get_for_update(tx, workspace_id, id).await?;
                let mut endpoint = found.ok_or(AppError::NotFound("endpoint"))?;
                change(&mut endpoint)?;
                endpoint.updated_at = now;
                endpoints::update(tx, &endpoint).await?;
                Ok(endpoint)
            })
        })
        .await
}

fn new_secret() -> SecretText {
    SecretText::new(Secret::generate().expose())
}

fn check_url(app: &App, url: &str, problems: &mut Vec<FieldProblem>) {
    if url.len() > LONGEST_URL {
        problems.push(FieldProblem::new("url", "too_long", "url must have at most 2048 characters"));
    } else if url.chars().any(char::is_control) {
        // The parser leaves some out, and what is shown would not be what is sent.
        problems.push(FieldProblem::new("url", "refused_url", "url must not have control characters"));
    } else if let Err(refused) = app.guard.check_url(url) {
        problems.push(FieldProblem::new("url", "refused_url", format!("url: {refused}")));
    }
}

fn check_event_types(app: &App, dialect: &str, event_types: &[String], problems: &mut Vec<FieldProblem>) {
    let Some(dialect) = app.dialects.get(dialect) else {
        let known = app.dialects.names().join(", ");
        problems.push(FieldProblem::new("dialect", "unknown", format!("dialect must be one of {known}")));
        return;
    };
    let known = dialect.event_types();
    for event_type in event_types {
        if !known.contains(&event_type.as_str()) {
            let message = format!("event_types: {event_type} is none of {}", known.join(", "));
            problems.push(FieldProblem::new("event_types", "unknown", message));
        }
    }
}
