//! The summary, in a person's words.

use colloquy_domain::correction::{Corrected, by_person};
use colloquy_domain::insight::Summary;
use colloquy_domain::{ConversationId, SummaryId};
use colloquy_store::{Durability, erase, insights};

use super::super::{to_correct, write_changed};
use crate::again::again;
use crate::keys::Caller;
use crate::{App, AppError, read};

/// Longest summary, in characters.
pub const LONGEST_SUMMARY: usize = 20_000;

/// Puts a person's words in place of the summary that was found. They have no points of their own; the places that
/// supported the machine's stay.
///
/// # Errors
/// [`AppError::Invalid`] where the text says nothing or is too long.
pub async fn put_summary(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    text: &str,
) -> Result<Corrected<Summary>, AppError> {
    read::conversation(app, caller, id).await?;
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_SUMMARY {
        let message = format!("text must have 1 to {LONGEST_SUMMARY} characters, one of them seen");
        return Err(AppError::invalid("text", "invalid_length", message));
    }
    again(|| {
        let (now, dialects) = (app.now(), app.dialects.clone());
        let (caller, text) = (caller.clone(), text.to_owned());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_correct(tx, &caller, id).await?;
                let there = insights::get_corrected_summary(tx, id).await?;
                let (there, evidence) = match there {
                    Some(there) if there.value.text == text => return Ok(there),
                    Some(there) => {
                        let evidence = there.value.grounds.evidence.clone();
                        (Some(there), evidence)
                    }
                    None => (None, Vec::new()),
                };
                let summary_id = there.as_ref().map_or_else(SummaryId::generate, |there| there.value.id);
                let summary =
                    Summary { id: summary_id, text, points: Vec::new(), grounds: by_person(evidence) };
                let corrected = match there {
                    Some(there) => there.by(summary, caller.user_id(), now),
                    None => Corrected::new_by(summary, caller.user_id(), now),
                };
                erase::overwriting(tx, insights::put_corrected_summary(tx, id, &corrected)).await?;
                write_changed(tx, &dialects, &before, before.clone(), now).await?;
                Ok(corrected)
            })
        })
    })
    .await
}
