//! `GET /api/colloquy/v1/conversations`.

use axum::Json;
use axum::extract::State;
use colloquy_app::AppError;
use colloquy_app::keys::Caller;
use colloquy_app::lists::{self, Listed, Walk};
use colloquy_domain::conversation::Conversation as DomainConversation;
use colloquy_domain::filter::{ConversationFilter, Direction, Order, OrderKey, Position};
use colloquy_http::{Authenticated, Cursor, HttpState, Problem, QueryPairs, cursor};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::filter::{self, FilterQuery};
use crate::params::Params;
use crate::query::{MOST_ROWS, USUAL_ROWS};
use crate::wire::conversation::Conversation;
use crate::wire::words;

/// Names the list in its cursors, and the one of conversations in which words stand.
const LIST: &str = "conversations";
const LIST_OF_TEXT: &str = "conversations_text";

/// Most characters of words that are looked for in what was said.
const LONGEST_TEXT: usize = 200;

colloquy_http::words! {
    /// By what conversations are sorted: by their start, or by their last change.
    ConversationSort = ["started", "changed"];
}

/// Query of the list.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct ListQuery {
    /// 50 where it is left out.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u64>,
    /// `next_cursor` of the page before; it carries the filter, which need not be sent again.
    #[param(pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// By what the list is sorted, the latest first; `changed` where it is left out.
    #[param(inline, value_type = Option<ConversationSort>)]
    sort: Option<String>,
    /// All of these words stand in the title, in names or in what was said, as word search finds them: `"some words"` in a
    /// row, `word*`, `-word`. What was said needs `transcript_timelines:read`. Such a list is sorted by start.
    #[param(min_length = 1, max_length = 200)]
    text: Option<String>,
}

/// A page of conversations.
#[derive(Serialize, ToSchema)]
pub struct ConversationPage {
    /// May be fewer than asked for, even none, beside a `next_cursor`: where a list is narrowed by several things at once, a
    /// page looks at a bounded number of conversations.
    data: Vec<ListedConversation>,
    /// Asks for the next page; null on the last.
    next_cursor: Option<String>,
}

/// A conversation as people look through them.
#[derive(Serialize, ToSchema)]
struct ListedConversation {
    /// The conversation itself.
    #[serde(flatten)]
    conversation: Conversation,
    /// Its tags, in their order.
    tags: Vec<ListedTag>,
    /// The first four of those who took part.
    #[schema(max_items = 4)]
    participants: Vec<ListedPerson>,
    /// How people felt, -1 to 1; null until that is known.
    #[schema(minimum = -1, maximum = 1)]
    sentiment_overall: Option<f64>,
    /// Steps of the processing that have not ended.
    stages_open: u64,
    /// Steps that were given up.
    stages_failed: u64,
    /// The mean of its evaluations that count, 0 to 100; null where there are none, and without `evaluations:read`.
    #[schema(minimum = 0, maximum = 100)]
    note: Option<f64>,
}

#[derive(Serialize, ToSchema)]
struct ListedTag {
    id: String,
    name: String,
}

#[derive(Serialize, ToSchema)]
struct ListedPerson {
    name: Option<String>,
    #[schema(value_type = words::ParticipantRole)]
    role: &'static str,
}

impl ListedConversation {
    fn of(listed: Listed) -> Self {
        let parts = listed.parts;
        let tag = |(id, name): (colloquy_domain::TagId, String)| ListedTag { id: id.to_string(), name };
        Self {
            conversation: Conversation::of(&listed.conversation),
            tags: parts.tags.into_iter().map(tag).collect(),
            participants: parts
                .people
                .into_iter()
                .map(|(name, role)| ListedPerson { name, role: role.as_str() })
                .collect(),
            sentiment_overall: parts.sentiment_overall,
            stages_open: parts.stages_open,
            stages_failed: parts.stages_failed,
            note: parts.average_note,
        }
    }
}

/// Conversations that satisfy the filter, page by page, those that changed last first or the newest. Private ones are left
/// out without `engagements:private:read`.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations",
    tag = "Conversations",
    params(ListQuery, FilterQuery),
    security(("key" = ["engagements:read"])),
    responses(
        (status = 200, description = "a page", body = ConversationPage),
    )
)]
pub async fn list_conversations(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: QueryPairs,
) -> Result<Json<ConversationPage>, Problem> {
    caller.require("engagements:read")?;
    let (asked, limit) = read(&pairs)?;
    let app = state.app();
    let (rows, next_cursor) = match asked {
        Asked::List(filter, walk) => {
            let page = lists::conversations(app, &caller, &filter, walk, limit).await?;
            let next = page.next.map(|walk| Cursor { filter, walk }.write(LIST)).transpose()?;
            (page.rows, next)
        }
        Asked::Text(filter, place) => with_text(&state, &caller, filter, place, limit).await?,
    };
    let rows = lists::listed(app, &caller, rows).await?;
    Ok(Json(ConversationPage { data: rows.into_iter().map(ListedConversation::of).collect(), next_cursor }))
}

async fn with_text(
    state: &HttpState,
    caller: &Caller,
    filter: TextFilter,
    place: Option<i64>,
    limit: u64,
) -> Result<(Vec<DomainConversation>, Option<String>), AppError> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let page = lists::with_text(state.app(), caller, &filter.text, &filter.filter, place, limit).await?;
    let next = page.next.map(|micros| {
        let after = Some(Position { micros, id: Uuid::nil() });
        let walk = Walk { after, ..Walk::new(BY_START) };
        Cursor { filter, walk }.write(LIST_OF_TEXT)
    });
    Ok((page.rows, next.transpose()?))
}

const BY_START: Order = Order { key: OrderKey::StartedAt, direction: Direction::Descending };

/// Which conversations, and where the list goes on.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    List(ConversationFilter, Walk),
    Text(TextFilter, Option<i64>),
}

/// Words, and what else is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TextFilter {
    text: String,
    filter: ConversationFilter,
}

fn is_text(text: &str) -> bool {
    (1..=LONGEST_TEXT).contains(&text.chars().count()) && !text.contains('\0')
}

fn read(pairs: &QueryPairs) -> Result<(Asked, u64), AppError> {
    let mut params = Params::of(pairs);
    let (limit, cursor) = (params.limit(USUAL_ROWS, MOST_ROWS), params.given("cursor"));
    let text = params.text("text", LONGEST_TEXT);
    let sort = params.word("sort", "started or changed", |word| match word {
        "started" => Some(OrderKey::StartedAt),
        "changed" => Some(OrderKey::UpdatedAt),
        _ => None,
    });
    let given = filter::read(&mut params);
    if text.is_some() && sort == Some(OrderKey::UpdatedAt) {
        params.refuse("sort", "invalid_value", "must be started, or left out, where there is a text");
    }
    params.finish()?;
    let asked = match (cursor, text) {
        (Some(cursor), text) => onward(cursor, &given, text.as_deref(), sort)?,
        (None, Some(text)) => Asked::Text(TextFilter { text, filter: given }, None),
        (None, None) => {
            let order = Order { key: sort.unwrap_or_default(), ..Order::default() };
            Asked::List(given, Walk::new(order))
        }
    };
    Ok((asked, limit))
}

/// Where a cursor goes on; what is sent beside it must be what it carries.
fn onward(
    text: &str,
    given: &ConversationFilter,
    words: Option<&str>,
    sort: Option<OrderKey>,
) -> Result<Asked, AppError> {
    let is_repeated = |filter: &ConversationFilter, key: OrderKey| {
        (*given == ConversationFilter::default() || given == filter)
            && sort.is_none_or(|sort| sort == key)
            && filter::is_permitted(filter)
    };
    if let Ok(Cursor { filter, walk }) = Cursor::<TextFilter>::read(LIST_OF_TEXT, text) {
        let is_same_text = words.is_none_or(|words| words == filter.text) && is_text(&filter.text);
        if !is_same_text || !is_repeated(&filter.filter, OrderKey::StartedAt) {
            return Err(cursor::refused());
        }
        return Ok(Asked::Text(filter, walk.after.map(|place| place.micros)));
    }
    let Cursor { filter, walk } = Cursor::<ConversationFilter>::read(LIST, text)?;
    if words.is_some() || !is_repeated(&filter, walk.order.key) {
        return Err(cursor::refused());
    }
    Ok(Asked::List(filter, walk))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Result<Asked, AppError> {
        read(&QueryPairs::parse(query)?).map(|(asked, _)| asked)
    }

    fn wrong_field(query: &str) -> Option<String> {
        match asked(query) {
            Err(AppError::Malformed(problems)) => problems.first().map(|problem| problem.field.clone()),
            _ => None,
        }
    }

    #[test]
    fn a_cursor_goes_on_with_its_own_list_only() {
        let place = Position { micros: 5, id: Uuid::from_u128(7) };
        let walk = Walk { after: Some(place), ..Walk::new(BY_START) };
        let narrow = ConversationFilter { look_up: Some("jo".to_owned()), ..ConversationFilter::default() };
        let of_list = Cursor { filter: narrow.clone(), walk }.write(LIST).unwrap();
        let words = TextFilter { text: "quote".to_owned(), filter: narrow.clone() };
        let of_text = Cursor { filter: words.clone(), walk }.write(LIST_OF_TEXT).unwrap();
        for more in ["", "&search=jo", "&sort=started"] {
            let there = asked(&format!("cursor={of_list}{more}")).unwrap();
            assert_eq!(there, Asked::List(narrow.clone(), walk), "{more}");
            let there = asked(&format!("cursor={of_text}{more}")).unwrap();
            assert_eq!(there, Asked::Text(words.clone(), Some(5)), "{more}");
        }
        assert!(asked(&format!("cursor={of_text}&text=quote")).is_ok());
        for wrong in [
            format!("cursor={of_list}&text=quote"),
            format!("cursor={of_list}&search=ma"),
            format!("cursor={of_list}&sort=changed"),
            format!("cursor={of_text}&text=other"),
            "cursor=x".to_owned(),
        ] {
            assert_eq!(wrong_field(&wrong).as_deref(), Some("cursor"), "{wrong}");
        }
    }

    #[test]
    fn the_order_is_as_asked_for() {
        let order = |query: &str| match asked(query).unwrap() {
            Asked::List(_, walk) => Some(walk.order.key),
            Asked::Text(..) => None,
        };
        assert_eq!(order(""), Some(OrderKey::UpdatedAt));
        assert_eq!(order("sort=changed"), Some(OrderKey::UpdatedAt));
        assert_eq!(order("sort=started"), Some(OrderKey::StartedAt));
        assert_eq!(order("text=quote&sort=started"), None);
        for (query, field) in [("sort=title", "sort"), ("text=quote&sort=changed", "sort"), ("text=", "text")]
        {
            assert_eq!(wrong_field(query).as_deref(), Some(field), "{query}");
        }
    }
}
