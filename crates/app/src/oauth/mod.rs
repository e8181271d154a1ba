//! OAuth 2: tokens for programs, on behalf of themselves or of a user.
//!
//! A client ([`clients`]) is made by who runs the workspace. For itself it gets tokens with its secret; for a user it
//! sends the user's browser to the consent page ([`authorize`]), gets a code back and exchanges it ([`token`]). A
//! refresh token is used once and answered with its successor. All of that hangs on one grant, and so ends together:
//! when a code or a refresh token is used a second time, somebody has stolen it, and the grant is taken back.
//!
//! A grant holds while nothing that it rests on is gone: the client, the user who gave it, the key with which the user
//! showed who they are. That is asked whenever a token is used, so that revoking needs no list of tokens.
//!
//! Of secrets, codes and tokens only the SHA-256 is stored; each has 32 random bytes.

pub mod authorize;
pub mod clients;
mod error;
mod inspect;
mod redirect;
mod secrets;
mod standing;
mod sweep;
mod token;

pub use self::error::{ErrorCode, OAuthError};
pub use self::inspect::{Introspection, introspect, revoke};
pub(crate) use self::standing::{caller, looks_like_access_token};
pub use self::sweep::{keep_sweeping, sweep};
pub use self::token::{Issued, TokenRequest, issue};

use time::Duration;

/// How long an access token is accepted.
pub const ACCESS_TOKEN_LIVES: Duration = Duration::hours(1);

/// How long a refresh token waits to be used.
pub const REFRESH_TOKEN_LIVES: Duration = Duration::days(30);

/// How long a code waits to be exchanged.
pub const CODE_LIVES: Duration = Duration::seconds(60);
