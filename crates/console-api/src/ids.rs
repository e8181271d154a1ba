//! Ids as clients send them.

use colloquy_app::AppError;
use colloquy_domain::{
    ActionId, ActionItemId, AgentId, CommentId, CompanyId, ContactId, ConversationId, CredentialId,
    DeliveryId, DialerConnectionId, DialerEventId, EndpointId, EvaluationId, InboundRouteId, JobId,
    KnowledgeBaseId, OAuthClientId, ProjectId, ScorecardId, ShareId, SignalDefinitionId, SignalId, SkillId,
    TagId, UserId, WorkflowId, WorkflowRunId,
};
use uuid::Uuid;

/// What [`read`] takes, for descriptions.
pub const PATTERN: &str = "^([a-z_]+_)?[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$|^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$";

/// Reads a UUID, a ULID, or a ULID behind some prefix and an underscore: APIs that spell ids so differ in the
/// prefix only, and a conversation can be found by the id that any of them gave.
fn read(text: &str) -> Option<Uuid> {
    if let Ok(id) = Uuid::try_parse(text) {
        return Some(id);
    }
    let bare = match text.rsplit_once('_') {
        Some((prefix, rest)) if is_prefix(prefix) => rest,
        Some(_) => return None,
        None => text,
    };
    colloquy_domain::id::parse_ulid(bare)
}

fn is_prefix(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

macro_rules! readers {
    ($($function:ident -> $id:ident, $noun:literal;)*) => {$(
        /// Reads the id; one that is no id names nothing that exists.
        pub fn $function(text: &str) -> Result<$id, AppError> {
            read(text).map($id).ok_or(AppError::NotFound($noun))
        }
    )*};
}

readers! {
    conversation -> ConversationId, "conversation";
    company -> CompanyId, "company";
    contact -> ContactId, "contact";
    comment -> CommentId, "comment";
    endpoint -> EndpointId, "endpoint";
    delivery -> DeliveryId, "delivery";
    action_item -> ActionItemId, "action item of the conversation";
    signal -> SignalId, "signal of the conversation";
    share -> ShareId, "share";
    signal_definition -> SignalDefinitionId, "signal definition";
    tag -> TagId, "tag";
    job -> JobId, "dead job";
    oauth_client -> OAuthClientId, "OAuth client";
    user -> UserId, "user";
    credential -> CredentialId, "key";
    workflow -> WorkflowId, "workflow";
    workflow_run -> WorkflowRunId, "workflow run";
    dialer_connection -> DialerConnectionId, "dialer connection";
    dialer_event -> DialerEventId, "event of a dialer";
    scorecard -> ScorecardId, "scorecard";
    project -> ProjectId, "project";
    evaluation -> EvaluationId, "evaluation";
    agent -> AgentId, "agent";
    skill -> SkillId, "skill";
    action -> ActionId, "action";
    inbound_route -> InboundRouteId, "inbound route";
    knowledge_base -> KnowledgeBaseId, "knowledge base";
    dialogue -> ConversationId, "dialogue";
}

/// The key of something in a path: one that nothing can have names nothing that exists.
pub fn key<'a>(text: &'a str, noun: &'static str) -> Result<&'a str, AppError> {
    // No stored text has U+0000; PostgreSQL does not even look for it.
    if text.contains('\0') { Err(AppError::NotFound(noun)) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_id_has_several_spellings() {
        let id = ConversationId::generate();
        let spellings = [
            id.to_string(),
            id.ulid(),
            id.ulid().to_lowercase(),
            format!("abc_{}", id.ulid()),
            id.0.simple().to_string(),
        ];
        for spelling in spellings {
            assert_eq!(read(&spelling), Some(id.0), "{spelling}");
        }
        for nothing in ["", "_", "abc_", "Abc_01KFXKBAV0R7S2VBVK3QSBHMR3", "_01KFXKBAV0R7S2VBVK3QSBHMR3", "1"]
        {
            assert_eq!(read(nothing), None, "{nothing}");
        }
    }
}
