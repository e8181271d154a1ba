//! A call that a provider reports once it is over.

use colloquy_domain::ConversationId;
use colloquy_domain::call::ConversationKey;

use super::pieces::check_own;
use crate::calls::{self, NewCall};
use crate::keys::Caller;
use crate::{App, AppError};

/// Takes a reported call in. With `only_new` one that was reported before, by the provider's id of it, is left as it
/// is. Returns the call, and whether it is new.
///
/// # Errors
/// [`AppError::MissingScope`] where it is known, private and somebody else's.
pub async fn forward(
    app: &App,
    caller: &Caller,
    key: ConversationKey,
    mut new: NewCall,
    only_new: bool,
) -> Result<(ConversationId, bool), AppError> {
    if only_new {
        let (id, is_new) = calls::create_unless_known(app, caller, new, key).await?;
        check_own(app, caller, id).await?;
        return Ok((id, is_new));
    }
    new.keys.push(key);
    Ok((calls::create(app, caller, new).await?, true))
}
