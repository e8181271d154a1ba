//! The server's way to telephones.

use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use colloquy_app::dialogues::Telephone as WayToTelephones;
use colloquy_app::work::WorkError;
use colloquy_app::{App, AppError};
use colloquy_domain::dialogue::Dialogue;
use colloquy_telephone::{IncomingCall, SipSettings, Telephone, TelephoneError};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::outgoing::place;
use crate::pen::describe;
use crate::senses::Senses;

/// The settings without which nobody can be called.
const SERVER: &str = "sip.server";
const VOICE: &str = "models_dir to a folder that holds the model hibari-heart";

/// A telephone that agents speak by. Every process has one that knows the settings; only those that hold calls
/// [open](VoiceLine::open) it.
pub struct VoiceLine {
    settings: SipSettings,
    senses: Option<Senses>,
    telephone: OnceLock<Telephone>,
}

impl VoiceLine {
    /// One that is not open. Without `senses`, where there is no voice, it never is.
    #[must_use]
    pub fn new(settings: SipSettings, senses: Option<Senses>) -> Self {
        Self { settings, senses, telephone: OnceLock::new() }
    }

    /// Opens it until `stop` is set, which hangs up. Give the calls that come in to [`crate::keep_answering`]. None where
    /// there is no voice: a telephone that nobody can speak into stays closed.
    ///
    /// # Errors
    /// The settings are wrong, or the address cannot be listened on: also where it is open already.
    pub async fn open(
        &self,
        stop: CancellationToken,
    ) -> Result<Option<mpsc::Receiver<IncomingCall>>, TelephoneError> {
        let Some(senses) = &self.senses else {
            tracing::warn!("the telephone stays closed, because there is no voice: set {VOICE}");
            return Ok(None);
        };
        let (telephone, calls) = Telephone::open(self.settings.clone(), stop).await?;
        let voice = Arc::clone(&senses.voice);
        tokio::spawn(async move {
            // The first call should not wait for it; where it cannot be loaded that call says so.
            if let Err(error) = voice.prepare().await {
                tracing::warn!(%error, "the voice of telephone calls could not be loaded");
            }
        });
        self.telephone.get_or_init(|| telephone);
        Ok(Some(calls))
    }

    /// The telephone, where it is open.
    #[must_use]
    pub fn telephone(&self) -> Option<&Telephone> {
        self.telephone.get()
    }

    pub(crate) fn senses(&self) -> Option<&Senses> {
        self.senses.as_ref()
    }
}

#[async_trait]
impl WayToTelephones for VoiceLine {
    fn missing(&self) -> Option<String> {
        match (&self.settings.server, &self.senses) {
            (None, _) => Some(SERVER.to_owned()),
            (Some(_), None) => Some(VOICE.to_owned()),
            (Some(_), Some(_)) => None,
        }
    }

    async fn hold(
        &self,
        app: &App,
        dialogue: Dialogue,
        cancelled: CancellationToken,
    ) -> Result<(), WorkError> {
        let (Some(telephone), Some(senses)) = (self.telephone.get(), &self.senses) else {
            return Err(WorkError::Permanent("the telephone of this process is not open".to_owned()));
        };
        let own_name = self.settings.username.as_deref().unwrap_or_default();
        place(app, telephone, senses, &dialogue, own_name, &cancelled).await.map_err(failed)
    }
}

fn failed(error: AppError) -> WorkError {
    match &error {
        AppError::Unavailable(_) | AppError::Internal(_) => WorkError::Transient(describe(&error)),
        _ => WorkError::Permanent(describe(&error)),
    }
}
