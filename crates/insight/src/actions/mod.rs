//! Action items: who undertook to do what until when.
//!
//! Rules do this for every engine: the small language model that fits on an operator's machine gives most
//! items to the wrong person, rules do not. How they work:
//!
//! 1. Every sentence is searched for openings of promises, offers and requests ([`openings`]) with a verb of
//!    deferred action behind them ([`verbs`]); conditions, reports and hedges fall out ([`candidates`]).
//! 2. The sentences are walked in order with a list of open items ([`ledger`]): a request stands once the other
//!    side agrees, and is one item with the promise that answers it; an offer stands once it is welcomed; what
//!    is taken back, or done before the conversation goes on, goes; what is said again (a recap) becomes more
//!    evidence; a day named afterwards ("you'll see it in two business days") becomes the due date.
//! 3. What is left gets a title ([`title`]), a participant, a due date and a confidence.
//!
//! In meetings of three and more the bar is higher: there, most of what sounds like a promise is talk about the
//! meeting itself.

mod antecedent;
mod candidates;
mod ledger;
mod openings;
mod replies;
mod title;
mod verbs;

use colloquy_domain::ActionItemId;
use colloquy_domain::evidence::Grounds;
use colloquy_domain::insight::ActionItem;

use self::ledger::{Doer, Item, Ledger};
use self::openings::Kind;
use self::title::{Names, title};
use crate::analyst::basic;
use crate::dates::mentions;
use crate::evidence::quote_utterance;
use crate::reading::Reading;
use crate::view::ConversationView;

/// Most quotes beside one item.
const MOST_EVIDENCE: usize = 4;

/// What was agreed, in the order in which it was; nothing where the rules do not know the language
/// ([`ConversationView::is_english`]).
#[must_use]
pub fn action_items(view: &ConversationView<'_>) -> Vec<ActionItem> {
    items(&Reading::new(view))
}

/// The same for a conversation that was read.
pub(crate) fn items(reading: &Reading<'_>) -> Vec<ActionItem> {
    if !reading.view.is_english() {
        return Vec::new();
    }
    Ledger::read(reading).into_iter().map(|item| finished(reading, &item)).collect()
}

fn finished(reading: &Reading<'_>, item: &Item) -> ActionItem {
    let utterances = &reading.utterances;
    let utterance = &utterances[item.candidate.position];
    let assignee = Assignee::of(&reading.view, item);
    let positions = item.places(MOST_EVIDENCE);
    ActionItem {
        id: ActionItemId::generate(),
        title: title_of(reading, item),
        description: utterance.phrase.source().to_owned(),
        due_on: item.due,
        assignee_name: assignee.name,
        assignee_email: assignee.email,
        assignee_participant_id: assignee.participant_id,
        is_done: false,
        written_at: None,
        grounds: Grounds {
            evidence: positions.into_iter().map(|position| quote_utterance(&utterances[position])).collect(),
            confidence: item.confidence,
            engine: basic(),
        },
    }
}

#[derive(Default)]
struct Assignee {
    name: Option<String>,
    email: Option<String>,
    participant_id: Option<colloquy_domain::ParticipantId>,
}

impl Assignee {
    fn of(view: &ConversationView<'_>, item: &Item) -> Self {
        match &item.doer {
            Doer::Speaker(speaker) => Self::speaker(view, *speaker),
            Doer::Named(name) => match view.participant_named(name) {
                Some(participant) => Self {
                    name: participant.name.clone(),
                    email: participant.email.clone(),
                    participant_id: Some(participant.id),
                },
                // "Someone from billing": the one who promises it answers for it.
                None if !name.starts_with(char::is_uppercase) => Self::speaker(view, item.candidate.speaker),
                None => Self { name: Some(name.clone()), ..Self::default() },
            },
        }
    }

    fn speaker(view: &ConversationView<'_>, speaker: u32) -> Self {
        let participant = view.participant(speaker);
        let voice = view.transcript.speakers.get(speaker as usize);
        Self {
            name: participant
                .and_then(|participant| participant.name.clone())
                .or_else(|| voice.and_then(|voice| voice.name.clone())),
            email: participant
                .and_then(|participant| participant.email.clone())
                .or_else(|| voice.and_then(|voice| voice.email.clone())),
            participant_id: participant
                .map(|participant| participant.id)
                .or_else(|| voice.and_then(|voice| voice.participant_id)),
        }
    }
}

fn title_of(reading: &Reading<'_>, item: &Item) -> String {
    let (view, utterances) = (&reading.view, &reading.utterances);
    let first_name = |speaker: u32| {
        view.known_name(speaker).and_then(|name| name.split_whitespace().next()).map(str::to_owned)
    };
    // A promise that says "that" takes its words from the request that it answers.
    let source = match &item.request {
        Some(request) if item.is_anaphoric() && request.kind != Kind::Ask => request,
        _ => &item.candidate,
    };
    let utterance = &utterances[source.position];
    let speaker_acts = matches!(&item.doer, Doer::Speaker(doer) if *doer == source.speaker);
    let names = Names {
        speaker: first_name(source.speaker),
        // Who answers a request is not named in its title.
        listener: match &item.doer {
            Doer::Speaker(doer) if *doer != source.speaker => None,
            _ => reading.counterpart(source.speaker).and_then(first_name),
        },
        speaker_acts,
    };
    let days = mentions(utterance.normal(), view.started_at);
    let antecedent = antecedent::antecedent(utterances, source.position);
    let is_object_only = matches!(source.kind, Kind::Delivery | Kind::Ask);
    let (verb, action) = match source.kind {
        Kind::Delivery if utterance.normal()[..source.action.start].ends_with("hear ") => {
            return names
                .listener
                .map_or_else(|| "Get back".to_owned(), |name| format!("Get back to {name}"));
        }
        Kind::Delivery => ("deliver", object_without_sender(utterance.normal(), &source.action)),
        Kind::Joint if matches!(source.verb.base.as_str(), "have" | "do") => ("hold", source.action.clone()),
        _ => (source.verb.base.as_str(), source.action.clone()),
    };
    let text = title(&utterance.phrase, &action, verb, &days, &names, antecedent.as_deref(), is_object_only);
    match &item.doer {
        Doer::Named(name) if !name.starts_with(char::is_uppercase) => {
            let who = ["my ", "our "].iter().find_map(|own| name.strip_prefix(own));
            let who = who.map_or_else(|| name.clone(), |who| format!("the {who}"));
            let mut characters = text.chars();
            let lower: String = characters
                .next()
                .map(|first| first.to_lowercase().chain(characters).collect())
                .unwrap_or_default();
            format!("Have {who} {lower}")
        }
        _ => text,
    }
}

fn object_without_sender(normal: &str, action: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let clause = &normal[action.clone()];
    let end =
        [" from me", " from us", " in your inbox"].iter().filter_map(|sender| clause.find(sender)).min();
    action.start..end.map_or(action.end, |end| action.start + end)
}
