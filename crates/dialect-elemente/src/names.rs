//! Names and words of this API; those that rest on a choice of ours, because the public sources leave them open, say so.

use axum::http::StatusCode;
use colloquy_domain::action::ActionMethod;
use colloquy_domain::agent_profile::{AgentKind, Sensitivity};
use colloquy_domain::dialogue::{Channel, DialogueStatus};
use colloquy_domain::dialogue_message::{MessageStatus, Sender};
use colloquy_domain::knowledge::KnowledgeStatus;

/// How a credential is asked for. Our choice.
pub const CHALLENGE: &str = "Basic realm=\"elemente\"";

/// By what a call is held.
pub const CHANNELS: [(&str, Channel); 5] = [
    ("call", Channel::Call),
    ("sms", Channel::Sms),
    ("whatsapp", Channel::Whatsapp),
    ("email", Channel::Email),
    ("webchat", Channel::Webchat),
];

/// How far a call is: the words of the documented filter. `close` and `closed` are both taken; our choice is to tell
/// `closed`.
pub const STATUSES: [(&str, DialogueStatus); 19] = [
    ("failed", DialogueStatus::Failed),
    ("voicemail", DialogueStatus::Voicemail),
    ("ringing", DialogueStatus::Ringing),
    ("answer", DialogueStatus::Answer),
    ("completed", DialogueStatus::Completed),
    ("busy", DialogueStatus::Busy),
    ("open", DialogueStatus::Open),
    ("close", DialogueStatus::Closed),
    ("closed", DialogueStatus::Closed),
    ("resolved", DialogueStatus::Resolved),
    ("no-answer", DialogueStatus::NoAnswer),
    ("canceled", DialogueStatus::Canceled),
    ("in-progress", DialogueStatus::InProgress),
    ("ongoing", DialogueStatus::Ongoing),
    ("pending", DialogueStatus::Pending),
    ("stalled", DialogueStatus::Stalled),
    ("expired", DialogueStatus::Expired),
    ("processing", DialogueStatus::Processing),
    ("queued", DialogueStatus::Queued),
];

/// How far a call is, in a word.
pub fn status(status: DialogueStatus) -> &'static str {
    match status {
        DialogueStatus::Queued => "queued",
        DialogueStatus::Ringing => "ringing",
        DialogueStatus::Answer => "answer",
        DialogueStatus::InProgress => "in-progress",
        DialogueStatus::Processing => "processing",
        DialogueStatus::Pending => "pending",
        DialogueStatus::Open => "open",
        DialogueStatus::Ongoing => "ongoing",
        DialogueStatus::Stalled => "stalled",
        DialogueStatus::Completed => "completed",
        DialogueStatus::Voicemail => "voicemail",
        DialogueStatus::NoAnswer => "no-answer",
        DialogueStatus::Busy => "busy",
        DialogueStatus::Failed => "failed",
        DialogueStatus::Canceled => "canceled",
        DialogueStatus::Resolved => "resolved",
        DialogueStatus::Closed => "closed",
        DialogueStatus::Expired => "expired",
    }
}

/// How far a call is in the answer to its creation: the only documented word, but for one that is held back. Our choice.
pub fn first_status(is_held: bool) -> &'static str {
    status(if is_held { DialogueStatus::Queued } else { DialogueStatus::InProgress })
}

/// Who said something. Only `agent` is documented.
pub fn sender(sender: Sender) -> &'static str {
    match sender {
        Sender::Agent => "agent",
        Sender::Customer => "customer",
    }
}

/// How far a message has got: the words of the provider whose ids messages have. Our choice but for `delivered`.
pub fn message_status(status: MessageStatus) -> &'static str {
    match status {
        MessageStatus::Queued => "queued",
        MessageStatus::Sending => "sending",
        MessageStatus::Sent => "sent",
        MessageStatus::Delivered => "delivered",
        MessageStatus::Read => "read",
        MessageStatus::Undelivered => "undelivered",
        MessageStatus::Failed => "failed",
        MessageStatus::Received => "received",
    }
}

/// Who speaks as an agent; in any case. Only `AI` is shown by the sources.
pub fn agent_kind(text: &str) -> Option<AgentKind> {
    match text.to_ascii_lowercase().as_str() {
        "ai" => Some(AgentKind::Ai),
        "human" => Some(AgentKind::Human),
        _ => None,
    }
}

/// How soon an agent stops when the customer speaks. Only `high` is shown by the sources.
pub const SENSITIVITIES: [(&str, Sensitivity); 3] =
    [("low", Sensitivity::Low), ("medium", Sensitivity::Medium), ("high", Sensitivity::High)];

/// Methods of actions, in any case. Our choice but for GET.
pub fn method(text: &str) -> Option<ActionMethod> {
    match text.to_ascii_uppercase().as_str() {
        "GET" => Some(ActionMethod::Get),
        "POST" => Some(ActionMethod::Post),
        "PUT" => Some(ActionMethod::Put),
        "PATCH" => Some(ActionMethod::Patch),
        "DELETE" => Some(ActionMethod::Delete),
        _ => None,
    }
}

/// A method as it is told.
pub fn method_name(method: ActionMethod) -> &'static str {
    match method {
        ActionMethod::Get => "GET",
        ActionMethod::Post => "POST",
        ActionMethod::Put => "PUT",
        ActionMethod::Patch => "PATCH",
        ActionMethod::Delete => "DELETE",
    }
}

/// The `type` of every action. Our choice.
pub const ACTION_TYPE: &str = "api";

/// The type of an input variable where none is given. Our choice.
pub const USUAL_DATA_TYPE: &str = "string";

/// Whether a knowledge base can be used.
pub fn knowledge_status(status: KnowledgeStatus) -> &'static str {
    match status {
        KnowledgeStatus::Active => "active",
        KnowledgeStatus::Inactive => "inactive",
    }
}

/// Rows of a page where nothing is said, and the most. Our choice.
pub const USUAL_PAGE: u64 = 20;
/// Larger pages are taken for this one.
pub const LARGEST_PAGE: u64 = 100;

/// The code of a parameter of the query that is wrong: it is told otherwise than a member of the body.
pub const WRONG_QUERY: &str = "invalid_query";

/// Codes of what is wrong with a query, as the http crate has them.
pub const QUERY_CODES: [&str; 3] = [WRONG_QUERY, "repeated_parameter", "invalid_encoding"];

/// A status as this API has it.
pub fn status_code(status: StatusCode) -> StatusCode {
    if status == StatusCode::UNPROCESSABLE_ENTITY { StatusCode::BAD_REQUEST } else { status }
}

/// The `error` beside the message: NestJS names the status but in these three cases.
pub fn error_name(status: StatusCode) -> Option<&'static str> {
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::TOO_MANY_REQUESTS | StatusCode::INTERNAL_SERVER_ERROR => None,
        _ => status.canonical_reason(),
    }
}

/// The message of a status that has always the same.
pub fn fixed_message(status: StatusCode) -> Option<&'static str> {
    match status {
        StatusCode::UNAUTHORIZED => Some("Unauthorized"),
        StatusCode::TOO_MANY_REQUESTS => Some("ThrottlerException: Too Many Requests"),
        StatusCode::INTERNAL_SERVER_ERROR => Some("Internal server error"),
        _ => None,
    }
}

/// What is not there, as this API calls it.
pub fn noun(noun: &str) -> &str {
    match noun {
        "dialogue" | "conversation" => "call",
        other => other,
    }
}

/// Parts of the paths of members as use cases have them and as they are here, where they differ by more than their case.
const MEMBERS: [(&str, &str); 10] = [
    ("image_url", "imageURL"),
    ("kind", "type"),
    ("refresh", "refreshFrequency"),
    ("skill", "skillId"),
    ("skill_id", "skillId"),
    ("is_active", "active"),
    ("is_required", "required"),
    ("allowed_idle_seconds", "allowedIdleTime"),
    ("end_call_on_goodbye", "endCallOnGoodBye"),
    ("goodbye_phrases", "goodByePhrases"),
];

/// A part of a member's path, without its place in an array, as it is here.
pub fn member(part: &str) -> String {
    if let Some((_, theirs)) = MEMBERS.iter().find(|(ours, _)| *ours == part) {
        return (*theirs).to_owned();
    }
    let mut words = part.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let capital = letters.next().map(|letter| letter.to_ascii_uppercase());
        name + &capital.into_iter().chain(letters).collect::<String>()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_told_in_one_of_the_documented_words() {
        for known in DialogueStatus::ALL {
            assert!(STATUSES.contains(&(status(*known), *known)), "{known:?}");
        }
        assert_eq!((first_status(false), first_status(true)), ("in-progress", "queued"));
    }

    #[test]
    fn members_are_named_as_they_are_here() {
        for (ours, theirs) in [
            ("customerPhone", "customerPhone"),
            ("customer_phone", "customerPhone"),
            ("global_actions", "globalActions"),
            ("lastname", "lastname"),
            ("image_url", "imageURL"),
            ("imageURL", "imageURL"),
            ("skills", "skills"),
            ("", ""),
        ] {
            assert_eq!(member(ours), theirs);
        }
    }
}
