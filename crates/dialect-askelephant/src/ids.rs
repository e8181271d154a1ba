//! Ids in this dialect's spelling: a prefix and a ULID.

use colloquy_domain::{
    ActionItemId, CompanyId, ContactId, ConversationId, EventId, RequestId, SignalDefinitionId, SignalId,
    TagId, UserId, WorkspaceId,
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
    action_item(ActionItemId) = "ai";
    signal(SignalId) = "sig";
    signal_definition(SignalDefinitionId) = "adef";
    event(EventId) = "evt";
    workspace(WorkspaceId) = "wrks";
    request(RequestId) = "rid";
}

/// Reads an engagement's id; anything else names nothing.
pub fn parse_engagement(text: &str) -> Option<ConversationId> {
    ConversationId::from_ulid(text.strip_prefix("ngmt_")?)
}
