//! A tag, given as a person would give it: automatic tagging leaves it alone.

use colloquy_domain::workflow::Step;
use colloquy_domain::{Instant, TagId};
use colloquy_store::{Durability, StoreError, conversations, insights, tags, workflow_runs};

use super::super::lease::hold;
use super::{Note, RunAttempt, StepEnd};
use crate::clock::dated;
use crate::events::{publish, updated_event};

/// Gives it, tells of it, and writes that down in the same transaction.
pub async fn give(
    attempt: &mut RunAttempt<'_>,
    position: usize,
    step: usize,
    tag_id: TagId,
    now: Instant,
) -> Result<(), StoreError> {
    let (mut run, job) = (attempt.run.clone(), attempt.job.clone());
    let dialects = attempt.app.dialects.clone();
    let written = attempt.app.store.write(Durability::Full, move |tx| {
        Box::pin(async move {
            hold(tx, &job).await?;
            let before = conversations::get_for_update(tx, run.conversation_id).await?;
            let tag = tags::get(tx, run.workspace_id, tag_id).await?;
            let noted: &mut Step = &mut run.log[position].steps[step];
            let ended = match (before, tag) {
                (Some(before), Some(tag)) => {
                    noted.target = tag.name;
                    if insights::give_tag(tx, before.id, tag_id).await? {
                        let mut after = before.clone();
                        after.updated_at = dated(tx, before.updated_at);
                        conversations::update(tx, &after).await?;
                        publish(tx, &dialects, vec![updated_event(&before, &after, now)]).await?;
                        StepEnd::done(None, None)
                    } else {
                        StepEnd::done(None, Some("the conversation had it already".to_owned()))
                    }
                }
                (None, _) => StepEnd::never("the conversation was deleted"),
                (_, None) => StepEnd::never("the tag was deleted"),
            };
            noted.note(ended, now);

            workflow_runs::update(tx, &run).await?;
            Ok::<_, StoreError>(run)
        })
    });
    attempt.run = written.await?;
    Ok(())
}
