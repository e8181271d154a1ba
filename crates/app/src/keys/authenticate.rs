//! From what a client presents to who it is.

use colloquy_domain::credential::Credential;
use colloquy_domain::{UserId, WorkspaceId};
use colloquy_store::credentials;

use super::{API_KEY_PREFIX, LIVE_KEY_PREFIX, sha256};
use crate::{App, AppError, oauth};

/// What came in a request's headers, the scheme word taken off.
#[derive(Clone, PartialEq, Eq)]
pub enum Presented {
    /// A raw key or a bearer token.
    Token(String),
    /// The two halves of HTTP Basic authentication.
    Basic {
        /// User name.
        username: String,
        /// Password.
        password: String,
    },
}

/// Who asks.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The key.
    pub credential: Credential,
}

impl Caller {
    /// The workspace that the key opens.
    #[must_use]
    pub fn workspace_id(&self) -> WorkspaceId {
        self.credential.workspace_id
    }

    /// The user behind the key.
    #[must_use]
    pub fn user_id(&self) -> Option<UserId> {
        self.credential.user_id
    }

    /// Whether the key grants `scope`.
    #[must_use]
    pub fn may(&self, scope: &str) -> bool {
        self.credential.scopes.grants(scope)
    }

    /// Refuses a key that does not grant `scope`.
    pub fn require(&self, scope: &'static str) -> Result<(), AppError> {
        if self.may(scope) { Ok(()) } else { Err(AppError::MissingScope(scope)) }
    }
}

/// Finds who presents this: a key, or an access token of OAuth.
pub async fn authenticate(app: &App, presented: &Presented) -> Result<Caller, AppError> {
    if let Presented::Token(token) = presented
        && oauth::looks_like_access_token(token)
        && let Some(caller) = oauth::caller(app, token).await?
    {
        return Ok(caller);
    }
    authenticate_key(app, presented).await
}

/// Finds whose key this is; an access token is none. Says the same for every kind of wrong key.
pub async fn authenticate_key(app: &App, presented: &Presented) -> Result<Caller, AppError> {
    const REFUSED: AppError =
        AppError::Unauthorized("the credential is unknown or revoked, or its user is not active");
    for candidate in candidates(presented) {
        let found = credentials::find_by_lookup(app.store.reader(), sha256(&candidate.secret)).await?;
        let Some(credential) = found else { continue };
        let names_its_own_id = candidate.key_id.is_none_or(|key_id| key_id == credential.id.ulid());
        if !names_its_own_id || credential.revoked_at.is_some() {
            return Err(REFUSED);
        }
        note_use(app, &credential);
        return Ok(Caller { credential });
    }
    Err(REFUSED)
}

/// A secret whose hash may be stored, and the id that has to belong to it.
struct Candidate {
    secret: String,
    key_id: Option<String>,
}

/// A key of ours is looked up by its secret, an imported one by all of what is sent.
fn candidates(presented: &Presented) -> Vec<Candidate> {
    match presented {
        Presented::Token(token) => {
            let own = token
                .strip_prefix(API_KEY_PREFIX)
                .and_then(|rest| rest.split_once('.'))
                .map(|(key_id, secret)| Candidate {
                    secret: secret.to_owned(),
                    key_id: Some(key_id.to_ascii_uppercase()),
                })
                .or_else(|| {
                    token
                        .strip_prefix(LIVE_KEY_PREFIX)
                        .map(|secret| Candidate { secret: secret.to_owned(), key_id: None })
                });
            own.into_iter().chain([Candidate { secret: token.clone(), key_id: None }]).collect()
        }
        Presented::Basic { username, password } => vec![
            Candidate { secret: password.clone(), key_id: Some(username.to_ascii_uppercase()) },
            Candidate { secret: format!("{username}:{password}"), key_id: None },
        ],
    }
}

/// Writes down that the credential was used, where that is not known to the minute, without keeping the request waiting.
pub(crate) fn note_use(app: &App, credential: &Credential) {
    let now = app.now();
    if credential.last_used_at.is_some_and(|used| now - used <= time::Duration::MINUTE) {
        return;
    }
    let (app, credential) = (app.clone(), credential.clone());
    tokio::spawn(async move {
        if let Err(error) = credentials::touch_last_used(&app.store, &credential, now).await {
            tracing::warn!(credential.id = %credential.id, %error, "could not note the use of a key");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_secret_of_ours_opens_nothing_under_another_id() {
        let found = candidates(&Presented::Token("sk-apik_01ABC.secret".into()));
        assert_eq!(found[0].key_id.as_deref(), Some("01ABC"));
        assert_eq!(found[0].secret, "secret");
        assert_eq!(found[1].secret, "sk-apik_01ABC.secret");
    }
}
