//! One page of hits.

use std::collections::HashMap;
use std::sync::Arc;

use colloquy_domain::ConversationId;
use colloquy_domain::conversation::{Conversation, ConversationKind};
use colloquy_domain::credential::{READ_PRIVATE, READ_TRANSCRIPTS};
use colloquy_domain::filter::InstantRange;
use colloquy_store::search::{Found, Wanted, find};
use colloquy_store::{participants, transcripts};

use super::places::{Place, Texts, places};
use super::query::Query;
use crate::keys::Caller;
use crate::{App, AppError};

/// Conversations that one page looks at where the index alone cannot tell.
const MOST_EXAMINED: usize = 150;

/// Bytes of transcripts that one page looks at.
const MOST_BYTES: usize = 16 << 20;

/// Conversations, and bytes of their transcripts, that are held at once: a transcript can be large.
const HELD: usize = 50;
const HELD_BYTES: usize = 4 << 20;

/// Places of one conversation in which something was said.
const MOST_PLACES: usize = 5;

/// What is searched.
#[derive(Debug, Clone, Default)]
pub struct SearchRequest {
    /// What a person wrote.
    pub text: String,
    /// Of one of these kinds.
    pub kinds: Option<Vec<ConversationKind>>,
    /// Begun within.
    pub started_at: InstantRange,
    /// Goes on after the page that gave it.
    pub cursor: Option<i64>,
    /// Most hits.
    pub limit: usize,
}

/// A conversation that has all the words.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The conversation.
    pub conversation: Conversation,
    /// Where the words stand.
    pub places: Vec<Place>,
    /// Names of the transcript's speakers, by position; empty where what was said may not be read.
    pub speakers: Vec<String>,
}

/// Some hits.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Newest first.
    pub hits: Vec<Hit>,
    /// With what the search goes on, where there may be more.
    pub next: Option<i64>,
}

/// The newest conversations that have all the words, newest first. Refuses a text that asks for no word.
pub async fn search(app: &App, caller: &Caller, request: SearchRequest) -> Result<Page, AppError> {
    let query = Query::parse(&request.text);
    let mut page = Page::default();
    if query.wanted.is_empty() {
        let message = "q must have a word to look for: signs are none, and words after - only exclude";
        return Err(AppError::malformed("q", "no_words", message));
    }
    let wanted = Wanted {
        workspace_id: caller.workspace_id(),
        terms: query.terms(),
        excluded: query.excluded_terms(),
        in_transcripts: caller.may(READ_TRANSCRIPTS),
        in_addresses: caller.may("contacts:read"),
        include_private: caller.may(READ_PRIVATE),
        kinds: request.kinds,
        started_at: request.started_at,
    };
    // All at once: the index may have to gather every conversation with the words before it can name the newest.
    let together = if query.has_phrases() { MOST_EXAMINED.max(request.limit) } else { request.limit.max(1) };
    let query = Arc::new(query);
    let (mut cursor, mut examined, mut bytes) = (request.cursor, 0, 0);
    loop {
        // One more, which tells whether there is another page.
        let mut found = find(app.store.reader(), &wanted, cursor, together as u64 + 1).await?;
        let is_end = found.len() <= together;
        found.truncate(together);
        let last = found.last().map(|(position, _)| *position);
        let next = |position: i64| (!is_end || Some(position) != last).then_some(position);
        let sizes = sizes(app, &wanted, &found).await?;
        for lot in lots(&found, &sizes) {
            for ((position, conversation), seen) in lot.iter().zip(look(app, &wanted, &query, lot).await?) {
                cursor = Some(*position);
                let (Some(places), speakers) = seen else { continue };
                page.hits.push(Hit { conversation: conversation.clone(), places, speakers });
                if page.hits.len() == request.limit {
                    page.next = next(*position);
                    return Ok(page);
                }
            }
            examined += lot.len();
            bytes += lot.iter().map(|found| size(&sizes, found)).sum::<usize>();
            if examined >= MOST_EXAMINED || bytes >= MOST_BYTES {
                page.next = cursor.and_then(next);
                return Ok(page);
            }
        }
        if is_end {
            return Ok(page);
        }
    }
}

type Sizes = HashMap<ConversationId, usize>;

/// Bytes of the transcripts that are to be looked at.
async fn sizes(app: &App, wanted: &Wanted, found: &[Found]) -> Result<Sizes, AppError> {
    if !wanted.in_transcripts {
        return Ok(Sizes::new());
    }
    let ids: Vec<ConversationId> = found.iter().map(|(_, conversation)| conversation.id).collect();
    Ok(transcripts::document_bytes(app.store.reader(), &ids).await?)
}

fn size(sizes: &Sizes, (_, conversation): &Found) -> usize {
    sizes.get(&conversation.id).copied().unwrap_or(0)
}

/// The conversations in their order, as many together as may be held at once.
fn lots<'a>(found: &'a [Found], sizes: &Sizes) -> Vec<&'a [Found]> {
    let (mut lots, mut first, mut bytes) = (Vec::new(), 0, 0);
    for (at, one) in found.iter().enumerate() {
        let size = size(sizes, one);
        if at > first && (at - first == HELD || bytes + size > HELD_BYTES) {
            lots.push(&found[first..at]);
            (first, bytes) = (at, 0);
        }
        bytes += size;
    }
    if first < found.len() {
        lots.push(&found[first..]);
    }
    lots
}

/// Where the words stand in each of the conversations, and the names of its speakers.
async fn look(
    app: &App,
    wanted: &Wanted,
    query: &Arc<Query>,
    lot: &[Found],
) -> Result<Vec<(Option<Vec<Place>>, Vec<String>)>, AppError> {
    let reader = app.store.reader();
    let ids: Vec<ConversationId> = lot.iter().map(|(_, conversation)| conversation.id).collect();
    let mut transcripts = match wanted.in_transcripts {
        true => transcripts::get_many(reader, &ids).await?,
        false => HashMap::new(),
    };
    let mut participants = participants::list_for_many(reader, &ids).await?;
    let texts: Vec<Texts> = lot
        .iter()
        .map(|(_, conversation)| Texts {
            title: conversation.title.clone(),
            participants: participants.remove(&conversation.id).unwrap_or_default(),
            with_addresses: wanted.in_addresses,
            transcript: transcripts.remove(&conversation.id),
        })
        .collect();
    let query = Arc::clone(query);
    let look =
        move || texts.iter().map(|texts| (places(&query, texts, MOST_PLACES), speakers(texts))).collect();
    tokio::task::spawn_blocking(look).await.map_err(AppError::internal)
}

fn speakers(texts: &Texts) -> Vec<String> {
    let Some(transcript) = &texts.transcript else { return Vec::new() };
    (0..).zip(&transcript.speakers).map(|(index, _)| transcript.speaker_name(index)).collect()
}
