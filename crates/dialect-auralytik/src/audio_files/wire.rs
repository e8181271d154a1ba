//! How audio files are told.

use colloquy_app::audio_files::AudioFileShown;
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::iso;
use crate::{ids, names};

/// A recording.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikAudioFile)]
pub struct AudioFileAnswer {
    id: String,
    /// As its owner gave it.
    file_name: String,
    engagement_id: String,
    #[schema(required)]
    campaign_id: Option<String>,
    #[schema(required)]
    call_center_id: Option<String>,
    /// The person whose work it shows.
    #[schema(required)]
    executive_name: Option<String>,
    /// Whether a program spoke for the organisation.
    #[serde(rename = "isAICall")]
    is_ai_call: bool,
    /// null until it is uploaded.
    #[schema(required)]
    content_type: Option<String>,
    /// null until it is uploaded.
    #[schema(required)]
    size_in_bytes: Option<u64>,
    /// null until it is known.
    #[schema(required)]
    duration_in_seconds: Option<f64>,
    #[schema(value_type = AuralytikAudioFileState)]
    state: &'static str,
    /// Its newest evaluation.
    #[schema(required)]
    evaluation_id: Option<String>,
    /// When it was recorded; when it was announced, where nobody told.
    #[schema(format = DateTime)]
    audio_date: String,
    created_at: String,
}

colloquy_http::words! {
    /// How far a file is.
    AuralytikAudioFileState = ["AwaitingUpload", "Uploaded", "Processing", "Completed", "Failed"];
}

impl From<AudioFileShown> for AudioFileAnswer {
    fn from(shown: AudioFileShown) -> Self {
        let AudioFileShown { file, campaign_key, call_center_key } = shown;
        let (content_type, size_in_bytes) =
            file.upload.map(|upload| (upload.content_type, upload.size_bytes)).unzip();
        Self {
            id: ids::render(ids::AUDIO_FILE, file.id.0),
            file_name: file.file_name,
            engagement_id: ids::render(ids::ENGAGEMENT, file.project_id.0),
            campaign_id: campaign_key,
            call_center_id: call_center_key,
            executive_name: file.attribution.executive_name,
            is_ai_call: file.attribution.is_ai_call,
            content_type,
            size_in_bytes,
            duration_in_seconds: file.duration_seconds,
            state: names::file_state(file.state),
            evaluation_id: file.evaluation_id.map(|id| ids::render(ids::EVALUATION, id.0)),
            audio_date: iso(file.recorded_at),
            created_at: iso(file.created_at),
        }
    }
}
