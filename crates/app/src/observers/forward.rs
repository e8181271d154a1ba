//! A call that a provider reports once it is over.

use colloquy_domain::ConversationId;
use colloquy_domain::call::ConversationKey;
use colloquy_store::calls as stored;

use crate::calls::{self, NewCall};
use crate::keys::Caller;
use crate::{App, AppError};

/// Takes a reported call in. With `only_new` one that was reported before, by the provider's id of it, is left as it
/// is. Returns the call, and whether it is new.
pub async fn forward(
    app: &App,
    caller: &Caller,
    key: ConversationKey,
    mut new: NewCall,
    only_new: bool,
) -> Result<(ConversationId, bool), AppError> {
    let name = format!("{}:{}", key.kind.as_str(), key.value);
    let _turn = app.calls().turn(caller.workspace_id(), &name).await;
    if only_new && let Some(id) = stored::find_by_key(app.store.reader(), caller.workspace_id(), &key).await?
    {
        return Ok((id, false));
    }
    new.keys.push(key);
    Ok((calls::create(app, caller, new).await?, true))
}
