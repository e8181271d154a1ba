//! Schemas that bodies of several resources share, for descriptions.

use std::borrow::Cow;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::ids;

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident as $shown:literal = $build:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let build: fn(ObjectBuilder) -> ObjectBuilder = $build;
                build(ObjectBuilder::new().schema_type(Type::String)).into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                $shown.into()
            }
        }
    )*};
}

texts! {
    /// An id.
    Id as "ElementeId" = |text| text.pattern(Some(ids::PATTERN));
    /// A word that clients keep, or something that is said.
    Phrase as "ElementePhrase" = |text| text.max_length(Some(LONGEST_PHRASE));
    /// Address of a page.
    PageUrl as "ElementePageUrl" = |text| text.max_length(Some(crate::members::LONGEST_URL));
}

/// Longest item of a list of phrases.
pub const LONGEST_PHRASE: usize = 500;

colloquy_http::words! {
    /// By what a call is held.
    ElementeChannel = ["call", "sms", "whatsapp", "email", "webchat"];
    /// How far a call is. `close` is taken for `closed`, and never told.
    ElementeStatus = [
        "failed", "voicemail", "ringing", "answer", "completed", "busy", "open", "close", "closed", "resolved",
        "no-answer", "canceled", "in-progress", "ongoing", "pending", "stalled", "expired", "processing", "queued",
    ];
    /// Who said something.
    ElementeSender = ["agent", "customer"];
    /// How far a message has got.
    ElementeMessageStatus =
        ["queued", "sending", "sent", "delivered", "read", "undelivered", "failed", "received"];
    /// How soon an agent stops when the customer speaks.
    ElementeSensitivity = ["low", "medium", "high"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names;
    use serde_json::{Value, json};

    fn words(schema: RefOr<Schema>) -> Value {
        serde_json::to_value(schema).unwrap()["enum"].take()
    }

    #[test]
    fn described_words_are_the_words_that_are_read() {
        let channels: Vec<&str> = names::CHANNELS.iter().map(|(word, _)| *word).collect();
        assert_eq!(words(ElementeChannel::schema()), json!(channels));
        let statuses: Vec<&str> = names::STATUSES.iter().map(|(word, _)| *word).collect();
        assert_eq!(words(ElementeStatus::schema()), json!(statuses));
        let sensitivities: Vec<&str> = names::SENSITIVITIES.iter().map(|(word, _)| *word).collect();
        assert_eq!(words(ElementeSensitivity::schema()), json!(sensitivities));
    }
}
