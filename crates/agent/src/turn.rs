//! A turn: what the customer said last, and what is done about it without a model.

use colloquy_domain::action::Action;
use colloquy_domain::dialogue::{Brief, Channel};
use colloquy_domain::dialogue_message::{DialogueMessage, LONGEST_CONTENT, Sender};
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::{ActionId, Instant, PassageId};
use serde_json::{Map, Value};

use crate::knowledge::{Found, Index, content_words};
use crate::rules::{
    closing_words, cut, cutoff_response, is_goodbye, is_not_understood, whole_sentences, without_markup,
};

/// So many passages are looked up for an answer.
const MOST_PASSAGES: usize = 4;
/// An answer rests on a passage with which it shares so many words.
const SHARED_WORDS: usize = 2;
/// Longest short message: three parts of one.
const LONGEST_SMS: usize = 480;
/// Longest message that WhatsApp takes from a program.
const LONGEST_WHATSAPP: usize = 1_600;

/// What an agent has to answer, and with what.
#[derive(Debug, Clone, Copy)]
pub struct Turn<'a> {
    /// What the agent was told.
    pub brief: &'a Brief,
    /// By what the dialogue is held.
    pub channel: Channel,
    /// What was said, oldest first. The customer's last messages are answered, also where the agent has answered earlier
    /// ones after they came.
    pub history: &'a [DialogueMessage],
    /// What the agent may run.
    pub actions: &'a [Action],
    /// What it can look things up in.
    pub index: Option<&'a Index>,
    /// The time.
    pub now: Instant,
}

/// What an agent said in a turn.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The words, never empty and never longer than the channel takes. What was said while actions ran
    /// ([`crate::Ear::waiting`]) is not among them.
    pub text: String,
    /// The actions that ran before, in their order.
    pub tool_uses: Vec<ToolUse>,
    /// The passages that the words rest on.
    pub passage_ids: Vec<PassageId>,
    /// Whether the dialogue is over with them.
    pub ends: bool,
    /// Who chose the words: a model, or `basic` for a rule.
    pub engine: EngineLabel,
}

/// An action that ran within a turn.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolUse {
    /// Which action.
    pub action_id: ActionId,
    /// The name by which the model called it.
    pub name: String,
    /// With what.
    pub arguments: Map<String, Value>,
    /// What it brought, or what went wrong.
    pub result: String,
    /// Whether something went wrong.
    pub is_error: bool,
    /// When it began, milliseconds from the beginning of the turn.
    pub offset_ms: u64,
    /// How long it took.
    pub duration_ms: u64,
}

impl Turn<'_> {
    /// The customer's last messages, oldest first.
    fn last_words(&self) -> &[DialogueMessage] {
        let is_customers = |message: &DialogueMessage| message.sender == Sender::Customer;
        let end = self.history.iter().rposition(is_customers).map_or(0, |place| place + 1);
        let begin = self.history[..end].iter().rposition(|message| !is_customers(message));
        &self.history[begin.map_or(0, |place| place + 1)..end]
    }

    /// The answer where rules have one: a goodbye, and what cannot be understood.
    pub(crate) fn by_rule(&self) -> Option<Said> {
        let last_words = self.last_words();
        let newest = last_words.last()?;
        let behaviour = &self.brief.behaviour;
        let ends = is_goodbye(&newest.content, &behaviour.goodbye_phrases);
        let is_noise = !behaviour.cutoff_responses.is_empty()
            && last_words.iter().all(|said| said.media_url.is_none() && is_not_understood(&said.content));
        let text = match (ends, is_noise) {
            (true, _) => closing_words(),
            (false, true) => cutoff_response(&behaviour.cutoff_responses, self.answered()),
            (false, false) => return None,
        };
        Some(Said {
            text: text.to_owned(),
            tool_uses: Vec::new(),
            passage_ids: Vec::new(),
            ends,
            engine: EngineLabel("basic".to_owned()),
        })
    }

    /// What is said where the model says nothing.
    pub(crate) fn without_answer(&self) -> &str {
        cutoff_response(&self.brief.behaviour.cutoff_responses, self.answered())
    }

    /// How often the agent has spoken.
    fn answered(&self) -> usize {
        self.history.iter().filter(|message| message.sender == Sender::Agent).count()
    }

    /// What fits the customer's last words; where nothing does ("and how much is it?"), what fits them together with the
    /// words before.
    pub(crate) fn looked_up(&self) -> Vec<Found> {
        let Some(index) = self.index.filter(|index| !index.is_empty()) else { return Vec::new() };
        let last_words = self.last_words();
        let asked = joined(last_words.iter());
        let found = index.search(&asked, MOST_PASSAGES);
        if !found.is_empty() || last_words.is_empty() {
            return found;
        }
        let customers = self.history.iter().rev().filter(|message| message.sender == Sender::Customer);
        let earlier = joined(customers.take(last_words.len() + 1));
        index.search(&earlier, MOST_PASSAGES)
    }

    /// The answer as the channel takes it.
    pub(crate) fn fitted(&self, text: &str, is_finished: bool) -> String {
        let text = text.trim();
        match self.channel {
            // It was spoken as it came.
            Channel::Call => without_markup(text).trim().to_owned(),
            _ if !is_finished => self.shortened(&whole_sentences(text)),
            _ => self.shortened(text),
        }
    }

    fn shortened(&self, text: &str) -> String {
        match self.channel {
            Channel::Sms => cut(text, LONGEST_SMS),
            Channel::Whatsapp => cut(text, LONGEST_WHATSAPP),
            Channel::Call | Channel::Email | Channel::Webchat => cut(text, LONGEST_CONTENT),
        }
    }
}

fn joined<'m>(messages: impl Iterator<Item = &'m DialogueMessage>) -> String {
    messages.map(|message| message.content.as_str()).collect::<Vec<_>>().join("\n")
}

/// Those of the passages with which an answer shares words that say something.
pub(crate) fn rests_on(answer: &str, found: &[Found]) -> Vec<PassageId> {
    let mut said = content_words(answer);
    said.sort_unstable();
    said.dedup();
    let shared = |found: &&Found| {
        let words = content_words(&found.passage.text);
        said.iter().filter(|word| words.contains(word)).count() >= SHARED_WORDS
    };
    found.iter().filter(shared).map(|found| found.passage.id).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use colloquy_domain::agent_profile::{AgentSettings, Behaviour};
    use colloquy_domain::dialogue::Voice;
    use colloquy_domain::dialogue_message::MessageStatus;
    use colloquy_domain::knowledge::Passage;
    use colloquy_domain::{
        ConversationId, DialogueMessageId, KnowledgeBaseId, KnowledgeSourceId, WorkspaceId,
    };

    use super::*;

    /// A brief with nothing unusual in it.
    pub(crate) fn brief() -> Brief {
        Brief {
            agent_name: "Ada".into(),
            role: None,
            language: None,
            prompt: "Help with orders.".into(),
            initial_message: String::new(),
            behaviour: Behaviour::of(&AgentSettings::default()),
            voice: Voice::default(),
            model_name: None,
            action_ids: Vec::new(),
            routing_conditions: Map::new(),
            customer_facts: BTreeMap::new(),
        }
    }

    /// Messages of `a`gent and `c`ustomer.
    pub(crate) fn history(said: &[(&str, &str)]) -> Vec<DialogueMessage> {
        let conversation_id = ConversationId::generate();
        let message = |(number, (who, content)): (usize, &(&str, &str))| DialogueMessage {
            id: DialogueMessageId::generate(),
            workspace_id: WorkspaceId::generate(),
            conversation_id,
            position: number as u64 + 1,
            sender: if *who == "a" { Sender::Agent } else { Sender::Customer },
            content: (*content).to_owned(),
            media_url: None,
            status: MessageStatus::Received,
            error: None,
            sid: String::new(),
            channel_key: None,
            passage_ids: Vec::new(),
            created_at: Instant::UNIX_EPOCH,
            updated_at: Instant::UNIX_EPOCH,
        };
        said.iter().enumerate().map(message).collect()
    }

    fn turn<'a>(
        brief: &'a Brief,
        channel: Channel,
        history: &'a [DialogueMessage],
        index: Option<&'a Index>,
    ) -> Turn<'a> {
        Turn { brief, channel, history, actions: &[], index, now: Instant::UNIX_EPOCH }
    }

    fn passage(text: &str) -> Passage {
        Passage {
            id: PassageId::generate(),
            knowledge_base_id: KnowledgeBaseId::generate(),
            source_id: KnowledgeSourceId::generate(),
            position: 0,
            text: text.into(),
        }
    }

    #[test]
    fn goodbyes_and_noise_need_no_model() {
        type Row<'a> = (&'a [(&'a str, &'a str)], Option<(&'a str, bool)>);
        let rows: [Row<'_>; 7] = [
            (&[("c", "Thanks, bye!")], Some((closing_words(), true))),
            (&[("c", "[inaudible]")], Some(("Sorry, I did not catch that.", false))),
            (&[("a", "Hello"), ("c", "…")], Some(("Could you say that again, please?", false))),
            // Noise beside words is none.
            (&[("c", "What is it?"), ("c", "…")], None),
            // The agent may say goodbye, and an earlier one does not count.
            (&[("c", "bye"), ("a", "bye"), ("c", "one more thing")], None),
            (&[("a", "bye")], None),
            (&[], None),
        ];
        let brief = brief();
        for (said, expected) in rows {
            let history = history(said);
            let found = turn(&brief, Channel::Call, &history, None).by_rule();
            let found = found.as_ref().map(|said| (said.text.as_str(), said.ends));
            assert_eq!(found, expected, "{said:?}");
        }
    }

    #[test]
    fn what_is_switched_off_is_left_to_the_model() {
        let off = AgentSettings {
            end_call_on_goodbye: Some(false),
            enable_cutoff_responses: Some(false),
            ..AgentSettings::default()
        };
        let brief = Brief { behaviour: Behaviour::of(&off), ..brief() };
        for words in ["Goodbye", "…"] {
            let history = history(&[("c", words)]);
            let turn = turn(&brief, Channel::Sms, &history, None);
            assert_eq!((turn.by_rule(), turn.without_answer().is_empty()), (None, false));
        }
        let mut file = history(&[("c", "")]);
        file[0].media_url = Some("https://media.example/1".into());
        let brief = self::brief();
        assert_eq!(turn(&brief, Channel::Sms, &file, None).by_rule(), None);
    }

    #[test]
    fn a_question_that_says_little_is_read_with_the_one_before() {
        let index = Index::build(vec![passage("The kettle costs 30 euros."), passage("Returns are free.")]);
        let brief = brief();
        let history = history(&[("c", "Do you have a kettle?"), ("a", "Yes."), ("c", "And how much is it?")]);
        let found = turn(&brief, Channel::Sms, &history, Some(&index)).looked_up();
        assert_eq!(found.len(), 1);
        assert!(found[0].passage.text.contains("kettle"));
        assert_eq!(rests_on("The kettle costs 30 euros.", &found), [found[0].passage.id]);
        assert!(rests_on("I do not know that.", &found).is_empty());
    }

    #[test]
    fn answers_fit_their_channel() {
        let brief = brief();
        let long = "This is a sentence of some length. ".repeat(100);
        let fitted =
            |channel, text: &str, is_finished| turn(&brief, channel, &[], None).fitted(text, is_finished);
        let short = fitted(Channel::Sms, &long, true);
        assert!(short.chars().count() <= LONGEST_SMS && short.ends_with("length."), "{short}");
        assert!(fitted(Channel::Whatsapp, &long, true).chars().count() <= LONGEST_WHATSAPP);
        assert_eq!(fitted(Channel::Webchat, &long, true), long.trim());
        assert_eq!(fitted(Channel::Webchat, "One. Two and", false), "One.");
        assert_eq!(fitted(Channel::Call, " **One**. Two and", false), "One. Two and");
    }
}
