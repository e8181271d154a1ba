//! Pages of lists: so many rows in a total order after a position, whatever was filtered.
//!
//! A page is one statement, so that what it shows was true at one moment. It finds the ids first, in indexes that
//! hold what filters look at, and then loads the rows of that page only. The next page begins after the position of
//! the last row, not after a number of rows: what is inserted or deleted meanwhile shifts nothing. Lists that clients
//! read by page numbers are apart (`slices`).

mod agents;
mod calls;
mod chats;
mod conversations;
mod directory;
mod latest;
mod members;
mod names;
pub(crate) mod query;
mod rows;
pub(crate) mod slices;
mod voice_calls;

pub use self::agents::{AgentWindow, agent_endpoints, agents};
pub use self::calls::{call_sort_value, calls};
pub use self::chats::{ChatFilter, chats, entry_counts, participant_counts};
pub use self::conversations::{Looked, conversations, conversations_within, has_conversation, having};
pub use self::directory::{companies, contacts, tags, users};
pub use self::latest::{List, latest};
pub use self::rows::{RowParts, row_parts};
pub use self::voice_calls::{voice_calls, voice_calls_walk};

use colloquy_domain::filter::{Order, Position};

/// Which part of a list.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// In what order.
    pub order: Order,
    /// Only what comes after this position.
    pub after: Option<Position>,
    /// Only what has changed last at or before this instant, in microseconds since 1970.
    pub until: Option<i64>,
    /// At most so many rows.
    pub limit: u64,
}
