//! A call from the moment at which it was answered to the row that tells of its end.

use std::path::PathBuf;
use std::time::Duration;

use colloquy_app::{App, AppError};
use colloquy_domain::call::CallDirection;
use colloquy_domain::dialogue::Dialogue;
use colloquy_telephone::{Call, Recorder};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::end::{keep, write};
use crate::opening::Opening;
use crate::senses::Senses;
use crate::session::Session;
use crate::timing::note_setup;

/// What was sent last is still on its way to the customer's ear.
const ON_ITS_WAY: Duration = Duration::from_millis(300);

/// Holds it until it is over or `cancelled`, hangs up, and writes its end. It is hung up as well where this is dropped;
/// then nothing is written.
pub(crate) async fn hold(
    app: &App,
    senses: &Senses,
    dialogue: &Dialogue,
    call: Call,
    opening: Opening,
    cancelled: &CancellationToken,
) -> Result<(), AppError> {
    let answered_at = app.now();
    let (id, workspace_id) = (dialogue.conversation_id, dialogue.workspace_id);
    let recording = Recording::begin(app, &call);
    note_setup(Duration::from_millis(call.stats().set_up_ms), dialogue.direction.as_str());
    tracing::info!(conversation.id = %id, call.id = call.call_id(), "a call was answered");
    // Machines answer calls and place none.
    let may_be_machine = dialogue.direction == CallDirection::Outbound;
    let session = Session::new(app, dialogue, senses, call, may_be_machine);
    let (over, call, writing) = session.run(opening, cancelled).await.into_parts();
    if over.is_after_words() {
        tokio::time::sleep(ON_ITS_WAY).await;
    }
    let Recording { recorder, path, _folder } = recording;
    let writing = async {
        let stored = keep(app, workspace_id, recorder, &path).await;
        writing.finish().await;
        write(app, id, over.result(answered_at, stored)).await
    };
    let ((), written) = tokio::join!(call.hang_up(), writing);
    let stats = call.stats();
    tracing::info!(
        conversation.id = %id,
        call.id = call.call_id(),
        packets.sent = stats.sent,
        packets.received = stats.received,
        packets.lost = stats.lost,
        packets.late = stats.late,
        "a call was hung up"
    );
    written
}

/// A recording on this machine. Its folder is removed with it.
struct Recording {
    recorder: Option<Recorder>,
    path: PathBuf,
    _folder: Option<TempDir>,
}

impl Recording {
    /// Of a call whose recording cannot be made there is none.
    fn begin(app: &App, call: &Call) -> Self {
        let begun =
            tempfile::Builder::new().prefix("call-").tempdir_in(&app.scratch_dir).and_then(|folder| {
                let path = folder.path().join("call.wav");
                Ok((call.record(&path)?, path, folder))
            });
        match begun {
            Ok((recorder, path, folder)) => Self { recorder: Some(recorder), path, _folder: Some(folder) },
            Err(error) => {
                tracing::error!(%error, "a call cannot be recorded");
                Self { recorder: None, path: PathBuf::new(), _folder: None }
            }
        }
    }
}
