//! What is said between server and engine: one JSON object a line, UTF-8, `\n` at the end.
//!
//! The engine speaks first, with [`Hello`], once its model is loaded. After that the server sends
//! [`Order`]s and the engine answers each request with any number of [`Answer::Progress`] and [`Answer::Piece`], and
//! exactly one [`Answer::Done`] or [`Answer::Failed`]. An engine works on one request at a time, in the order they came.
//! One that can be told to stop ([`Hello::can_cancel`]) ends a cancelled request early, by whichever of the two. The end
//! of standard input tells it to exit.
//!
//! Times are seconds as floating-point numbers, counted from the first sample of the request's range.

use serde::{Deserialize, Serialize};

/// Version of this protocol. An engine of another version is refused.
pub const PROTOCOL_VERSION: u32 = 2;

/// Sample rate of all audio that engines read, in hertz; what they write tells its own. The files are headerless signed 16-bit
/// little-endian mono.
pub const SAMPLE_RATE_HZ: u32 = 16_000;

/// First line of an engine: who it is and what it can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// Must equal [`PROTOCOL_VERSION`].
    pub protocol: u32,
    /// `whisper`, `llama` or `onnx`.
    pub engine: String,
    /// Version of the engine executable.
    pub version: String,
    /// The loaded model, as it stands in results ("whisper-base-q8_0").
    pub model: String,
    /// Methods that it answers.
    pub methods: Vec<String>,
    /// Whether it stops in the middle of a request that is cancelled. One that does not is killed instead.
    pub can_cancel: bool,
}

/// One line to an engine.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Order {
    /// Something to do.
    Request(Request),
    /// The answer to a request is not wanted any more.
    Cancel {
        /// Id of the request.
        cancel: u64,
    },
}

/// One request to an engine.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    /// Chosen by the server; repeated in every answer.
    pub id: u64,
    /// One of [`Hello::methods`].
    pub method: String,
    /// The method's parameters: one of the `…Params` types of this module.
    pub params: serde_json::Value,
}

/// One line of an engine's answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Answer {
    /// Work goes on; `fraction` is between 0 and 1.
    Progress {
        /// Id of the request.
        id: u64,
        /// Share of the work that is done.
        fraction: f32,
    },
    /// The next piece of a text that is being written, where the request asked for pieces.
    Piece {
        /// Id of the request.
        id: u64,
        /// What follows on the pieces before.
        text: String,
    },
    /// The result: one of the `…Result` types of this module.
    Done {
        /// Id of the request.
        id: u64,
        /// The method's result.
        result: serde_json::Value,
    },
    /// The request cannot be answered. The engine lives on.
    Failed {
        /// Id of the request.
        id: u64,
        /// What went wrong, for the log and the stage's error.
        message: String,
    },
}

/// A range of samples in a headerless 16 kHz file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioRange {
    /// Path of the file.
    pub path: String,
    /// First sample.
    pub start_sample: u64,
    /// One past the last sample.
    pub end_sample: u64,
}

/// A span of speech to recognise inside the audio of a [`TranscribeParams`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TranscribeParams {
    /// Pieces of audio, recognised in order; each at most 30 s long. The engine may join short ones in one
    /// window of the model as long as it answers for each on its own.
    pub pieces: Vec<AudioRange>,
    /// ISO 639-1 code where the language is known; otherwise it is detected.
    pub language: Option<String>,
    /// ISO 639-1 code of what was heard around these pieces. It is taken where they are too short or too unclear
    /// to tell, never against what they plainly are in.
    pub expected_language: Option<String>,
}

/// Method `transcribe` (whisper, onnx).
pub const TRANSCRIBE: &str = "transcribe";

/// Answer to [`TRANSCRIBE`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TranscribeResult {
    /// ISO 639-1 code of the language heard.
    pub language: String,
    /// One for each piece of the request, in its order.
    pub pieces: Vec<RecognisedPiece>,
}

/// The words heard in one piece.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RecognisedPiece {
    /// Text with punctuation, empty where nothing was said.
    pub text: String,
    /// Words in order, with times from the start of the piece. Empty where the model has no word times.
    pub words: Vec<RecognisedWord>,
    /// Mean log probability of the tokens, where the model tells.
    pub mean_log_probability: Option<f32>,
    /// The model's own estimate that nobody speaks, where it tells.
    pub no_speech_probability: Option<f32>,
}

/// A word with its time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecognisedWord {
    /// The word with the punctuation that follows it, without surrounding spaces.
    pub text: String,
    /// Start in seconds from the start of the piece.
    pub start_seconds: f64,
    /// End in seconds from the start of the piece.
    pub end_seconds: f64,
    /// Probability that the model gave it, where it tells.
    pub probability: Option<f32>,
}

/// Method `segment_speakers` (onnx): who speaks when, locally, within windows of ten seconds.
pub const SEGMENT_SPEAKERS: &str = "segment_speakers";

/// Parameters of [`SEGMENT_SPEAKERS`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentSpeakersParams {
    /// The audio; at most an hour of it.
    pub range: AudioRange,
    /// Seconds from the start of one window to the next, 0.1 to 10. The last window is moved back so that it
    /// ends with the audio.
    pub hop_seconds: f64,
}

/// Answer to [`SEGMENT_SPEAKERS`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentSpeakersResult {
    /// Seconds from one frame to the next.
    pub frame_step_seconds: f64,
    /// Seconds of audio that one frame sees. Frame `n` of a window is centred on
    /// `n * frame_step_seconds + frame_field_seconds / 2` after its start.
    pub frame_field_seconds: f64,
    /// Frames of a window.
    pub frames_per_window: u32,
    /// The windows, by start. Their ends overlap where the hop is shorter than a window.
    pub windows: Vec<SpeakerWindow>,
}

/// Who speaks when in one window. The speakers are local: number 0 of one window and number 0 of the next
/// need not be the same person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpeakerWindow {
    /// Start of the window in seconds from the start of the range.
    pub start_seconds: f64,
    /// For each local speaker the frames in which they are heard, in order. Speakers may overlap.
    pub speakers: Vec<Vec<FrameSpan>>,
}

/// A run of frames within a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameSpan {
    /// First frame.
    pub start_frame: u32,
    /// One past the last frame.
    pub end_frame: u32,
}

/// Method `embed_voices` (onnx): one voice print for each voice.
pub const EMBED_VOICES: &str = "embed_voices";

/// Parameters of [`EMBED_VOICES`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbedVoicesParams {
    /// For each voice the ranges in which it alone is heard; together at most a minute.
    pub voices: Vec<Vec<AudioRange>>,
}

/// Answer to [`EMBED_VOICES`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EmbedVoicesResult {
    /// One for each voice of the request, in its order; nothing where its ranges are too short (25 ms).
    pub voices: Vec<Option<VoicePrint>>,
    /// Variance between speakers in each dimension of [`VoicePrint::plda`]; the variance within one speaker
    /// is 1.
    pub between_variances: Vec<f32>,
}

/// What a voice sounds like.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VoicePrint {
    /// Unit length; the scalar product of two is the likeness of their voices.
    pub vector: Vec<f32>,
    /// The same print where speakers are normally distributed with unit variance around their own mean.
    pub plda: Vec<f32>,
}

/// Method `embed_texts` (onnx): one vector for each text.
pub const EMBED_TEXTS: &str = "embed_texts";

/// Parameters of [`EMBED_TEXTS`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbedTextsParams {
    /// Texts; each is cut to the model's window.
    pub texts: Vec<String>,
}

/// Vectors of unit length, one for each input, in its order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EmbedResult {
    /// The vectors.
    pub vectors: Vec<Vec<f32>>,
}

/// Method `synthesize` (onnx): speech from text.
pub const SYNTHESIZE: &str = "synthesize";

/// Parameters of [`SYNTHESIZE`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SynthesizeParams {
    /// What is to be said; at most 10,000 characters. What the voice cannot say is left out.
    pub text: String,
    /// How fast: 1 as the voice was trained, 0.5 to 2.
    pub speed: f64,
    /// The file that the engine writes, over what may be there: headerless signed 16-bit little-endian mono, at
    /// the rate that the result tells.
    pub path: String,
}

/// Answer to [`SYNTHESIZE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SynthesizeResult {
    /// Samples in a second.
    pub sample_rate_hz: u32,
    /// Samples in the file; none where there was nothing to say.
    pub samples: u64,
}

/// Method `choose` (llama): how likely the model would go on with each of several answers.
pub const CHOOSE: &str = "choose";

/// Parameters of [`CHOOSE`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChooseParams {
    /// System message and the user message's beginning (the transcript), as plain text. The engine keeps its
    /// state for as long as requests repeat it, so that many questions on one text cost one reading.
    pub prefix: ChatPrefix,
    /// The rest of the user message: the question.
    pub question: String,
    /// Possible answers, each of a word or few.
    pub options: Vec<String>,
}

/// What questions on the same text share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatPrefix {
    /// System message.
    pub system: String,
    /// Beginning of the user message.
    pub context: String,
}

/// Answer to [`CHOOSE`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChooseResult {
    /// One probability for each option, in their order; they add up to 1.
    pub probabilities: Vec<f32>,
}

/// Method `generate` (llama): free text.
pub const GENERATE: &str = "generate";

/// Parameters of [`GENERATE`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenerateParams {
    /// As in [`ChooseParams::prefix`].
    pub prefix: ChatPrefix,
    /// The rest of the user message: the task.
    pub question: String,
    /// Most tokens to write.
    pub max_tokens: u32,
    /// A GBNF grammar that the answer must fit.
    pub grammar: Option<String>,
    /// Whether the text is also to come in pieces, while it is written.
    pub in_pieces: bool,
}

/// Answer to [`GENERATE`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenerateResult {
    /// The text, without the end-of-turn mark.
    pub text: String,
    /// False when it was cut at `max_tokens`.
    pub finished: bool,
}

/// Method `read` (llama): reads ahead of a question, so that its answer does not wait for that.
pub const READ: &str = "read";

/// Parameters of [`READ`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadParams {
    /// As in [`ChooseParams::prefix`]. A question whose prefix begins as this one does, up to whatever token, profits.
    pub prefix: ChatPrefix,
}

/// Answer to [`READ`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadResult {
    /// Tokens that are read now, those that were before included.
    pub tokens: u32,
}

/// Method `count_tokens` (llama): length of texts in the model's tokens.
pub const COUNT_TOKENS: &str = "count_tokens";

/// Parameters of [`COUNT_TOKENS`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountTokensParams {
    /// Texts, as they would stand in a message.
    pub texts: Vec<String>,
}

/// Answer to [`COUNT_TOKENS`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountTokensResult {
    /// One for each text, in their order.
    pub counts: Vec<u32>,
    /// Tokens that a request may hold in all: system message, user message, answer, and the template around.
    pub context_tokens: u32,
    /// Tokens that the template puts around the messages.
    pub template_tokens: u32,
}
