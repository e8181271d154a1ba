//! What is told, as server-sent events: a name, and one JSON object.

use colloquy_app::live::{News, What};
use colloquy_domain::event::EventKind;
use colloquy_http::problem::iso;
use serde::Serialize;
use serde_json::Value;

/// The first words: the stream is open, and who loses it comes back after so many milliseconds.
pub const OPEN: &str = "retry: 2000\n: open\n\n";
/// Said now and then, so that nobody between here and there takes the connection for dead.
pub const HEARTBEAT: &str = ": still here\n\n";
/// So much happened that some of it is not told.
pub const CUT: &str = "event: missed\ndata: {}\n\n";

#[derive(Serialize)]
struct Happened {
    conversation_id: String,
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<&'static str>,
    at: String,
}

#[derive(Serialize)]
struct StageHas {
    conversation_id: String,
    name: &'static str,
    status: &'static str,
}

#[derive(Serialize)]
struct DialogueHas {
    conversation_id: String,
    position: u64,
    status: &'static str,
}

/// The frame of some news.
pub fn of(news: &News) -> String {
    let conversation_id = news.conversation_id.to_string();
    match news.what {
        What::Event { kind, at } => {
            let stage = match kind {
                EventKind::InsightCompleted(stage) | EventKind::InsightFailed(stage) => Some(stage.as_str()),
                _ => None,
            };
            frame("conversation", &Happened { conversation_id, kind: word(kind), stage, at: iso(at) })
        }
        What::Stage { name, status } => {
            frame("stage", &StageHas { conversation_id, name: name.as_str(), status: status.as_str() })
        }
        What::Dialogue { status, position } => {
            frame("dialogue", &DialogueHas { conversation_id, position, status: status.as_str() })
        }
    }
}

/// The word for what happened, as it is stored.
fn word(kind: EventKind) -> String {
    let written = serde_json::to_value(kind).unwrap_or_default();
    written.get("type").and_then(Value::as_str).unwrap_or("unknown").to_owned()
}

fn frame(name: &str, data: &impl Serialize) -> String {
    // JSON has no line break outside its texts, and there it is escaped.
    let data = serde_json::to_string(data).unwrap_or_else(|_| "{}".to_owned());
    format!("event: {name}\ndata: {data}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::stage::StageName;

    #[test]
    fn each_event_has_its_word() {
        assert_eq!(word(EventKind::ConversationCreated), "conversation_created");
        assert_eq!(word(EventKind::InsightCompleted(StageName::ActionItems)), "insight_completed");
        assert_eq!(
            frame("stage", &StageHas { conversation_id: "1".to_owned(), name: "summary", status: "done" }),
            "event: stage\ndata: {\"conversation_id\":\"1\",\"name\":\"summary\",\"status\":\"done\"}\n\n"
        );
    }
}
