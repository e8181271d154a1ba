//! Programs that may ask for tokens: making, changing, recognising them.

use colloquy_domain::credential::{Scopes, WORKSPACE_ADMIN};
use colloquy_domain::oauth::{GrantType, OAuthClient};
use colloquy_domain::secret::SecretText;
use colloquy_domain::{OAuthClientId, UserId, WorkspaceId};
use colloquy_store::oauth::clients;
use colloquy_store::{Durability, StoreError, users};

use super::redirect;
use super::secrets::{CLIENT_SECRET_PREFIX, is_secret, random, sha256};
use super::{ErrorCode, OAuthError};
use crate::keys::{Caller, leaves_owners_alone};
use crate::{App, AppError, FieldProblem};

/// Most redirect URIs of one client.
const MOST_REDIRECT_URIS: usize = 20;

/// What a client is, beside its id and secret.
#[derive(Debug, Clone)]
pub struct ClientContent {
    /// What users are told that it is called.
    pub name: String,
    /// Where users may be sent back to.
    pub redirect_uris: Vec<String>,
    /// The most that its tokens may do.
    pub scopes: Scopes,
    /// How it may get tokens; where it is not said, for users where they can be sent back, else for itself.
    pub grant_types: Option<Vec<GrantType>>,
    /// The user for whom it acts when it asks for itself.
    pub user_id: Option<UserId>,
}

/// What is to change; `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct ClientChange {
    /// New name.
    pub name: Option<String>,
    /// New redirect URIs.
    pub redirect_uris: Option<Vec<String>>,
    /// New scopes; tokens that are out lose what is not among them.
    pub scopes: Option<Scopes>,
    /// New ways to get tokens.
    pub grant_types: Option<Vec<GrantType>>,
    /// New user, or none any more.
    pub user_id: Option<Option<UserId>>,
}

/// [`create`] on somebody's behalf.
///
/// # Errors
/// [`AppError::Forbidden`] where it is to act as an owner and the caller is none, too.
pub async fn create_for(
    app: &App,
    caller: &Caller,
    content: ClientContent,
    is_confidential: bool,
) -> Result<(OAuthClient, Option<SecretText>), AppError> {
    check_owner(app, caller, content.user_id).await?;
    create(app, caller.workspace_id(), content, is_confidential).await
}

/// Makes a client; a confidential one gets a secret, which is shown once.
pub async fn create(
    app: &App,
    workspace_id: WorkspaceId,
    content: ClientContent,
    is_confidential: bool,
) -> Result<(OAuthClient, Option<SecretText>), AppError> {
    let now = app.now();
    let grant_types = content.grant_types.unwrap_or_else(|| usual_grant_types(&content.redirect_uris));
    let client = OAuthClient {
        id: OAuthClientId::generate(),
        workspace_id,
        name: content.name.trim().to_owned(),
        is_confidential,
        redirect_uris: content.redirect_uris,
        scopes: content.scopes,
        grant_types: in_order(grant_types),
        user_id: content.user_id,
        created_at: now,
        updated_at: now,
    };
    check(&client)?;
    check_user(app, &client).await?;
    let secret = is_confidential.then(|| random(CLIENT_SECRET_PREFIX));
    let (saved, secret_sha256) = (client.clone(), secret.as_deref().map(sha256));
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { clients::insert(tx, &saved, secret_sha256).await })
        })
        .await?;
    Ok((client, secret.map(SecretText::new)))
}

/// All clients of a workspace, oldest first.
pub async fn list(app: &App, workspace_id: WorkspaceId) -> Result<Vec<OAuthClient>, AppError> {
    Ok(clients::list(app.store.reader(), workspace_id).await?)
}

/// One client.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: OAuthClientId) -> Result<OAuthClient, AppError> {
    let found = clients::find(app.store.reader(), id).await?.map(|stored| stored.client);
    found.filter(|client| client.workspace_id == workspace_id).ok_or(NO_SUCH_CLIENT)
}

/// [`update`] on somebody's behalf.
///
/// # Errors
/// [`AppError::Forbidden`] where it acts as an owner, before or after, and the caller is none.
pub async fn update_for(
    app: &App,
    caller: &Caller,
    id: OAuthClientId,
    change: ClientChange,
) -> Result<OAuthClient, AppError> {
    let workspace_id = caller.workspace_id();
    let before = get(app, workspace_id, id).await?;
    for user_id in [before.user_id, change.user_id.flatten()] {
        check_owner(app, caller, user_id).await?;
    }
    update(app, workspace_id, id, change).await
}

/// Changes a client.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: OAuthClientId,
    change: ClientChange,
) -> Result<OAuthClient, AppError> {
    if let Some(Some(user_id)) = change.user_id {
        check_user_id(app, workspace_id, user_id).await?;
    }
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = clients::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(NO_SUCH_CLIENT)?;
                let mut client = before.clone();
                client.name = change.name.map_or(client.name, |name| name.trim().to_owned());
                client.redirect_uris = change.redirect_uris.unwrap_or(client.redirect_uris);
                client.scopes = change.scopes.unwrap_or(client.scopes);
                client.grant_types = change.grant_types.map_or(client.grant_types, in_order);
                client.user_id = change.user_id.unwrap_or(client.user_id);
                check(&client)?;
                if client != before {
                    client.updated_at = now;
                    clients::update(tx, &client).await?;
                }
                Ok(client)
            })
        })
        .await
}

/// [`rotate_secret`] on somebody's behalf.
///
/// # Errors
/// [`AppError::Forbidden`] where it acts as an owner and the caller is none: whoever knows the secret can do the same.
pub async fn rotate_secret_for(
    app: &App,
    caller: &Caller,
    id: OAuthClientId,
) -> Result<(OAuthClient, SecretText), AppError> {
    let workspace_id = caller.workspace_id();
    check_owner(app, caller, get(app, workspace_id, id).await?.user_id).await?;
    rotate_secret(app, workspace_id, id).await
}

/// Gives a confidential client another secret; the old one is refused from now on, tokens stay.
pub async fn rotate_secret(
    app: &App,
    workspace_id: WorkspaceId,
    id: OAuthClientId,
) -> Result<(OAuthClient, SecretText), AppError> {
    let (secret, now) = (random(CLIENT_SECRET_PREFIX), app.now());
    let secret_sha256 = sha256(&secret);
    let client = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = clients::get_for_update(tx, workspace_id, id).await?;
                let client = found.ok_or(NO_SUCH_CLIENT)?;
                if !client.is_confidential {
                    return Err(AppError::Conflict("a public client has no secret".into()));
                }
                clients::set_secret(tx, id, secret_sha256, now).await?;
                Ok(OAuthClient { updated_at: now, ..client })
            })
        })
        .await?;
    Ok((client, SecretText::new(secret)))
}

/// [`delete`] on somebody's behalf.
///
/// # Errors
/// [`AppError::Forbidden`] where it acts as an owner and the caller is none.
pub async fn delete_for(app: &App, caller: &Caller, id: OAuthClientId) -> Result<(), AppError> {
    let workspace_id = caller.workspace_id();
    check_owner(app, caller, get(app, workspace_id, id).await?.user_id).await?;
    delete(app, workspace_id, id).await
}

/// Deletes a client: neither it nor its tokens are accepted from now on.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: OAuthClientId) -> Result<(), AppError> {
    let now = app.now();
    let deleted = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { clients::delete(tx, workspace_id, id, now).await })
        })
        .await;
    match deleted {
        Err(StoreError::NotFound(_)) => Err(NO_SUCH_CLIENT),
        other => Ok(other?),
    }
}

/// The client that asks. A confidential one has to bring its secret, a public one must not bring any. Says the same
/// for every kind of wrong client.
pub async fn authenticate(
    app: &App,
    id: Option<OAuthClientId>,
    secret: Option<&SecretText>,
) -> Result<OAuthClient, OAuthError> {
    let found = match id {
        Some(id) => clients::find(app.store.reader(), id).await?,
        None => None,
    };
    let is_it = |stored: &clients::StoredClient| match (&stored.secret_sha256, secret) {
        (Some(expected), Some(secret)) => is_secret(secret.reveal(), expected),
        (None, None) => true,
        _ => false,
    };
    found.filter(is_it).map(|stored| stored.client).ok_or_else(|| {
        OAuthError::refused(ErrorCode::InvalidClient, "the client is unknown or its secret is wrong")
    })
}

const NO_SUCH_CLIENT: AppError = AppError::NotFound("OAuth client");

fn usual_grant_types(redirect_uris: &[String]) -> Vec<GrantType> {
    if redirect_uris.is_empty() {
        vec![GrantType::ClientCredentials]
    } else {
        vec![GrantType::AuthorizationCode, GrantType::RefreshToken]
    }
}

fn in_order(mut grant_types: Vec<GrantType>) -> Vec<GrantType> {
    grant_types.sort_unstable();
    grant_types.dedup();
    grant_types
}

async fn check_owner(app: &App, caller: &Caller, user_id: Option<UserId>) -> Result<(), AppError> {
    let Some(user_id) = user_id else { return Ok(()) };
    let reader = app.store.reader();
    let Some(user) = users::get(reader, caller.workspace_id(), user_id).await? else { return Ok(()) };
    // Also one who is kept out for now: a secret that an admin knows would be good again with them.
    if users::is_owner(reader, &user).await? && leaves_owners_alone(app, caller).await? {
        return Err(AppError::Forbidden(
            "only an owner may make, change or delete programs that act as owners",
        ));
    }
    Ok(())
}

async fn check_user(app: &App, client: &OAuthClient) -> Result<(), AppError> {
    match client.user_id {
        Some(user_id) => check_user_id(app, client.workspace_id, user_id).await,
        None => Ok(()),
    }
}

async fn check_user_id(app: &App, workspace_id: WorkspaceId, user_id: UserId) -> Result<(), AppError> {
    let user = users::get(app.store.reader(), workspace_id, user_id).await?;
    if user.is_some_and(|user| user.role.is_active()) {
        return Ok(());
    }
    Err(AppError::invalid("user_id", "unknown", "user_id must be an active user of this workspace"))
}

/// Users read the name when they decide: it must not be able to turn round the text beside it.
fn disturbs(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn check(client: &OAuthClient) -> Result<(), AppError> {
    let mut problems = Vec::new();
    let mut refuse = |field: &str, code, rule: &str| {
        problems.push(FieldProblem::new(field, code, format!("{field} {rule}")));
    };
    let name_length = client.name.chars().count();
    if !(1..=255).contains(&name_length) || client.name.chars().any(disturbs) {
        let rule =
            "must have 1 to 255 characters, none of which controls the terminal or the direction of text";
        refuse("name", "invalid_length", rule);
    }
    if client.scopes.0.is_empty() {
        refuse("scopes", "required", "must name at least one scope");
    }
    if client.scopes.0.iter().any(|scope| scope.as_str() == WORKSPACE_ADMIN) {
        refuse("scopes", "not_allowed", &format!("must not hold {WORKSPACE_ADMIN}: it is for keys"));
    }
    if client.grant_types.is_empty() || client.grant_types == [GrantType::RefreshToken] {
        refuse("grant_types", "required", "must hold authorization_code or client_credentials");
    }
    if !client.is_confidential && client.may(GrantType::ClientCredentials) {
        refuse(
            "grant_types",
            "not_allowed",
            "must not hold client_credentials: a public client has no secret",
        );
    }
    if client.may(GrantType::AuthorizationCode) && client.redirect_uris.is_empty() {
        refuse("redirect_uris", "required", "must hold where users are sent back to");
    }
    if client.redirect_uris.len() > MOST_REDIRECT_URIS {
        refuse("redirect_uris", "invalid_length", "must hold at most 20 URIs");
    }
    if let Some(rule) = client.redirect_uris.iter().find_map(|uri| redirect::problem(uri)) {
        refuse("redirect_uris", "invalid_format", rule);
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}
