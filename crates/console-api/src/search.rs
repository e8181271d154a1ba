//! `GET /api/colloquy/v1/search`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use colloquy_app::AppError;
use colloquy_app::search::{self as app, PlaceKind, SearchRequest};
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use crate::conversations::filter;
use crate::error::ErrorBody;
use crate::params::Params;
use crate::wire::conversation::Conversation;

/// Most characters of a query.
const LONGEST_QUERY: usize = 200;

const MOST_HITS: u64 = 100;
const USUAL_HITS: usize = 20;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(search))
}

/// Query of the search.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
struct SearchQuery {
    /// The words. `"some words"` stand in a row, `word*` begins a word, `-word` is not there.
    #[param(min_length = 1, max_length = 200)]
    q: String,
    /// Most hits; 20 where it is left out.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u64>,
    /// `next_cursor` of the page before; the other parameters must be the same.
    #[param(pattern = "^[0-9a-f]{16}$")]
    cursor: Option<String>,
    /// Only conversations of one of these kinds: `call`, `meeting`, `chat`, `email`, separated by commas.
    #[param(pattern = "^(call|meeting|chat|email)(,(call|meeting|chat|email)){0,24}$")]
    kind: Option<String>,
    /// Only conversations that began at this time or later.
    #[param(format = DateTime)]
    started_after: Option<String>,
    /// Only conversations that began before this time.
    #[param(format = DateTime)]
    started_before: Option<String>,
}

/// Conversations that have all the words.
#[derive(Serialize, ToSchema)]
struct SearchPage {
    /// Newest first. May be fewer than asked for, even none, beside a `next_cursor`: a page looks at a bounded number
    /// of conversations.
    data: Vec<SearchHit>,
    /// With what the search goes on; null at the end.
    next_cursor: Option<String>,
}

/// A conversation that has all the words.
#[derive(Serialize, ToSchema)]
struct SearchHit {
    conversation: Conversation,
    /// Where the words stand; of what was said the five entries with the most of them.
    places: Vec<SearchPlace>,
}

/// A place where words stand.
#[derive(Serialize, ToSchema)]
struct SearchPlace {
    #[serde(rename = "in")]
    place: PlaceName,
    /// Number of the transcript's entry; null elsewhere.
    entry_id: Option<u32>,
    /// Position in the transcript's speakers; null outside the transcript.
    speaker_index: Option<u32>,
    /// Who said it; null outside the transcript.
    speaker_name: Option<String>,
    /// When the first of the words was said, seconds from the conversation's start: of the word where word times are
    /// known, else of its sentence, else of the entry. Null where nothing was said.
    start_seconds: Option<f64>,
    /// The text, or the part of it around the words, with `…` where it is cut.
    text: String,
    /// Where the words stand in `text`.
    highlights: Vec<Highlight>,
}

/// What a text is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PlaceName {
    /// The title.
    Title,
    /// Name of a participant.
    Person,
    /// E-mail address or telephone number of a participant.
    Address,
    /// Name of a speaker of the transcript who is no participant.
    Speaker,
    /// What was said.
    Transcript,
}

/// A part of a text, counted in Unicode code points.
#[derive(Serialize, ToSchema)]
struct Highlight {
    /// Its first character.
    start: usize,
    /// The character after its last.
    end: usize,
}

impl SearchPlace {
    fn of(place: &app::Place, speakers: &[String]) -> Self {
        let (name, entry_id, speaker_index, start_seconds) = match place.kind {
            PlaceKind::Title => (PlaceName::Title, None, None, None),
            PlaceKind::Person => (PlaceName::Person, None, None, None),
            PlaceKind::Address => (PlaceName::Address, None, None, None),
            PlaceKind::Speaker { index } => (PlaceName::Speaker, None, Some(index), None),
            PlaceKind::Said { entry_id, speaker_index, start_seconds } => {
                (PlaceName::Transcript, Some(entry_id.0), Some(speaker_index), Some(start_seconds))
            }
        };
        Self {
            place: name,
            entry_id,
            speaker_index,
            speaker_name: speaker_index.and_then(|index| speakers.get(index as usize).cloned()),
            start_seconds,
            text: place.snippet.clone(),
            highlights: place
                .highlights
                .iter()
                .map(|range| Highlight { start: range.start, end: range.end })
                .collect(),
        }
    }
}

/// Word search over titles, names and addresses of participants, and transcripts.
///
/// Finds the conversations that have all the words, newest first. Case and diacritics make no difference. What was
/// said is searched with `transcript_timelines:read` only, e-mail addresses and telephone numbers with `contacts:read`
/// only, private conversations with `engagements:private:read` only. Of each conversation the first 60,000 different
/// words are known.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/search",
    tag = "Conversations",
    params(SearchQuery),
    security(("key" = ["engagements:read"])),
    responses(
        (status = 200, description = "the hits", body = SearchPage),
        (status = 400, description = "a parameter is wrong", body = ErrorBody),
    )
)]
async fn search(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<SearchPage>, Problem> {
    caller.require("engagements:read")?;
    let page = app::search(state.app(), &caller, request(&pairs?)?).await?;
    let hit = |hit: app::Hit| SearchHit {
        conversation: Conversation::of(&hit.conversation),
        places: hit.places.iter().map(|place| SearchPlace::of(place, &hit.speakers)).collect(),
    };
    Ok(Json(SearchPage {
        data: page.hits.into_iter().map(hit).collect(),
        next_cursor: page.next.map(|position| format!("{position:016x}")),
    }))
}

fn request(pairs: &QueryPairs) -> Result<SearchRequest, AppError> {
    let mut params = Params::of(pairs);
    let text = params.given("q").unwrap_or_default().to_owned();
    if !(1..=LONGEST_QUERY).contains(&text.chars().count()) {
        params.refuse("q", "invalid_length", "must have 1 to 200 characters; it is what to look for");
    }
    let limit = params.limit(USUAL_HITS, MOST_HITS);
    let cursor = params.given("cursor").map(cursor).transpose();
    let (kinds, started_at) = (filter::kinds(&mut params), filter::started_at(&mut params));
    params.finish()?;
    Ok(SearchRequest { text, kinds, started_at, cursor: cursor?, limit })
}

fn cursor(text: &str) -> Result<i64, AppError> {
    let is_hex = text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let position = u64::from_str_radix(text, 16).ok().filter(|_| is_hex);
    // The same bits: positions of conversations before 1970 are negative.
    position.map(|bits| i64::from_ne_bytes(bits.to_ne_bytes())).ok_or_else(|| {
        AppError::malformed("cursor", "invalid_cursor", "cursor must be the next_cursor of the page before")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_come_back_as_they_were_given() {
        for position in [i64::MIN, -1, 0, 1, 59_000_000_000_000_000, i64::MAX] {
            assert_eq!(cursor(&format!("{position:016x}")).ok(), Some(position));
        }
        for wrong in
            ["", "0", "000000000000000G", "00000000000000001", "-000000000000001", "000000000000000A"]
        {
            assert!(cursor(wrong).is_err(), "{wrong}");
        }
    }
}
