//! What somebody said, in words: a recogniser of whole recordings, asked for one turn of a call.
//!
//! English goes to the fast engine where there is one, everything else to the one that knows many languages. The
//! language is the call's where it is known: a turn of one word is too short to tell it.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use tokio::io::AsyncWriteExt;
use tokio_util::sync::CancellationToken;

use crate::error::SpeechError;
use crate::recognise::{AudioChannel, RecogniseOptions, Recogniser, SpeechAudio};
use crate::synthesis::scratch_file;

/// Silence that is put behind what is recognised, in samples: 0.3 s. A recogniser of recordings would else take the
/// end for a cut.
const SILENCE_AFTER: usize = 4_800;

/// Somebody who understands. The server's is [`LiveHearing`]; tests may bring another.
#[async_trait]
pub trait Hear: Send + Sync {
    /// The words in `audio` (16 kHz); empty where there are none.
    ///
    /// # Errors
    ///
    /// Those of the recogniser, and of the file between it and us.
    async fn hear(&self, audio: &[i16]) -> Result<String, SpeechError>;
}

/// Recognisers for calls.
#[derive(Clone)]
pub struct LiveRecognisers {
    /// Knows English only, and is quick.
    pub fast_english: Option<Arc<dyn Recogniser>>,
    /// Knows all languages.
    pub every_language: Arc<dyn Recogniser>,
    /// Folder for what goes between; it is made where it is not there, and nothing stays in it.
    pub scratch_dir: PathBuf,
}

impl LiveRecognisers {
    /// The one for a call in `language` ("en", "en-US", "es"); unknown: heard from what is said.
    #[must_use]
    pub fn for_language(&self, language: Option<&str>) -> LiveHearing {
        let language = language.and_then(|tag| tag.split(['-', '_']).next());
        let language = language.map(str::to_lowercase).filter(|code| !code.is_empty());
        let recogniser = match (&self.fast_english, language.as_deref()) {
            (Some(fast), Some("en")) => fast,
            _ => &self.every_language,
        };
        LiveHearing { recogniser: recogniser.clone(), language, scratch_dir: self.scratch_dir.clone() }
    }
}

/// Hears one call.
#[derive(Clone)]
pub struct LiveHearing {
    recogniser: Arc<dyn Recogniser>,
    language: Option<String>,
    scratch_dir: PathBuf,
}

#[async_trait]
impl Hear for LiveHearing {
    async fn hear(&self, audio: &[i16]) -> Result<String, SpeechError> {
        if audio.is_empty() {
            return Ok(String::new());
        }
        let failed = || SpeechError::io("keep a turn");
        tokio::fs::create_dir_all(&self.scratch_dir).await.map_err(failed())?;
        let path = scratch_file(&self.scratch_dir, "heard-").map_err(failed())?;
        let mut bytes: Vec<u8> = audio.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        bytes.resize(bytes.len() + SILENCE_AFTER * 2, 0);
        let mut file = tokio::fs::File::create(&path).await.map_err(failed())?;
        file.write_all(&bytes).await.map_err(failed())?;
        file.flush().await.map_err(failed())?;
        let channel =
            AudioChannel { path: path.to_path_buf(), samples: (audio.len() + SILENCE_AFTER) as u64 };
        let audio = SpeechAudio { channels: vec![channel] };
        let options =
            RecogniseOptions { language: self.language.clone(), cancelled: CancellationToken::new() };
        let heard = self.recogniser.recognise(&audio, &options, &|_| {}).await?;
        let texts: Vec<&str> = heard.spans.iter().map(|span| span.text.trim()).collect();
        Ok(texts.join(" "))
    }
}
