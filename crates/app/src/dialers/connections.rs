//! Addresses for dialers that can be given nothing but an address.
//!
//! The secret in the address opens that address and nothing else: it is no key that a header could present. It is shown
//! when the address is made or gets another one, and only its hash is kept. Whatever its secret, an address brings calls
//! in as one and the same, which may do that alone.

use colloquy_domain::credential::{Credential, Scopes};
use colloquy_domain::dialer::{CallHandling, Dialer, DialerConnection};
use colloquy_domain::secret::SecretText;
use colloquy_domain::{CredentialId, DialerConnectionId, UserId, WorkspaceId};
use colloquy_store::{Durability, StoreError, dialers, users};

use crate::ingest::check_link;
use crate::keys::{Caller, random_text, sha256};
use crate::{App, AppError, FieldProblem};

/// All that an address may do.
const SCOPE: &str = "engagements:write";

/// Most entries of the list of agents.
const MOST_AGENTS: usize = 1_000;

/// An address that is to be.
#[derive(Debug, Clone)]
pub struct NewConnection {
    /// The dialer.
    pub dialer: Dialer,
    /// A name for people.
    pub name: String,
    /// Who owns calls whose agent is no known user.
    pub default_owner: Option<UserId>,
    /// What is made of its calls.
    pub handling: CallHandling,
    /// The secret with which the dialer signs.
    pub signing_secret: Option<SecretText>,
}

/// All addresses of a workspace, oldest first.
pub async fn list(app: &App, workspace_id: WorkspaceId) -> Result<Vec<DialerConnection>, AppError> {
    Ok(dialers::list_connections(app.store.reader(), workspace_id).await?)
}

/// One address.
pub async fn get(
    app: &App,
    workspace_id: WorkspaceId,
    id: DialerConnectionId,
) -> Result<DialerConnection, AppError> {
    let found = dialers::get_connection(app.store.reader(), workspace_id, id).await?;
    found.ok_or(AppError::NotFound("dialer connection"))
}

/// Makes an address; returns it and the secret in it.
pub async fn create(
    app: &App,
    workspace_id: WorkspaceId,
    new: NewConnection,
) -> Result<(DialerConnection, SecretText), AppError> {
    check(app, workspace_id, &new).await?;
    let now = app.now();
    let secret = random_text();
    let connection = DialerConnection {
        id: DialerConnectionId::generate(),
        workspace_id,
        credential_id: CredentialId::generate(),
        dialer: new.dialer,
        name: new.name,
        default_owner: new.default_owner,
        handling: new.handling,
        signing_secret: new.signing_secret,
        created_at: now,
        updated_at: now,
    };
    let (saved, hash) = (connection.clone(), sha256(&secret));
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { dialers::insert_connection(tx, &saved, hash).await })
        })
        .await?;
    Ok((connection, SecretText::new(secret)))
}

/// Gives an address another secret. The one before is worth nothing from now on.
pub async fn rotate(
    app: &App,
    workspace_id: WorkspaceId,
    id: DialerConnectionId,
) -> Result<(DialerConnection, SecretText), AppError> {
    let (now, secret) = (app.now(), random_text());
    let hash = sha256(&secret);
    let rotated = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                dialers::set_token(tx, workspace_id, id, hash, now).await?;
                dialers::get_connection(tx, workspace_id, id).await
            })
        })
        .await;
    let connection = answer(rotated)?.ok_or(AppError::NotFound("dialer connection"))?;
    Ok((connection, SecretText::new(secret)))
}

/// Removes an address. Calls that came by it stay.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: DialerConnectionId) -> Result<(), AppError> {
    let deleted = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { dialers::delete_connection(tx, workspace_id, id).await })
        })
        .await;
    answer(deleted)
}

/// Who sends to the address with this secret.
pub async fn open(app: &App, dialer: Dialer, secret: &str) -> Result<(Caller, DialerConnection), AppError> {
    let found = dialers::find_connection(app.store.reader(), sha256(secret)).await?;
    let connection = found
        .filter(|connection| connection.dialer == dialer)
        .ok_or(AppError::NotFound("dialer connection"))?;
    let credential = Credential {
        id: connection.credential_id,
        workspace_id: connection.workspace_id,
        user_id: connection.default_owner,
        name: connection.name.clone(),
        scopes: Scopes::parse([SCOPE]).map_err(AppError::internal)?,
        created_at: connection.created_at,
        last_used_at: None,
        revoked_at: None,
    };
    Ok((Caller { credential }, connection))
}

fn answer<T>(written: Result<T, StoreError>) -> Result<T, AppError> {
    match written {
        Err(StoreError::NotFound(_)) => Err(AppError::NotFound("dialer connection")),
        other => Ok(other?),
    }
}

async fn check(app: &App, workspace_id: WorkspaceId, new: &NewConnection) -> Result<(), AppError> {
    let mut problems = Vec::new();
    if !(1..=255).contains(&new.name.trim().chars().count()) {
        problems.push(FieldProblem::new("name", "invalid_length", "name must have 1 to 255 characters"));
    }
    if let Some(problem) = new.handling.link_template.as_deref().and_then(|link| check_link(link).err()) {
        let message = problem.message.replace("external_url", "link_template");
        problems.push(FieldProblem::new("link_template", problem.code, message));
    }
    if new.handling.agents.len() > MOST_AGENTS {
        let message = "agents must have at most 1000 members";
        problems.push(FieldProblem::new("agents", "invalid_length", message));
    }
    if let Some(owner) = new.default_owner {
        let found = users::get(app.store.reader(), workspace_id, owner).await?;
        if !found.is_some_and(|user| user.role.is_active()) {
            let message = "default_owner_id must be an active user of this workspace";
            problems.push(FieldProblem::new("default_owner_id", "unknown_value", message));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}
