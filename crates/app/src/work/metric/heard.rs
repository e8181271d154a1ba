//! When who speaks in a recording. It is listened to once; what was heard is kept.

use colloquy_domain::recording::Recording;
use colloquy_insight::ConversationView;
use colloquy_insight::metrics::Activity;
use colloquy_store::metrics::activity as kept;
use colloquy_store::objects::ObjectError;
use colloquy_store::{Durability, StoreError};

use super::subject::Material;
use crate::App;
use crate::work::failure::WorkError;

/// What is heard in the recording; none where its channels do not keep the sides apart, or where it cannot be heard.
pub async fn activity(
    app: &App,
    recording: &Recording,
    material: &Material,
    is_transcribed: bool,
) -> Result<Option<Activity>, WorkError> {
    if let Some(known) = kept::get::<Option<Activity>>(app.store.reader(), recording.id).await? {
        return Ok(known);
    }
    let scratch = tempfile::tempdir_in(&app.scratch_dir)
        .map_err(|error| WorkError::Transient(format!("scratch folder: {error}")))?;
    let source = scratch.path().join("recording");
    match app.objects.download_to(&recording.object_key, &source).await {
        // The transcript's times serve.
        Err(ObjectError::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
        Ok(_) => {}
    }
    let (transcript, people) = material.words();
    let (started_at, kind) = material.frame();
    // Decoding takes seconds for an hour: on a thread of its own.
    let heard = tokio::task::spawn_blocking(move || {
        let view =
            ConversationView { transcript: &transcript, participants: &people, started_at, kind, title: "" };
        Activity::of_recording(&source, &view)
    })
    .await
    .map_err(|error| WorkError::Transient(format!("listening to the recording: {error}")))?;
    let heard = match heard {
        Ok(heard) => heard,
        Err(error) => {
            tracing::warn!(recording.id = %recording.id, %error, "a recording cannot be listened to");
            None
        }
    };
    if heard.is_none() && !is_transcribed {
        // It is the transcript that tells whose voice is on which channel: with one there may be something to keep.
        return Ok(None);
    }
    let (workspace_id, id, now, found) = (recording.workspace_id, recording.id, app.now(), heard.clone());
    app.store
        .write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                kept::put(tx, workspace_id, id, &found, now).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    Ok(heard)
}
