//! Ids in this dialect's spelling: a prefix and a ULID.

use colloquy_domain::{
    ActionItemId, CommentId, CompanyId, ContactId, ConversationId, EventId, RequestId, SignalDefinitionId,
    SignalId, TagId, TranscriptId, UserId, WorkspaceId,
};

macro_rules! spellings {
    ($($function:ident($id:ty) = $prefix:literal;)*) => {$(
        pub fn $function(id: $id) -> String {
            format!(concat!($prefix, "_{}"), id.ulid())
        }
    )*};
}

spellings! {
    engagement(ConversationId) = "ngmt";
    user(UserId) = "usr";
    contact(ContactId) = "cnt";
    company(CompanyId) = "cmp";
    tag(TagId) = "tag";
    timeline(TranscriptId) = "tt";
    comment(CommentId) = "tano";
    action_item(ActionItemId) = "ai";
    signal(SignalId) = "sig";
    signal_definition(SignalDefinitionId) = "adef";
    event(EventId) = "evt";
    workspace(WorkspaceId) = "wrks";
    request(RequestId) = "rid";
}

macro_rules! readers {
    ($($(#[$doc:meta])* $function:ident -> $id:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        pub fn $function(text: &str) -> Option<$id> {
            $id::from_ulid(text.strip_prefix(concat!($prefix, "_"))?)
        }
    )*};
}

readers! {
    /// Reads an engagement's id; anything else names nothing. Likewise below.
    parse_engagement -> ConversationId = "ngmt";
    /// Reads a user's id.
    parse_user -> UserId = "usr";
    /// Reads a contact's id.
    parse_contact -> ContactId = "cnt";
    /// Reads a company's id.
    parse_company -> CompanyId = "cmp";
    /// Reads a tag's id.
    parse_tag -> TagId = "tag";
    /// Reads the id of a transcript timeline.
    parse_timeline -> TranscriptId = "tt";
}

/// What the variable part of a path with this name looks like, for descriptions.
pub fn pattern(name: &str) -> Option<&'static str> {
    match name {
        "engagement_id" => Some("^ngmt_[0-7][0-9A-HJKMNP-TV-Z]{25}$"),
        "contact_id" => Some("^cnt_[0-7][0-9A-HJKMNP-TV-Z]{25}$"),
        "company_id" => Some("^cmp_[0-7][0-9A-HJKMNP-TV-Z]{25}$"),
        "user_id" => Some("^usr_[0-7][0-9A-HJKMNP-TV-Z]{25}$"),
        "tag_id" => Some("^tag_[0-7][0-9A-HJKMNP-TV-Z]{25}$"),
        _ => None,
    }
}
