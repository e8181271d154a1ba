//! From an address and a password to a session.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use colloquy_domain::directory::User;
use colloquy_domain::phone::normalise_email;
use colloquy_domain::secret::SecretText;
use colloquy_domain::session::Session;
use colloquy_domain::{UserId, WorkspaceId};
use colloquy_store::{Durability, StoreError, Tx, passwords as stored, sessions, users};
use rand::Rng as _;

use super::{Attempts, Place};
use crate::keys::sha256;
use crate::passwords::is_password;
use crate::{App, AppError};

/// Workspaces of one address whose passwords are tried.
const MOST_WORKSPACES: u64 = 3;

/// What somebody typed.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// E-mail address, in any spelling.
    pub email: String,
    /// Password.
    pub password: SecretText,
    /// From where.
    pub place: Place,
}

/// A session that has begun.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// What the browser keeps. Nobody else learns it.
    pub token: SecretText,
    /// The session.
    pub session: Session,
    /// Whose it is.
    pub user: User,
}

/// Why nobody was signed in.
#[derive(Debug)]
pub enum NotSignedIn {
    /// Address or password is wrong. Which one is not told.
    Wrong,
    /// That was wrong too often.
    TooOften {
        /// When it may be tried again.
        wait_seconds: u64,
    },
    /// Something failed on our side.
    Failed(AppError),
}

impl From<AppError> for NotSignedIn {
    fn from(error: AppError) -> Self {
        Self::Failed(error)
    }
}

impl From<StoreError> for NotSignedIn {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// Begins a session for whoever has that address and password. Where an address has an account in several workspaces, the
/// one whose password it is.
pub async fn sign_in(app: &App, attempts: &Attempts, given: SignIn) -> Result<SignedIn, NotSignedIn> {
    let peer = given.place.peer.map(tracing::field::display);
    let attempt = attempts.begin(&given.email, given.place, app.now()).map_err(|wait_seconds| {
        tracing::warn!(peer.address = peer, "a sign-in came after too many failures");
        NotSignedIn::TooOften { wait_seconds }
    })?;
    let found = find(app, &given).await.inspect_err(|_| attempts.forgo(&attempt))?;
    let Some((user, hash)) = found else {
        tracing::warn!(peer.address = peer, "a sign-in failed: the address or the password is wrong");
        return Err(NotSignedIn::Wrong);
    };
    let begun = if user.role.is_active() { insert(app, &user, Some(hash)).await? } else { None };
    let Some(signed_in) = begun else {
        tracing::warn!(user.id = %user.id, peer.address = peer, "a sign-in failed: the user is not active");
        return Err(NotSignedIn::Wrong);
    };
    attempts.take_back(&attempt);
    tracing::info!(
        user.id = %user.id,
        credential.id = %signed_in.session.id,
        peer.address = peer,
        "signed in"
    );
    Ok(signed_in)
}

/// Whose password it is, with its hash. Takes as long where nobody has the address.
async fn find(app: &App, given: &SignIn) -> Result<Option<(User, String)>, NotSignedIn> {
    let known = match normalise_email(&given.email).filter(|email| !email.contains('\0')) {
        Some(email) => stored::of_address(app.store.reader(), &email, MOST_WORKSPACES).await?,
        None => Vec::new(),
    };
    if known.is_empty() {
        is_password(&given.password, None).await?;
    }
    for (user, hash) in known {
        if is_password(&given.password, Some(hash.clone())).await? {
            return Ok(Some((user, hash)));
        }
    }
    Ok(None)
}

/// Begins a session for a user who has shown who they are.
///
/// # Errors
/// [`AppError::Unauthorized`] where they are not active any more.
pub async fn begin(app: &App, workspace_id: WorkspaceId, user_id: UserId) -> Result<SignedIn, AppError> {
    const GONE: AppError = AppError::Unauthorized("the user is not active any more");
    let user = users::get(app.store.reader(), workspace_id, user_id).await?.ok_or(GONE)?;
    insert(app, &user, None).await?.ok_or(GONE)
}

/// Writes a session, unless the user is not active any more, or their password was changed since its hash was looked at.
async fn insert(app: &App, user: &User, hash: Option<String>) -> Result<Option<SignedIn>, StoreError> {
    let bytes: [u8; 32] = rand::rng().random();
    let token = URL_SAFE_NO_PAD.encode(bytes);
    let (now, token_sha256) = (app.now(), sha256(&token));
    let (workspace_id, user_id) = (user.workspace_id, user.id);
    let written = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let Some(user) = still_there(tx, workspace_id, user_id, hash).await? else { return Ok(None) };
                let session = Session::new(workspace_id, user_id, user.role, now);
                sessions::insert(tx, &session, token_sha256).await?;
                Ok::<_, StoreError>(Some((session, user)))
            })
        })
        .await?;
    Ok(written.map(|(session, user)| SignedIn { token: SecretText::new(token), session, user }))
}

async fn still_there(
    tx: &Tx,
    workspace_id: WorkspaceId,
    user_id: UserId,
    hash: Option<String>,
) -> Result<Option<User>, StoreError> {
    let found = users::get_for_update(tx, workspace_id, user_id).await?;
    let Some(user) = found.filter(|user| user.role.is_active()) else { return Ok(None) };
    if hash.is_some() && stored::get(tx, user_id).await? != hash {
        return Ok(None);
    }
    Ok(Some(user))
}
