//! Which tags a conversation has.

use std::collections::BTreeSet;

use colloquy_domain::conversation::Conversation;
use colloquy_domain::insight::TagAssignment;
use colloquy_domain::{ConversationId, TagId};
use colloquy_store::{Durability, insights, tags};

use super::{check_known, to_change, write_changed};
use crate::again::again;
use crate::keys::Caller;
use crate::{App, AppError};

/// Makes these the tags of a conversation. One that was found before keeps its grounds; one that is new has none:
/// somebody gave it. Names no tag that does not exist, or nothing is changed; the same one twice counts once.
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
                let there = insights::list_tag_assignments(tx, id).await?;
                let had: BTreeSet<TagId> = there.iter().map(|(assignment, _)| assignment.tag_id).collect();
                if had == wanted.iter().copied().collect() {
                    return Ok(before);
                }
                insights::replace_tag_assignments(tx, id, &assignments(&wanted, &there)).await?;
                Ok(write_changed(tx, &dialects, &before, before.clone(), now).await?)
            })
        })
    })
    .await
}

fn assignments<T>(wanted: &[TagId], there: &[(TagAssignment, T)]) -> Vec<TagAssignment> {
    let mut seen = BTreeSet::new();
    wanted
        .iter()
        .filter(|id| seen.insert(**id))
        .map(|id| {
            let found = there.iter().find(|(assignment, _)| assignment.tag_id == *id);
            TagAssignment { tag_id: *id, grounds: found.and_then(|(before, _)| before.grounds.clone()) }
        })
        .collect()
}
