//! Whether a grant still holds, and who asks with an access token of it.

use colloquy_domain::credential::{Credential, Scopes};
use colloquy_domain::oauth::{OAuthGrant, TokenKind};
use colloquy_domain::{CredentialId, Instant};
use colloquy_store::oauth::grants::Standing;
use colloquy_store::oauth::tokens::{self, StoredToken};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::secrets::{ACCESS_TOKEN_PREFIX, sha256};
use crate::keys::Caller;
use crate::{App, AppError};

/// Whether what the grant rests on is all still there.
pub(super) fn holds(standing: &Standing) -> bool {
    let user_is_active = match standing.grant.user_id {
        None => true,
        Some(_) => standing.user_role.is_some_and(|role| role.is_active()),
    };
    let is_taken_back = standing.grant.revoked_at.is_some()
        || standing.client_deleted_at.is_some()
        || standing.approval_revoked_at.is_some();
    user_is_active && !is_taken_back
}

/// Whether the token is accepted now.
pub(super) fn is_live(token: &StoredToken, now: Instant) -> bool {
    token.ended_at.is_none() && token.expires_at > now && holds(&token.standing)
}

/// What the token may do: never more than its client may ask for now.
pub(super) fn scopes(token: &StoredToken) -> Scopes {
    token.standing.client_scopes.granting(&token.scopes)
}

/// Whether it is spelled as an access token. An imported key may be spelled so, too.
pub(crate) fn looks_like_access_token(text: &str) -> bool {
    text.starts_with(ACCESS_TOKEN_PREFIX)
}

/// Who asks with this access token; `None` where there is no such token, an error where it is accepted no longer.
pub(crate) async fn caller(app: &App, access_token: &str) -> Result<Option<Caller>, AppError> {
    let found = tokens::find(app.store.reader(), sha256(access_token)).await?;
    let Some(token) = found.filter(|token| token.kind == TokenKind::Access) else { return Ok(None) };
    if !is_live(&token, app.now()) {
        return Err(AppError::Unauthorized("the access token is expired or revoked"));
    }
    let grant = &token.standing.grant;
    let credential = Credential {
        id: credential_id(grant),
        workspace_id: grant.workspace_id,
        user_id: grant.user_id,
        name: token.client.name.clone(),
        scopes: scopes(&token),
        created_at: token.created_at,
        last_used_at: None,
        revoked_at: None,
    };
    Ok(Some(Caller { credential }))
}

/// One id for everything that a client does for a user, however often its tokens change: rates are counted by it, and
/// a retry is known by it.
fn credential_id(grant: &OAuthGrant) -> CredentialId {
    let Some(user_id) = grant.user_id else { return CredentialId(grant.client_id.0) };
    let mut digest = Sha256::new();
    digest.update(grant.client_id.0.as_bytes());
    digest.update(user_id.0.as_bytes());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest.finalize()).for_each(|(to, from)| *to = from);
    CredentialId(Uuid::from_bytes(bytes))
}
