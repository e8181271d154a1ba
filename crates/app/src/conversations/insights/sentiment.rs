//! How people felt on the whole, as a person says.

use colloquy_domain::ConversationId;
use colloquy_domain::correction::{Corrected, felt};
use colloquy_domain::insight::Sentiment;
use colloquy_store::{Durability, insights};

use super::super::{to_correct, write_changed};
use crate::again::again;
use crate::keys::Caller;
use crate::{App, AppError, read};

/// Says how the whole was; how each speaker felt stays as the machine found it.
///
/// # Errors
/// [`AppError::Invalid`] where it does not lie between -1 and 1.
pub async fn put_sentiment(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    overall: f64,
) -> Result<Corrected<Sentiment>, AppError> {
    read::conversation(app, caller, id).await?;
    if !(-1.0..=1.0).contains(&overall) {
        return Err(AppError::invalid("overall", "invalid_range", "overall must be from -1 to 1"));
    }
    again(|| {
        let (now, dialects, caller) = (app.now(), app.dialects.clone(), caller.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_correct(tx, &caller, id).await?;
                let corrected = match insights::get_corrected_sentiment(tx, id).await? {
                    Some(there) => {
                        let is_said = there.correction.is_some() && there.value.overall == overall;
                        if is_said {
                            return Ok(there);
                        }
                        let found = match &there.correction {
                            Some(correction) => correction.machine.as_ref(),
                            None => Some(&there.value),
                        };
                        let said = felt(overall, found);
                        there.by(said, caller.user_id(), now)
                    }
                    None => Corrected::new_by(felt(overall, None), caller.user_id(), now),
                };
                insights::put_corrected_sentiment(tx, id, &corrected).await?;
                write_changed(tx, &dialects, &before, before.clone(), now).await?;
                Ok(corrected)
            })
        })
    })
    .await
}
