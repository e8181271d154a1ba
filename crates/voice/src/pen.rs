//! Writes down what happens in a call, in order, while the call goes on.

use std::time::Duration;

use colloquy_app::dialogues::calls::{self, Utterance};
use colloquy_app::{App, AppError};
use colloquy_domain::dialogue::DialogueStatus;
use colloquy_domain::{ConversationId, Instant};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

/// How long is waited at the end until everything is written.
const PATIENCE: Duration = Duration::from_secs(10);

enum Entry {
    Advance(DialogueStatus),
    Heard { text: String, at: Instant },
    Said(Utterance),
    Written(oneshot::Sender<()>),
}

/// Writes down what happens in a call. Dropping it writes nothing more.
pub(crate) struct Pen {
    entries: mpsc::UnboundedSender<Entry>,
    over: CancellationToken,
    work: AbortOnDropHandle<()>,
}

impl Pen {
    /// For this call.
    pub fn new(app: &App, id: ConversationId) -> Self {
        let (entries, to_write) = mpsc::unbounded_channel();
        let over = CancellationToken::new();
        let work = tokio::spawn(write_all(app.clone(), id, to_write, over.clone()));
        Self { entries, over, work: AbortOnDropHandle::new(work) }
    }

    /// The call has got so far.
    pub fn advance(&self, status: DialogueStatus) {
        self.put(Entry::Advance(status));
    }

    /// The customer said it.
    pub fn heard(&self, text: String, at: Instant) {
        self.put(Entry::Heard { text, at });
    }

    /// Our agent said it.
    pub fn said(&self, utterance: Utterance) {
        self.put(Entry::Said(utterance));
    }

    /// Tells when everything before this is written.
    pub fn written(&self) -> oneshot::Receiver<()> {
        let (tell, told) = oneshot::channel();
        self.put(Entry::Written(tell));
        told
    }

    /// Set when the call turns out to be over for everybody else.
    pub fn over(&self) -> &CancellationToken {
        &self.over
    }

    /// Waits until everything is written, for some seconds at most.
    pub async fn finish(self) {
        let Self { entries, over: _, work } = self;
        drop(entries);
        match tokio::time::timeout(PATIENCE, work).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "writing down a call broke off"),
            Err(_elapsed) => tracing::error!("the last words of a call were not written in time"),
        }
    }

    fn put(&self, entry: Entry) {
        // Where the writer is gone its end was told.
        let _is_written = self.entries.send(entry);
    }
}

async fn write_all(
    app: App,
    id: ConversationId,
    mut entries: mpsc::UnboundedReceiver<Entry>,
    over: CancellationToken,
) {
    while let Some(entry) = entries.recv().await {
        match write(&app, id, entry).await {
            Ok(true) => {}
            Ok(false) => over.cancel(),
            Err(error) => {
                // The call goes on: whoever speaks does not wait for our database.
                let error = describe(&error);
                tracing::error!(conversation.id = %id, error, "something of a call could not be written down");
            }
        }
    }
}

/// Says false where the call is over.
async fn write(app: &App, id: ConversationId, entry: Entry) -> Result<bool, AppError> {
    Ok(match entry {
        // A step that was left out is none to hang up for.
        Entry::Advance(status) => calls::advance(app, id, status).await? || !calls::is_over(app, id).await?,
        Entry::Heard { text, at } => calls::heard(app, id, &text, at).await?.is_some(),
        Entry::Said(utterance) => calls::said(app, id, utterance).await?.is_some(),
        Entry::Written(tell) => {
            // Nobody has to wait for it any more.
            let _is_awaited = tell.send(());
            true
        }
    })
}

/// An error with what lies below it, for the log.
pub(crate) fn describe(error: &AppError) -> String {
    match error {
        AppError::Internal(source) | AppError::Unavailable(source) => format!("{error}: {source}"),
        other => other.to_string(),
    }
}
