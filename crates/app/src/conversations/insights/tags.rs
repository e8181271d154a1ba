//! The tags of a conversation, one by one, as a person gives them or takes them away.

use colloquy_domain::correction::Corrected;
use colloquy_domain::directory::Tag;
use colloquy_domain::insight::TagAssignment;
use colloquy_domain::{ConversationId, TagId};
use colloquy_store::{Durability, insights, tags};

use super::super::{to_correct, write_changed};
use crate::again::again;
use crate::keys::Caller;
use crate::{App, AppError, read};

/// Gives a conversation a tag, or confirms one that was found: it is there because a person says so.
///
/// # Errors
/// [`AppError::NotFound`] where the workspace has no such tag.
pub async fn give_tag(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    tag_id: TagId,
) -> Result<(Corrected<TagAssignment>, Tag), AppError> {
    read::conversation(app, caller, id).await?;
    again(|| {
        let (now, dialects, caller) = (app.now(), app.dialects.clone(), caller.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_correct(tx, &caller, id).await?;
                let known = tags::get(tx, before.workspace_id, tag_id).await?;
                let tag = known.ok_or(AppError::NotFound("tag"))?;
                let there = insights::list_corrected_tags(tx, id).await?;
                let mut all: Vec<_> = there.into_iter().map(|(assignment, _)| assignment).collect();
                let given = TagAssignment { tag_id, grounds: None };
                let corrected = match all.iter().position(|one| one.value.tag_id == tag_id) {
                    // Somebody gave it before.
                    Some(position) if all[position].value.grounds.is_none() => {
                        return Ok((all.swap_remove(position), tag));
                    }
                    Some(position) => all.remove(position).by(given, caller.user_id(), now),
                    None => Corrected::new_by(given, caller.user_id(), now),
                };
                all.push(corrected.clone());
                insights::replace_corrected_tags(tx, id, &all).await?;
                insights::forget_removed_tags(tx, id, &[tag_id]).await?;
                write_changed(tx, &dialects, &before, before.clone(), now).await?;
                Ok((corrected, tag))
            })
        })
    })
    .await
}

/// Takes a tag away from a conversation. One that was found does not come back when it is found again.
///
/// # Errors
/// [`AppError::NotFound`] where the conversation does not have it.
pub async fn take_tag(app: &App, caller: &Caller, id: ConversationId, tag_id: TagId) -> Result<(), AppError> {
    read::conversation(app, caller, id).await?;
    again(|| {
        let (now, dialects, caller) = (app.now(), app.dialects.clone(), caller.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_correct(tx, &caller, id).await?;
                let there = insights::list_corrected_tags(tx, id).await?;
                let mut all: Vec<_> = there.into_iter().map(|(assignment, _)| assignment).collect();
                let position = all.iter().position(|one| one.value.tag_id == tag_id);
                let position = position.ok_or(AppError::NotFound("tag of the conversation"))?;
                let taken = all.remove(position);
                if was_found(&taken) {
                    insights::note_removed_tags(tx, id, &[tag_id], caller.user_id(), now).await?;
                }
                insights::replace_corrected_tags(tx, id, &all).await?;
                write_changed(tx, &dialects, &before, before.clone(), now).await?;
                Ok(())
            })
        })
    })
    .await
}

/// Whether the machine had found the tag, whoever confirmed it.
pub(in crate::conversations) fn was_found(assignment: &Corrected<TagAssignment>) -> bool {
    let machine = assignment.correction.as_ref().and_then(|correction| correction.machine.as_ref());
    assignment.value.grounds.is_some() || machine.is_some()
}
