//! Which tags a conversation has.

use std::collections::BTreeSet;

use colloquy_domain::conversation::Conversation;
use colloquy_domain::correction::Corrected;
use colloquy_domain::insight::TagAssignment;
use colloquy_domain::{ConversationId, TagId};
use colloquy_store::{Durability, insights, tags};

use super::insights::was_found;
use super::{check_known, to_change, write_changed};
use crate::again::again;
use crate::keys::Caller;
use crate::{App, AppError};

/// Makes these the tags of a conversation. One that was found before keeps its grounds; one that is new has none:
/// somebody gave it. What was found and is not among them does not come back when it is found again. Names no tag that
/// does not exist, or nothing is changed; the same one twice counts once.
pub async fn replace_tags(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    wanted: Vec<TagId>,
) -> Result<Conversation, AppError> {
    again(|| {
        let (now, dialects) = (app.now(), app.dialects.clone());
        let (caller, wanted) = (caller.clone(), wanted.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_change(tx, &caller, id).await?;
                let known = tags::list_by_ids(tx, before.workspace_id, &wanted).await?;
                let is_known = |id: &TagId| known.iter().any(|tag| tag.id == *id);
                check_known("tag_ids", "tag", &wanted, is_known)?;
                let there = insights::list_corrected_tags(tx, id).await?;
                let there: Vec<Corrected<TagAssignment>> =
                    there.into_iter().map(|(assignment, _)| assignment).collect();
                let had: BTreeSet<TagId> = there.iter().map(|one| one.value.tag_id).collect();
                if had == wanted.iter().copied().collect() {
                    return Ok(before);
                }
                let is_gone =
                    |one: &&Corrected<TagAssignment>| was_found(one) && !wanted.contains(&one.value.tag_id);
                let gone: Vec<TagId> = there.iter().filter(is_gone).map(|one| one.value.tag_id).collect();
                let given = |tag_id| {
                    let assignment = TagAssignment { tag_id, grounds: None };
                    Corrected::new_by(assignment, caller.user_id(), now)
                };
                insights::replace_corrected_tags(tx, id, &assignments(&wanted, &there, given)).await?;
                insights::note_removed_tags(tx, id, &gone, caller.user_id(), now).await?;
                insights::forget_removed_tags(tx, id, &wanted).await?;
                Ok(write_changed(tx, &dialects, &before, before.clone(), now).await?)
            })
        })
    })
    .await
}

/// Those that are wanted, each once: as they were, or `given` where they are new.
fn assignments(
    wanted: &[TagId],
    there: &[Corrected<TagAssignment>],
    given: impl Fn(TagId) -> Corrected<TagAssignment>,
) -> Vec<Corrected<TagAssignment>> {
    let mut seen = BTreeSet::new();
    wanted
        .iter()
        .filter(|id| seen.insert(**id))
        .map(|id| {
            let found = there.iter().find(|one| one.value.tag_id == *id);
            found.cloned().unwrap_or_else(|| given(*id))
        })
        .collect()
}
