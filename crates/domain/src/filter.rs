//! Which rows of a list are wanted, and in what order.
//!
//! The same filters serve the lists of the published APIs, exports, and the rules of workflows. They can be written
//! down (serde) because a cursor carries the filter of its list, and a rule its own.

use serde::{Deserialize, Serialize};

use crate::call::CallStatus;
use crate::conversation::{ConversationKind, ProcessingStatus};
use crate::evaluation::Feeling;
use crate::{CompanyId, ContactId, Instant, ProjectId, SignalDefinitionId, TagId, UserId};

/// Most characters of a `search`.
pub const LONGEST_SEARCH: usize = 500;

/// Most words of a [`ConversationFilter::look_up`]: each is looked for by itself.
pub const MOST_LOOKED_UP: usize = 12;

/// Most characters of the answer to a question by which conversations are filtered: no more of it is kept where they are
/// counted.
pub const LONGEST_ANSWER: usize = 200;

/// Whether a text can be looked for.
#[must_use]
pub fn is_search(text: &str) -> bool {
    text.chars().count() <= LONGEST_SEARCH && !text.contains('\0')
}

/// Whether the words of a text can be looked up.
#[must_use]
pub fn is_look_up(text: &str) -> bool {
    is_search(text) && text.split_whitespace().count() <= MOST_LOOKED_UP
}

/// Bounds of an instant, compared in whole milliseconds as clients see them; those that are set must all hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InstantRange {
    /// Later than.
    #[serde(with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub gt: Option<Instant>,
    /// Not earlier than.
    #[serde(with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub gte: Option<Instant>,
    /// Earlier than.
    #[serde(with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub lt: Option<Instant>,
    /// Not later than.
    #[serde(with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub lte: Option<Instant>,
}

/// What was answered to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignalFilter {
    /// The question.
    pub definition_id: SignalDefinitionId,
    /// This, as text: `true`, `false`, a number, an option or a text, of which the first [`LONGEST_ANSWER`] characters
    /// count. Anything but no where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
}

/// Which conversations. What is left out does not narrow.
///
/// Companies, people and deals are three buckets, and so are tags and projects: within a bucket one match is enough, and
/// every bucket that names anything must match.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConversationFilter {
    /// Of one of these kinds; an empty list matches nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kinds: Option<Vec<ConversationKind>>,
    /// In one of these states; an empty list matches nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statuses: Option<Vec<ProcessingStatus>>,
    /// Somebody of one of these companies took part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub company_ids: Vec<CompanyId>,
    /// Somebody took part whose company has one of these CRM records (same bucket as `company_ids`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub crm_companies: Vec<String>,
    /// One of these people took part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contact_ids: Vec<ContactId>,
    /// Somebody with one of these CRM records took part (same bucket as `contact_ids`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub crm_contacts: Vec<String>,
    /// The conversation itself belongs to one of these deals of the CRM.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub crm_deals: Vec<String>,
    /// Changed last within.
    pub updated_at: InstantRange,
    /// Begun within.
    pub started_at: InstantRange,
    /// Every word stands somewhere in the title, in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Every word stands somewhere in the title, in any case, or begins a word of the title or of the name of somebody who
    /// took part, as [`words`](crate::words) are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look_up: Option<String>,
    /// It has one of these tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tag_ids: Vec<TagId>,
    /// One of these owns it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub owner_user_ids: Vec<UserId>,
    /// It was evaluated in one of these projects, or is about to be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub project_ids: Vec<ProjectId>,
    /// What was answered to a question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signal: Option<SignalFilter>,
    /// Whether something that was undertaken in it is still to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_open_action_items: Option<bool>,
    /// How people felt, as far as that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentiment: Option<Feeling>,
}

impl ConversationFilter {
    /// Whether it narrows by nothing that the house API alone lets lists be narrowed by: the lists of the others never make
    /// such a filter, so none may come back to them either.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let Self {
            look_up,
            tag_ids,
            owner_user_ids,
            project_ids,
            signal,
            has_open_action_items,
            sentiment,
            ..
        } = self;
        look_up.is_none()
            && tag_ids.is_empty()
            && owner_user_ids.is_empty()
            && project_ids.is_empty()
            && signal.is_none()
            && has_open_action_items.is_none()
            && sentiment.is_none()
    }
}

/// Which contacts, companies, users or tags. What is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DirectoryFilter {
    /// Changed last within.
    pub updated_at: InstantRange,
    /// Every word stands somewhere in the name or an e-mail address (companies: in the name), in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Associated with one of these records of the CRM (contacts and companies).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub crm_objects: Vec<String>,
    /// Has this e-mail domain, in normal form (companies).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
}

/// By what a list is sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderKey {
    /// When it changed last.
    #[default]
    UpdatedAt,
    /// When it began (conversations only).
    StartedAt,
}

/// Which way a list is sorted. Rows with the same instant are sorted by id in the same direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Oldest first.
    Ascending,
    /// Newest first.
    #[default]
    Descending,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// By what.
    pub key: OrderKey,
    /// Which way.
    pub direction: Direction,
}

/// The row after which a list goes on: its instant of the order's key, in whole microseconds, and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The instant in microseconds since 1970 UTC.
    pub micros: i64,
    /// The id.
    pub id: uuid::Uuid,
}

/// Which calls: conversations that are spoken. What is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallFilter {
    /// That are so far.
    pub status: Option<CallStatus>,
    /// This text stands somewhere in the title, the summary or what was said, in any case.
    pub search: Option<String>,
    /// Whether what was said may be looked at for that.
    pub search_transcripts: bool,
    /// Names of properties, in their one spelling, each with whether a call has or lacks it.
    pub properties: Vec<(String, bool)>,
}

/// By what a list of calls is sorted. Calls that have no such value come last, whichever way the list goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CallOrderKey {
    /// When it was accepted.
    #[default]
    CreatedAt,
    /// When it began.
    StartedAt,
    /// When it ended.
    EndedAt,
    /// How long it took.
    Duration,
    /// The title, in lower case.
    Title,
    /// How far it is, by its name.
    Status,
}

/// What a call has of that by which its list is sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallSortValue {
    /// An instant or a length in microseconds, or the place of a status among all by name.
    Number(i64),
    /// A title in lower case.
    Text(String),
    /// There is none.
    Nothing,
}

/// Which part of a list of calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallWindow {
    /// By what it is sorted.
    pub key: CallOrderKey,
    /// Which way.
    pub direction: Direction,
    /// Only what comes after this place: the value by which is sorted, and the id.
    pub after: Option<(CallSortValue, uuid::Uuid)>,
    /// At most so many rows.
    pub limit: u64,
}

/// Which rows of a list that is read by page numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// So many rows are skipped.
    pub offset: u64,
    /// At most so many are read.
    pub limit: u64,
}

/// Some rows of a list, and how many it has in all.
#[derive(Debug, Clone, PartialEq)]
pub struct Sliced<T> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// All rows of the list.
    pub total: u64,
}
