//! Forgetting when dialogues were begun, once nobody counts them any more, and by what messages customers opted out, once
//! no provider tells of them again.

use colloquy_store::{Durability, StoreError, dialogues, do_not_contact};
use time::Duration;

use super::begin::COUNTED;
use crate::{App, AppError};

/// Rows that are removed in one transaction.
const AT_ONCE: u64 = 10_000;

/// For so long a provider may bring a message again: they give up within days.
const COMES_AGAIN: Duration = Duration::days(30);

/// Forgets what is too old to be counted, or to come again.
pub(crate) async fn sweep(app: &App) -> Result<(), AppError> {
    let now = app.now();
    let (begun_before, heard_before) = (now - COUNTED, now - COMES_AGAIN);
    loop {
        let forgotten: Result<u64, StoreError> = app
            .store
            .write(Durability::Relaxed, move |tx| {
                Box::pin(async move {
                    let begun = dialogues::prune_begun(tx, begun_before, AT_ONCE).await?;
                    let wishes = do_not_contact::prune_wishes(tx, heard_before, AT_ONCE).await?;
                    Ok(begun.max(wishes))
                })
            })
            .await;
        if forgotten? < AT_ONCE {
            return Ok(());
        }
    }
}
