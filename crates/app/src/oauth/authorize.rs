//! A user's approval: from what the client asks by way of the user's browser to a code.
//!
//! Who asks, and whether it may be answered, is looked at before anything else: a browser is sent back only to an
//! address that was registered. A user shows who they are with a key of theirs, for the
//! one approval and without a session, so that there is nothing that another page could make use of.

use colloquy_domain::credential::Scopes;
use colloquy_domain::directory::Workspace;
use colloquy_domain::oauth::{GrantType, OAuthClient, OAuthGrant};
use colloquy_domain::{OAuthClientId, OAuthGrantId};
use colloquy_store::oauth::codes::NewCode;
use colloquy_store::oauth::{clients, codes, grants};
use colloquy_store::{Durability, StoreError, users, workspaces};
use url::Url;

use super::secrets::{CODE_PREFIX, is_challenge, random, sha256};
use super::token::named;
use super::{CODE_LIVES, ErrorCode, OAuthError, redirect};
use crate::keys::{self, Presented};
use crate::{App, AppError};

/// What came with the browser.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Who asks; none where it is no client's id.
    pub client_id: Option<OAuthClientId>,
    /// Where the answer is to go.
    pub redirect_uri: Option<String>,
    /// What kind of answer.
    pub response_type: Option<String>,
    /// Names separated by spaces.
    pub scope: Option<String>,
    /// What the client wants back with the answer.
    pub state: Option<String>,
    /// SHA-256 of the verifier, in base 64.
    pub code_challenge: Option<String>,
    /// That it is so.
    pub code_challenge_method: Option<String>,
    /// A parameter that was there twice.
    pub repeated: Option<String>,
}

/// Where the browser goes with the answer.
#[derive(Debug, Clone)]
pub struct Way {
    redirect_uri: Url,
    issuer: String,
    state: Option<String>,
}

impl Way {
    /// Back with a code.
    fn with_code(&self, code: &str) -> Url {
        self.with(&[("code", code)])
    }

    /// Back with a refusal.
    #[must_use]
    pub fn with_error(&self, code: ErrorCode, description: &str) -> Url {
        self.with(&[("error", code.as_str()), ("error_description", description)])
    }

    /// Where the browser goes, without an answer.
    #[must_use]
    pub fn target(&self) -> &Url {
        &self.redirect_uri
    }

    fn with(&self, parameters: &[(&str, &str)]) -> Url {
        let mut url = self.redirect_uri.clone();
        {
            let mut query = url.query_pairs_mut();
            query.extend_pairs(parameters);
            if let Some(state) = &self.state {
                query.append_pair("state", state);
            }
            // Tells the client which server answers (RFC 9207).
            query.append_pair("iss", &self.issuer);
        }
        url
    }
}

/// A request that may be shown to a user.
#[derive(Debug, Clone)]
pub struct Consent {
    /// Who asks.
    pub client: OAuthClient,
    /// For which workspace.
    pub workspace: Workspace,
    /// For what, at most.
    pub scopes: Scopes,
    /// Where the answer goes.
    pub way: Way,
    redirect_uri: String,
    is_redirect_uri_required: bool,
    code_challenge: String,
}

/// Why a request is not shown to a user.
#[derive(Debug)]
pub enum NotShown {
    /// There is no such client.
    NoClient,
    /// The answer cannot be sent anywhere; the browser has to show why.
    NoWay(&'static str),
    /// The browser is sent back with a refusal.
    Back(Url),
    /// Something failed on our side.
    Failed(AppError),
}

/// Why an approval was not taken.
#[derive(Debug)]
pub enum NotApproved {
    /// The key is unknown, revoked, or nobody's in this workspace.
    WrongKey,
    /// The key may do nothing of what is asked.
    NothingToGrant,
    /// Something failed on our side.
    Failed(AppError),
}

impl From<StoreError> for NotShown {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// Checks what is asked.
pub async fn look(app: &App, asked: Asked) -> Result<Consent, NotShown> {
    if matches!(asked.repeated.as_deref(), Some("client_id" | "redirect_uri")) {
        return Err(NotShown::NoWay("client_id or redirect_uri is there twice"));
    }
    let found = match asked.client_id {
        Some(id) => clients::find(app.store.reader(), id).await?,
        None => None,
    };
    let client = found.ok_or(NotShown::NoClient)?.client;
    let redirect_uri = redirect_uri(&client, asked.redirect_uri.as_deref())?;
    let target = Url::parse(&redirect_uri).map_err(|_| NotShown::NoWay("redirect_uri is no URI"))?;
    let way = Way { redirect_uri: target, issuer: issuer(app), state: asked.state.clone() };
    match check(&client, &asked) {
        Ok((scopes, code_challenge)) => {
            let workspace = workspaces::get(app.store.reader(), client.workspace_id).await?;
            let workspace = workspace.ok_or(NotShown::NoClient)?;
            let is_redirect_uri_required = asked.redirect_uri.is_some();
            Ok(Consent {
                client,
                workspace,
                scopes,
                way,
                redirect_uri,
                is_redirect_uri_required,
                code_challenge,
            })
        }
        Err(OAuthError::Refused { code, description }) => {
            Err(NotShown::Back(way.with_error(code, &description)))
        }
        Err(OAuthError::Failed(error)) => Err(NotShown::Failed(error)),
    }
}

/// The server's name as tokens' receivers know it.
#[must_use]
pub fn issuer(app: &App) -> String {
    app.public_url.as_str().trim_end_matches('/').to_owned()
}

fn redirect_uri(client: &OAuthClient, asked: Option<&str>) -> Result<String, NotShown> {
    match (asked, client.redirect_uris.as_slice()) {
        (Some(asked), registered) if registered.iter().any(|uri| redirect::matches(uri, asked)) => {
            Ok(asked.to_owned())
        }
        (Some(_), _) => Err(NotShown::NoWay("redirect_uri is not registered for this client")),
        (None, [only]) => Ok(only.clone()),
        (None, _) => Err(NotShown::NoWay("redirect_uri is missing")),
    }
}

/// What is asked for and the challenge.
fn check(client: &OAuthClient, asked: &Asked) -> Result<(Scopes, String), OAuthError> {
    fn refused(code: ErrorCode, description: impl Into<String>) -> OAuthError {
        OAuthError::refused(code, description)
    }
    if let Some(name) = &asked.repeated {
        return Err(refused(ErrorCode::InvalidRequest, format!("{name} is there twice")));
    }
    match asked.response_type.as_deref() {
        Some("code") => {}
        None => return Err(refused(ErrorCode::InvalidRequest, "response_type is missing")),
        Some(_) => return Err(refused(ErrorCode::UnsupportedResponseType, "response_type must be code")),
    }
    if !client.may(GrantType::AuthorizationCode) {
        return Err(refused(ErrorCode::UnauthorizedClient, "this client may not ask users"));
    }
    let Some(code_challenge) = &asked.code_challenge else {
        return Err(refused(ErrorCode::InvalidRequest, "code_challenge is missing: PKCE is required"));
    };
    if asked.code_challenge_method.as_deref() != Some("S256") {
        return Err(refused(ErrorCode::InvalidRequest, "code_challenge_method must be S256"));
    }
    if !is_challenge(code_challenge) {
        let description = "code_challenge must be a SHA-256 in base64url, 43 characters without padding";
        return Err(refused(ErrorCode::InvalidRequest, description));
    }
    let wanted = named(asked.scope.as_deref())?.unwrap_or_else(|| client.scopes.clone());
    let scopes = client.scopes.granting(&wanted);
    if scopes.0.is_empty() {
        return Err(refused(ErrorCode::InvalidScope, "this client may have none of these scopes"));
    }
    Ok((scopes, code_challenge.clone()))
}

/// Grants what was asked, as far as the key with which the user shows who they are may do it itself; returns where the
/// browser goes with the code.
pub async fn approve(app: &App, consent: Consent, key: &str) -> Result<Url, NotApproved> {
    let presented = Presented::Token(key.trim().to_owned());
    let approved_by = match keys::authenticate_key(app, &presented).await {
        Ok(caller) => caller.credential,
        Err(AppError::Unauthorized(_)) => return Err(NotApproved::WrongKey),
        Err(error) => return Err(NotApproved::Failed(error)),
    };
    let workspace_id = consent.client.workspace_id;
    let user_id = approved_by.user_id.filter(|_| approved_by.workspace_id == workspace_id);
    let user_id = user_id.ok_or(NotApproved::WrongKey)?;
    let user = users::get(app.store.reader(), workspace_id, user_id).await.map_err(failed)?;
    if !user.is_some_and(|user| user.role.is_active()) {
        return Err(NotApproved::WrongKey);
    }
    let scopes = approved_by.scopes.granting(&consent.scopes);
    if scopes.0.is_empty() {
        return Err(NotApproved::NothingToGrant);
    }
    let now = app.now();
    let grant = OAuthGrant {
        id: OAuthGrantId::generate(),
        workspace_id,
        client_id: consent.client.id,
        user_id: Some(user_id),
        approved_by: Some(approved_by.id),
        scopes,
        created_at: now,
        revoked_at: None,
    };
    let code = random(CODE_PREFIX);
    let row = NewCode {
        code_sha256: sha256(&code),
        grant_id: grant.id,
        redirect_uri: consent.redirect_uri,
        is_redirect_uri_required: consent.is_redirect_uri_required,
        code_challenge: consent.code_challenge,
        expires_at: now + CODE_LIVES,
    };
    let written = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                grants::insert(tx, &grant).await?;
                codes::insert(tx, &row).await
            })
        })
        .await;
    written.map_err(failed)?;
    Ok(consent.way.with_code(&code))
}

fn failed(error: StoreError) -> NotApproved {
    NotApproved::Failed(error.into())
}
