//! What was said in a dialogue, what our agent's words rest on, and the tools that it used before it said them.

use std::collections::HashMap;

use colloquy_app::dialogues::DialogueShown;
use colloquy_app::tools::{self, ToolUsed};
use colloquy_app::{App, AppError, knowledge};
use colloquy_domain::dialogue_message::{DialogueMessage as DomainMessage, Sender};
use colloquy_domain::{Instant, PassageId};
use colloquy_http::problem::iso;
use serde::Serialize;
use time::Duration;
use utoipa::ToSchema;

use crate::wire::tool::ToolInvocation;
use crate::wire::words;

/// Something that was said in a dialogue.
#[derive(Serialize, ToSchema)]
pub struct DialogueMessage {
    id: String,
    /// Its place in the dialogue, from 1 without gaps.
    position: u64,
    #[schema(value_type = words::DialogueSender)]
    sender: &'static str,
    text: String,
    /// Address of a picture or file that came along.
    media_url: Option<String>,
    /// How far it has got.
    #[schema(value_type = words::DialogueMessageStatus)]
    status: &'static str,
    /// Why it got no further.
    error: Option<String>,
    /// The name by which the provider, or Elemente's API, knows it.
    sid: String,
    /// What of the knowledge bases it rests on, as far as it still stands there.
    citations: Vec<Citation>,
    /// The tools that the agent used before it said this, since it spoke last.
    tool_invocations: Vec<ToolInvocation>,
    created_at: String,
    /// When its status changed last.
    updated_at: String,
}

/// A piece of a knowledge base that words of an agent rest on.
#[derive(Clone, Serialize, ToSchema)]
struct Citation {
    passage_id: String,
    knowledge_base_id: String,
    source_id: String,
    /// Title of the page or document, else of the knowledge base.
    title: Option<String>,
    /// Where it stands; null for a knowledge base's own text.
    url: Option<String>,
    /// The words.
    text: String,
}

/// What was said in a dialogue.
pub struct Told {
    /// The messages, in order.
    pub messages: Vec<DialogueMessage>,
    /// The tools that were used after the last of them that the agent said.
    pub unspoken: Vec<ToolInvocation>,
}

/// What was said in a dialogue, with all that belongs to it.
pub async fn told(app: &App, shown: &DialogueShown) -> Result<Told, AppError> {
    let dialogue = &shown.dialogue;
    let citations = citations(app, shown).await?;
    let used = tools::used(app, dialogue.workspace_id, dialogue.conversation_id).await?;
    let began_at = dialogue.started_at.unwrap_or(dialogue.created_at);
    let (mut before, unspoken) = placed(&shown.messages, &used, began_at);
    let mut message = |message: &DomainMessage| DialogueMessage {
        id: message.id.to_string(),
        position: message.position,
        sender: message.sender.as_str(),
        text: message.content.clone(),
        media_url: message.media_url.clone(),
        status: message.status.as_str(),
        error: message.error.clone(),
        sid: message.sid.clone(),
        citations: message.passage_ids.iter().filter_map(|id| citations.get(id).cloned()).collect(),
        tool_invocations: before.remove(&message.position).unwrap_or_default(),
        created_at: iso(message.created_at),
        updated_at: iso(message.updated_at),
    };
    Ok(Told { messages: shown.messages.iter().map(&mut message).collect(), unspoken })
}

async fn citations(app: &App, shown: &DialogueShown) -> Result<HashMap<PassageId, Citation>, AppError> {
    let mut passages: Vec<PassageId> =
        shown.messages.iter().flat_map(|message| message.passage_ids.clone()).collect();
    passages.sort_unstable();
    passages.dedup();
    let cited = match passages.is_empty() {
        true => Vec::new(),
        false => knowledge::cited(app, shown.dialogue.workspace_id, &passages).await?,
    };
    let citations = cited.into_iter().map(|cited| {
        let passage = cited.passage;
        let citation = Citation {
            passage_id: passage.id.to_string(),
            knowledge_base_id: passage.knowledge_base_id.to_string(),
            source_id: passage.source_id.to_string(),
            title: cited.title,
            url: cited.url,
            text: passage.text,
        };
        (passage.id, citation)
    });
    Ok(citations.collect())
}

/// The tools by the position of the message that the agent said first after it used them, and those after which it has
/// not spoken. Tools are noted by the time since the dialogue began.
fn placed(
    messages: &[DomainMessage],
    used: &[ToolUsed],
    began_at: Instant,
) -> (HashMap<u64, Vec<ToolInvocation>>, Vec<ToolInvocation>) {
    let (mut before, mut unspoken): (HashMap<u64, Vec<ToolInvocation>>, _) = (HashMap::new(), Vec::new());
    for one in used {
        let start = i64::try_from(one.invocation.start_ms).unwrap_or(i64::MAX);
        let used_at = began_at.checked_add(Duration::milliseconds(start));
        let is_after = |message: &&DomainMessage| {
            message.sender == Sender::Agent && used_at.is_some_and(|used_at| message.created_at >= used_at)
        };
        match messages.iter().find(is_after) {
            Some(message) => before.entry(message.position).or_default().push(ToolInvocation::of(one)),
            None => unspoken.push(ToolInvocation::of(one)),
        }
    }
    (before, unspoken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::dialogue_message::MessageStatus;
    use colloquy_domain::tool::ToolInvocation as DomainInvocation;
    use colloquy_domain::{
        ConversationId, DialogueMessageId, ToolDefinitionId, ToolInvocationId, WorkspaceId,
    };
    use serde_json::{Map, Value};

    fn message(position: u64, sender: Sender, second: i64) -> DomainMessage {
        let at = Instant::UNIX_EPOCH + Duration::seconds(second);
        DomainMessage {
            id: DialogueMessageId::generate(),
            workspace_id: WorkspaceId::generate(),
            conversation_id: ConversationId::generate(),
            position,
            sender,
            content: String::new(),
            media_url: None,
            status: MessageStatus::Sent,
            error: None,
            sid: String::new(),
            channel_key: None,
            passage_ids: Vec::new(),
            created_at: at,
            updated_at: at,
        }
    }

    fn used(name: &str, start_ms: u64) -> ToolUsed {
        let invocation = DomainInvocation {
            id: ToolInvocationId::generate(),
            workspace_id: WorkspaceId::generate(),
            conversation_id: ConversationId::generate(),
            definition_id: ToolDefinitionId::generate(),
            version: 1,
            name: name.to_owned(),
            description: None,
            parameters: Map::new(),
            result: Value::Null,
            start_ms,
            end_ms: None,
            agent_id: None,
        };
        ToolUsed { invocation, agent_name: None, is_error: false }
    }

    #[test]
    fn a_tool_belongs_to_what_the_agent_says_next() {
        let messages = [
            message(1, Sender::Agent, 0),
            message(2, Sender::Customer, 10),
            message(3, Sender::Agent, 20),
            message(4, Sender::Customer, 30),
        ];
        let used = [used("a", 12_000), used("b", 20_000), used("c", 31_000), used("d", u64::MAX)];
        let (before, unspoken) = placed(&messages, &used, Instant::UNIX_EPOCH);
        let names = |uses: &[ToolInvocation]| {
            let names = uses.iter().map(|one| serde_json::to_value(one).expect("JSON")["name"].clone());
            names.collect::<Vec<_>>()
        };
        assert_eq!(before.len(), 1);
        assert_eq!(names(&before[&3]), ["a", "b"]);
        assert_eq!(names(&unspoken), ["c", "d"]);
    }
}
