//! One page of hits.

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
const MOST_EXAMINED: usize = 500;

/// Bytes of text that one page looks at.
const MOST_BYTES: usize = 16 << 20;

/// Conversations that the index is asked for at once, where it alone cannot tell.
const FOUND_TOGETHER: usize = 50;

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
    let together = if query.has_phrases() { FOUND_TOGETHER.max(request.limit) } else { request.limit };
    let query = std::sync::Arc::new(query);
    let (mut cursor, mut examined, mut bytes) = (request.cursor, 0, 0);
    loop {
        // One more, which tells whether there is another page.
        let found = find(app.store.reader(), &wanted, cursor, together as u64 + 1).await?;
        let is_end = found.len() <= together;
        // One at a time: a transcript can be large, and this many of them larger than the memory there is.
        for (position, conversation) in found.iter().take(together) {
            let texts = load(app, &wanted, conversation).await?;
            examined += 1;
            bytes += texts.transcript.as_ref().map_or(0, |transcript| {
                transcript.entries.iter().map(|entry| entry.text.len()).sum::<usize>()
            });
            cursor = Some(*position);
            let query = query.clone();
            let look = move || (places(&query, &texts, MOST_PLACES), speakers(&texts));
            let (places, speakers) = tokio::task::spawn_blocking(look).await.map_err(AppError::internal)?;
            if let Some(places) = places {
                page.hits.push(Hit { conversation: conversation.clone(), places, speakers });
            }
            if page.hits.len() == request.limit || examined >= MOST_EXAMINED || bytes >= MOST_BYTES {
                let is_last = is_end && is_last(&found, *position);
                page.next = cursor.filter(|_| !is_last);
                return Ok(page);
            }
        }
        if is_end {
            return Ok(page);
        }
    }
}

fn is_last(found: &[Found], position: i64) -> bool {
    found.last().is_some_and(|(last, _)| *last == position)
}

/// The texts that the caller may read.
async fn load(app: &App, wanted: &Wanted, conversation: &Conversation) -> Result<Texts, AppError> {
    let reader = app.store.reader();
    let transcript = match wanted.in_transcripts {
        true => transcripts::get(reader, conversation.id).await?,
        false => None,
    };
    Ok(Texts {
        title: conversation.title.clone(),
        participants: participants::list(reader, conversation.id).await?,
        with_addresses: wanted.in_addresses,
        transcript,
    })
}

fn speakers(texts: &Texts) -> Vec<String> {
    let Some(transcript) = &texts.transcript else { return Vec::new() };
    (0..).zip(&transcript.speakers).map(|(index, _)| transcript.speaker_name(index)).collect()
}
