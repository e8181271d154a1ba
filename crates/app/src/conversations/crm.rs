//! The CRM's record of a conversation.

use colloquy_domain::ConversationId;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::crm::CrmAssociation;
use colloquy_store::Durability;

use super::{to_change, write_changed};
use crate::again::again;
use crate::keys::Caller;
use crate::{App, AppError};

/// Says which record of the CRM stands for the conversation, in place of the one that did; none for no record.
pub async fn set_crm_association(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    association: Option<CrmAssociation>,
) -> Result<Conversation, AppError> {
    again(|| {
        let (now, dialects) = (app.now(), app.dialects.clone());
        let (caller, association) = (caller.clone(), association.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_change(tx, &caller, id).await?;
                if before.crm_association == association {
                    return Ok(before);
                }
                let after = Conversation { crm_association: association, ..before.clone() };
                Ok(write_changed(tx, &dialects, &before, after, now).await?)
            })
        })
    })
    .await
}
