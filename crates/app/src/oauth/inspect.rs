//! Ending tokens (RFC 7009) and telling what they are (RFC 7662).

use colloquy_domain::credential::Scopes;
use colloquy_domain::oauth::{OAuthClient, TokenKind};
use colloquy_domain::{Instant, OAuthClientId, UserId};
use colloquy_store::Durability;
use colloquy_store::oauth::{grants, tokens};

use super::secrets::sha256;
use super::standing::{is_live, scopes};
use super::{ErrorCode, OAuthError};
use crate::App;

/// What an accepted token is.
#[derive(Debug, Clone)]
pub struct Introspection {
    /// What it is for.
    pub kind: TokenKind,
    /// What it may do.
    pub scopes: Scopes,
    /// Who has it.
    pub client_id: OAuthClientId,
    /// For whom.
    pub user_id: Option<UserId>,
    /// The user's address.
    pub user_email: Option<String>,
    /// When it was made.
    pub created_at: Instant,
    /// Until when it is accepted.
    pub expires_at: Instant,
}

/// Ends a token of `client`: an access token alone, a refresh token with its whole grant. A token that is unknown or
/// has ended is as it was wished to be.
pub async fn revoke(app: &App, client: OAuthClient, token: &str) -> Result<(), OAuthError> {
    let (token_sha256, now) = (sha256(token), app.now());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let Some(found) = tokens::find(tx, token_sha256).await? else { return Ok(()) };
                if found.client.id != client.id {
                    let description = "the token belongs to another client";
                    return Err(OAuthError::refused(ErrorCode::InvalidGrant, description));
                }
                match found.kind {
                    TokenKind::Access => tokens::end(tx, token_sha256, now).await.map(|_| ())?,
                    TokenKind::Refresh => grants::revoke(tx, found.standing.grant.id, now).await?,
                }
                Ok(())
            })
        })
        .await
}

/// What `token` is, where it is accepted and the client's own; a client learns nothing of the tokens of others.
pub async fn introspect(
    app: &App,
    client: &OAuthClient,
    token: &str,
) -> Result<Option<Introspection>, OAuthError> {
    if !client.is_confidential {
        let description = "only a client with a secret may ask what tokens are";
        return Err(OAuthError::refused(ErrorCode::UnauthorizedClient, description));
    }
    let found = tokens::find(app.store.reader(), sha256(token)).await?;
    let live = found.filter(|token| token.client.id == client.id && is_live(token, app.now()));
    Ok(live.map(|token| Introspection {
        kind: token.kind,
        scopes: scopes(&token),
        client_id: token.client.id,
        user_id: token.standing.grant.user_id,
        user_email: token.standing.user_email,
        created_at: token.created_at,
        expires_at: token.expires_at,
    }))
}
