//! Giving tokens: for a secret, for a code, for a refresh token.

use colloquy_domain::credential::{Scope, Scopes, WORKSPACE_ADMIN};
use colloquy_domain::oauth::{GrantType, OAuthClient, OAuthGrant, TokenKind};
use colloquy_domain::secret::SecretText;
use colloquy_domain::{Instant, OAuthGrantId};
use colloquy_store::oauth::codes::{self, StoredCode};
use colloquy_store::oauth::tokens::{NewToken, StoredToken};
use colloquy_store::oauth::{grants, tokens};
use colloquy_store::{Durability, Tx};
use time::Duration;

use super::secrets::{ACCESS_TOKEN_PREFIX, REFRESH_TOKEN_PREFIX, answers, is_verifier, random, sha256};
use super::standing::holds;
use super::{ACCESS_TOKEN_LIVES, ErrorCode, OAuthError, REFRESH_TOKEN_LIVES};
use crate::App;

/// What a client offers for a token.
#[derive(Debug)]
pub enum TokenRequest {
    /// Itself.
    ClientCredentials {
        /// Names separated by spaces; all that it may have where they are left out.
        scope: Option<String>,
    },
    /// A code that it got by way of a user's browser.
    AuthorizationCode {
        /// The code.
        code: String,
        /// Where it was sent.
        redirect_uri: Option<String>,
        /// From which the challenge was made.
        code_verifier: String,
    },
    /// A refresh token.
    RefreshToken {
        /// The token.
        refresh_token: String,
        /// Names separated by spaces; what was granted where they are left out.
        scope: Option<String>,
    },
}

/// Tokens. They are shown once.
#[derive(Debug)]
pub struct Issued {
    /// Opens the API.
    pub access_token: SecretText,
    /// Gets the next one.
    pub refresh_token: Option<SecretText>,
    /// How long the access token is accepted.
    pub lives: Duration,
    /// What it may do.
    pub scopes: Scopes,
}

/// Gives tokens to a client that has shown which it is.
pub async fn issue(app: &App, client: OAuthClient, request: TokenRequest) -> Result<Issued, OAuthError> {
    let grant_type = match request {
        TokenRequest::ClientCredentials { .. } => GrantType::ClientCredentials,
        TokenRequest::AuthorizationCode { .. } => GrantType::AuthorizationCode,
        TokenRequest::RefreshToken { .. } => GrantType::RefreshToken,
    };
    if !client.may(grant_type) || (grant_type == GrantType::ClientCredentials && !client.is_confidential) {
        let description = format!("this client may not use the grant type {}", grant_type.as_str());
        return Err(OAuthError::refused(ErrorCode::UnauthorizedClient, description));
    }
    let (now, client_scopes) = (app.now(), client.scopes.clone());
    let outcome = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                match request {
                    TokenRequest::ClientCredentials { scope } => for_itself(tx, &client, scope, now).await,
                    TokenRequest::AuthorizationCode { code, redirect_uri, code_verifier } => {
                        for_code(tx, &client, &code, redirect_uri.as_deref(), &code_verifier, now).await
                    }
                    TokenRequest::RefreshToken { refresh_token, scope } => {
                        for_refresh(tx, &client, &refresh_token, scope.as_deref(), now).await
                    }
                }
            })
        })
        .await?;
    match outcome {
        // What is written is what was granted. The client may ask for less by now, and that is what counts.
        Outcome::Issued(issued) => Ok(Issued { scopes: client_scopes.granting(&issued.scopes), ..issued }),
        Outcome::UsedTwice(what) => Err(OAuthError::refused(
            ErrorCode::InvalidGrant,
            format!("the {what} was used before; everything that came of it is revoked"),
        )),
    }
}

/// What is committed. That something was used twice is no error here: the grant's end must be written.
enum Outcome {
    Issued(Issued),
    UsedTwice(&'static str),
}

async fn for_itself(
    tx: &Tx,
    client: &OAuthClient,
    scope: Option<String>,
    now: Instant,
) -> Result<Outcome, OAuthError> {
    let scopes = named(scope.as_deref())?.unwrap_or_else(|| client.scopes.clone());
    only_among(&scopes, &client.scopes, "this client may not have the scope")?;
    let grant = OAuthGrant {
        id: OAuthGrantId::generate(),
        workspace_id: client.workspace_id,
        client_id: client.id,
        user_id: client.user_id,
        approved_by: None,
        scopes: scopes.clone(),
        created_at: now,
        revoked_at: None,
    };
    grants::insert(tx, &grant).await?;
    // No refresh token: the client can ask again.
    give(tx, &grant, scopes, false, now).await
}

async fn for_code(
    tx: &Tx,
    client: &OAuthClient,
    code: &str,
    redirect_uri: Option<&str>,
    code_verifier: &str,
    now: Instant,
) -> Result<Outcome, OAuthError> {
    let code_sha256 = sha256(code);
    let found = codes::find(tx, code_sha256).await?;
    let found = found
        .filter(|code| code.standing.grant.client_id == client.id)
        .ok_or_else(|| invalid_grant("the code is unknown"))?;
    let grant = &found.standing.grant;
    if found.used_at.is_some() {
        grants::revoke(tx, grant.id, now).await?;
        return Ok(Outcome::UsedTwice("code"));
    }
    check_code(&found, redirect_uri, code_verifier, now)?;
    if !codes::use_up(tx, code_sha256, now).await? {
        // Somebody was quicker by a moment.
        grants::revoke(tx, grant.id, now).await?;
        return Ok(Outcome::UsedTwice("code"));
    }
    give(tx, grant, grant.scopes.clone(), client.may(GrantType::RefreshToken), now).await
}

fn check_code(
    code: &StoredCode,
    redirect_uri: Option<&str>,
    code_verifier: &str,
    now: Instant,
) -> Result<(), OAuthError> {
    if code.expires_at <= now {
        return Err(invalid_grant("the code is expired"));
    }
    let is_same_uri = match redirect_uri {
        Some(uri) => uri == code.redirect_uri,
        None => !code.is_redirect_uri_required,
    };
    if !is_same_uri {
        return Err(invalid_grant("redirect_uri is not the one that the code was sent to"));
    }
    if !is_verifier(code_verifier) || !answers(code_verifier, &code.code_challenge) {
        return Err(invalid_grant("code_verifier does not belong to the code_challenge"));
    }
    if !holds(&code.standing) {
        return Err(invalid_grant("what was approved has been revoked"));
    }
    Ok(())
}

async fn for_refresh(
    tx: &Tx,
    client: &OAuthClient,
    refresh_token: &str,
    scope: Option<&str>,
    now: Instant,
) -> Result<Outcome, OAuthError> {
    let token_sha256 = sha256(refresh_token);
    let found = tokens::find(tx, token_sha256).await?;
    let token = found
        .filter(|token| token.kind == TokenKind::Refresh && token.client.id == client.id)
        .ok_or_else(|| invalid_grant("the refresh token is unknown"))?;
    let grant = &token.standing.grant;
    if !holds(&token.standing) {
        return Err(invalid_grant("what was approved has been revoked"));
    }
    if token.ended_at.is_some() {
        grants::revoke(tx, grant.id, now).await?;
        return Ok(Outcome::UsedTwice("refresh token"));
    }
    let scopes = check_refresh(&token, scope, now)?;
    if !tokens::end(tx, token_sha256, now).await? {
        grants::revoke(tx, grant.id, now).await?;
        return Ok(Outcome::UsedTwice("refresh token"));
    }
    give(tx, grant, scopes, true, now).await
}

/// What the next access token may do.
fn check_refresh(token: &StoredToken, scope: Option<&str>, now: Instant) -> Result<Scopes, OAuthError> {
    if token.expires_at <= now {
        return Err(invalid_grant("the refresh token is expired"));
    }
    let scopes = named(scope)?.unwrap_or_else(|| token.scopes.clone());
    only_among(&scopes, &token.scopes, "what was approved does not include the scope")?;
    Ok(scopes)
}

/// Writes an access token and, `with_refresh`, a refresh token of all that was granted: a narrower access token does
/// not narrow those after it (RFC 6749, section 6).
async fn give(
    tx: &Tx,
    grant: &OAuthGrant,
    scopes: Scopes,
    with_refresh: bool,
    now: Instant,
) -> Result<Outcome, OAuthError> {
    let token = |text: &str, kind, scopes: &Scopes, lives| NewToken {
        token_sha256: sha256(text),
        grant_id: grant.id,
        kind,
        scopes: scopes.clone(),
        created_at: now,
        expires_at: now + lives,
    };
    let access_token = random(ACCESS_TOKEN_PREFIX);
    let refresh_token = with_refresh.then(|| random(REFRESH_TOKEN_PREFIX));
    let access_row = token(&access_token, TokenKind::Access, &scopes, ACCESS_TOKEN_LIVES);
    let refresh_row = refresh_token
        .as_deref()
        .map(|text| token(text, TokenKind::Refresh, &grant.scopes, REFRESH_TOKEN_LIVES));
    let rows: Vec<NewToken> = [access_row].into_iter().chain(refresh_row).collect();
    tokens::insert_many(tx, &rows).await?;
    Ok(Outcome::Issued(Issued {
        access_token: SecretText::new(access_token),
        refresh_token: refresh_token.map(SecretText::new),
        lives: ACCESS_TOKEN_LIVES,
        scopes,
    }))
}

/// The scopes that `scope` names; none where it is left out.
pub(super) fn named(scope: Option<&str>) -> Result<Option<Scopes>, OAuthError> {
    let Some(text) = scope.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let refused = |description: String| OAuthError::refused(ErrorCode::InvalidScope, description);
    let names = text.split(' ').filter(|name| !name.is_empty());
    let scopes = Scopes::parse(names).map_err(|name| refused(format!("there is no scope {name}")))?;
    if scopes.0.iter().any(|scope| scope.as_str() == WORKSPACE_ADMIN) {
        return Err(refused(format!("{WORKSPACE_ADMIN} is for keys, not for OAuth")));
    }
    Ok(Some(scopes))
}

fn only_among(scopes: &Scopes, allowed: &Scopes, refusal: &str) -> Result<(), OAuthError> {
    match scopes.0.iter().map(Scope::as_str).find(|name| !allowed.grants(name)) {
        Some(name) => Err(OAuthError::refused(ErrorCode::InvalidScope, format!("{refusal} {name}"))),
        None => Ok(()),
    }
}

fn invalid_grant(description: &str) -> OAuthError {
    OAuthError::refused(ErrorCode::InvalidGrant, description)
}
