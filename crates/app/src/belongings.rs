//! What belongs to several conversations, each kind read once for all of them.

use std::collections::{BTreeSet, HashMap};

use colloquy_domain::conversation::Conversation;
use colloquy_domain::directory::{Company, Contact, Tag, User};
use colloquy_domain::insight::{ActionItem, Signal};
use colloquy_domain::recording::Recording;
use colloquy_domain::stage::StageName;
use colloquy_domain::{CompanyId, ContactId, ConversationId, Instant, UserId};
use colloquy_store::{companies, contacts, insights, participants, recordings, stages, transcripts, users};

use crate::keys::Caller;
use crate::{App, AppError};

/// Transcripts that are read together.
const TRANSCRIPTS_TOGETHER: usize = 5;

/// Things by the conversation that they belong to.
#[derive(Debug)]
pub struct Belongings<T> {
    by_conversation: HashMap<ConversationId, Vec<T>>,
}

impl<T> Belongings<T> {
    /// Those of a conversation, in their order.
    pub fn of(&self, id: ConversationId) -> impl Iterator<Item = &T> {
        self.by_conversation.get(&id).into_iter().flatten()
    }
}

impl<T> From<HashMap<ConversationId, Vec<T>>> for Belongings<T> {
    fn from(by_conversation: HashMap<ConversationId, Vec<T>>) -> Self {
        Self { by_conversation }
    }
}

/// The contacts who took part, each once, in the order of the participants.
pub async fn contacts(
    app: &App,
    caller: &Caller,
    ids: &[ConversationId],
) -> Result<Belongings<Contact>, AppError> {
    let participants = participants::list_for_many(app.store.reader(), ids).await?;
    let all: BTreeSet<ContactId> =
        participants.values().flatten().filter_map(|participant| participant.contact_id).collect();
    let all: Vec<ContactId> = all.into_iter().collect();
    let found = contacts::list(app.store.reader(), caller.workspace_id(), &all).await?;
    let found: HashMap<ContactId, Contact> = found.into_iter().map(|contact| (contact.id, contact)).collect();
    let of_each = participants.into_iter().map(|(id, participants)| {
        let named = participants.iter().filter_map(|participant| participant.contact_id);
        (id, each_once(named).filter_map(|contact| found.get(&contact).cloned()).collect())
    });
    Ok(of_each.collect::<HashMap<_, Vec<Contact>>>().into())
}

/// The companies of those contacts, each once.
pub async fn companies(
    app: &App,
    caller: &Caller,
    contacts: &Belongings<Contact>,
) -> Result<Belongings<Company>, AppError> {
    let all = contacts.by_conversation.values().flatten().filter_map(|contact| contact.company_id);
    let all: Vec<CompanyId> = all.collect::<BTreeSet<_>>().into_iter().collect();
    let found = companies::list(app.store.reader(), caller.workspace_id(), &all).await?;
    let found: HashMap<CompanyId, Company> = found.into_iter().map(|company| (company.id, company)).collect();
    let of_each = contacts.by_conversation.iter().map(|(id, contacts)| {
        let named = contacts.iter().filter_map(|contact| contact.company_id);
        (*id, each_once(named).filter_map(|company| found.get(&company).cloned()).collect())
    });
    Ok(of_each.collect::<HashMap<_, Vec<Company>>>().into())
}

/// Their owners: one each, where there is one.
pub async fn owners(
    app: &App,
    caller: &Caller,
    conversations: &[Conversation],
) -> Result<Belongings<User>, AppError> {
    let all = conversations.iter().filter_map(|conversation| conversation.owner_user_id);
    let all: Vec<UserId> = all.collect::<BTreeSet<_>>().into_iter().collect();
    let found = users::list_by_ids(app.store.reader(), caller.workspace_id(), &all).await?;
    let found: HashMap<UserId, User> = found.into_iter().map(|user| (user.id, user)).collect();
    let of_each = conversations.iter().map(|conversation| {
        let owner = conversation.owner_user_id.and_then(|owner| found.get(&owner).cloned());
        (conversation.id, owner.into_iter().collect())
    });
    Ok(of_each.collect::<HashMap<_, Vec<User>>>().into())
}

/// Action items with the time at which they were found or written.
pub async fn action_items(
    app: &App,
    ids: &[ConversationId],
) -> Result<Belongings<(ActionItem, Instant)>, AppError> {
    let items = insights::list_action_items_for_many(app.store.reader(), ids).await?;
    let found_at = stages::finished_for_many(app.store.reader(), ids, StageName::ActionItems).await?;
    let of_each = items.into_iter().map(|(id, items)| {
        let found_at = found_at.get(&id).copied().unwrap_or_else(|| app.now());
        let with_time = |item: ActionItem| {
            let since = item.written_at.unwrap_or(found_at);
            (item, since)
        };
        (id, items.into_iter().map(with_time).collect())
    });
    Ok(of_each.collect::<HashMap<_, Vec<_>>>().into())
}

/// Answers to the workspace's questions.
pub async fn signals(app: &App, ids: &[ConversationId]) -> Result<Belongings<Signal>, AppError> {
    Ok(insights::list_signals_for_many(app.store.reader(), ids).await?.into())
}

/// Tags.
pub async fn tags(app: &App, ids: &[ConversationId]) -> Result<Belongings<Tag>, AppError> {
    Ok(insights::list_tags_for_many(app.store.reader(), ids).await?.into())
}

/// Transcripts as plain text: one each, where there is one. Few of them are held at once with all that is known of
/// each word, which is many times as much.
pub async fn transcript_texts(app: &App, ids: &[ConversationId]) -> Result<Belongings<String>, AppError> {
    let mut texts = HashMap::new();
    for ids in ids.chunks(TRANSCRIPTS_TOGETHER) {
        let found = transcripts::plain_texts(app.store.reader(), ids).await?;
        texts.extend(found.into_iter().map(|(id, text)| (id, vec![text])));
    }
    Ok(texts.into())
}

/// Recordings, oldest first.
pub async fn recordings(app: &App, ids: &[ConversationId]) -> Result<Belongings<Recording>, AppError> {
    Ok(recordings::list_for_many(app.store.reader(), ids).await?.into())
}

fn each_once<T: Ord + Copy>(values: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    let mut seen = BTreeSet::new();
    values.filter(move |value| seen.insert(*value))
}
