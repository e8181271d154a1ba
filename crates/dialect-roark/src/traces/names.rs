//! Attributes by which spans say to which call they belong.

use colloquy_domain::call::ConversationKeyKind;
use colloquy_otlp::{KeyAttribute, Vocabulary};

/// The published ones, and for Vapi, which has none that is published, two that its spans carry.
pub const VOCABULARY: Vocabulary = Vocabulary {
    keys: &[
        KeyAttribute {
            attribute: "roark.external_id",
            kinds: &[ConversationKeyKind::ExternalId],
            on_span: true,
            on_resource: true,
        },
        KeyAttribute {
            attribute: "livekit.room.id",
            kinds: &[ConversationKeyKind::LivekitRoom, ConversationKeyKind::LivekitCall],
            on_span: false,
            on_resource: true,
        },
        KeyAttribute {
            attribute: "conversation.id",
            kinds: &[ConversationKeyKind::PipecatCall],
            on_span: true,
            on_resource: false,
        },
        KeyAttribute {
            attribute: "vapi.call.id",
            kinds: &[ConversationKeyKind::VapiCall],
            on_span: true,
            on_resource: true,
        },
        KeyAttribute {
            attribute: "call.id",
            kinds: &[ConversationKeyKind::VapiCall],
            on_span: true,
            on_resource: true,
        },
    ],
    skip: "roark.skip",
};
