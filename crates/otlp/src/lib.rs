//! Spans as OpenTelemetry's protocol carries them over HTTP (OTLP 1.x, protobuf and JSON), turned into ours.
//!
//! [`decode`] reads a whole export and says whether it can be read at all; [`Export::batches`] turns it into spans a
//! few at a time. Both compute for as long as an export is large: they belong on a thread that nobody waits for.
//!
//! Which attribute is a name of a conversation, and which one says that nothing is to be kept, is told by whoever calls
//! ([`Vocabulary`]): OpenTelemetry knows no such names.

mod answer;
mod batches;
mod body;
mod growth;
mod names;
mod span;
mod value;

pub use self::answer::{Answer, render};
pub use self::batches::{Batches, Export};
pub use self::body::{Encoding, Undecodable, decode};
pub use self::names::{KeyAttribute, Vocabulary};

/// How an export is written down, and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Protobuf.
    Protobuf,
    /// OTLP's own JSON.
    Json,
}

impl Format {
    /// The format that a content type names, whatever its parameters.
    #[must_use]
    pub fn of_content_type(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        [Self::Protobuf, Self::Json]
            .into_iter()
            .find(|format| format.content_type().eq_ignore_ascii_case(essence))
    }

    /// Its content type.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Protobuf => "application/x-protobuf",
            Self::Json => "application/json",
        }
    }
}
