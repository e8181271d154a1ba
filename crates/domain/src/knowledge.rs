//! Knowledge bases: texts and pages that agents answer from.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{AgentId, Instant, KnowledgeBaseId, KnowledgeSourceId, PassageId, WorkspaceId};

/// A knowledge base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnowledgeBase {
    /// The id.
    pub id: KnowledgeBaseId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Name.
    pub name: String,
    /// `faq`, `text`, `url` or any other word of the client's.
    pub kind: String,
    /// Title.
    pub title: String,
    /// What it holds, in words.
    pub description: Option<String>,
    /// A text of its own.
    pub text: Option<String>,
    /// Pages and documents that are read.
    pub urls: Vec<String>,
    /// The agents that may look things up in it; empty: all.
    pub agent_ids: Vec<AgentId>,
    /// How often the pages are read anew.
    pub refresh: Refresh,
    /// Whether anything of it can be found.
    pub status: KnowledgeStatus,
    /// When its pages are to be read again; none: not by themselves.
    pub refresh_at: Option<Instant>,
    /// Goes up whenever its passages change.
    pub revision: u64,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

impl KnowledgeBase {
    /// Whether every agent may look things up in it.
    #[must_use]
    pub fn is_for_everyone(&self) -> bool {
        self.agent_ids.is_empty()
    }
}

stored_words! {
    /// Whether a knowledge base can be used.
    KnowledgeStatus {
        /// It can.
        Active => "active",
        /// None of its pages could be read and it has no text.
        Inactive => "inactive",
    }
}

/// How often pages are read anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refresh {
    /// Only when the knowledge base changes.
    Manual,
    /// After so many units.
    Every(u32, RefreshUnit),
}

/// Units of [`Refresh::Every`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefreshUnit {
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
}

impl Refresh {
    /// Reads `manual`, `1h`, `2d`, `3w`: a number from 1 to 999 and a unit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "manual" {
            return Some(Self::Manual);
        }
        let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let unit = match unit {
            "h" => RefreshUnit::Hours,
            "d" => RefreshUnit::Days,
            "w" => RefreshUnit::Weeks,
            _ => return None,
        };
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number: u32 = digits.parse().ok().filter(|_| is_number)?;
        (1..=999).contains(&number).then_some(Self::Every(number, unit))
    }

    /// The time from one reading to the next.
    #[must_use]
    pub fn interval(self) -> Option<Duration> {
        let Self::Every(number, unit) = self else { return None };
        let hours = match unit {
            RefreshUnit::Hours => 1,
            RefreshUnit::Days => 24,
            RefreshUnit::Weeks => 168,
        };
        Some(Duration::from_secs(u64::from(number) * hours * 3_600))
    }
}

impl std::fmt::Display for Refresh {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Manual => f.write_str("manual"),
            Self::Every(number, RefreshUnit::Hours) => write!(f, "{number}h"),
            Self::Every(number, RefreshUnit::Days) => write!(f, "{number}d"),
            Self::Every(number, RefreshUnit::Weeks) => write!(f, "{number}w"),
        }
    }
}

/// One text of a knowledge base: its own (no address), or a page or document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnowledgeSource {
    /// The id.
    pub id: KnowledgeSourceId,
    /// Whose.
    pub knowledge_base_id: KnowledgeBaseId,
    /// Where it stands; none for the knowledge base's own text.
    pub url: Option<String>,
    /// Its title, where it has one.
    pub title: Option<String>,
    /// When it was read last with success.
    pub read_at: Option<Instant>,
    /// Why it could not be read last time.
    pub error: Option<String>,
}

/// A piece of a text, some 1,000 characters long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The id.
    pub id: PassageId,
    /// Whose.
    pub knowledge_base_id: KnowledgeBaseId,
    /// Which text it is of.
    pub source_id: KnowledgeSourceId,
    /// Its place there, from 0.
    pub position: u32,
    /// The words.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_are_read_and_told_again() {
        for text in ["manual", "1h", "12h", "1d", "999w"] {
            assert_eq!(Refresh::parse(text).map(|refresh| refresh.to_string()), Some(text.to_owned()));
        }
        for text in ["", "h", "0h", "1000h", "-1h", "+1h", "1m", "1.5h", "ü", "1ü", "daily"] {
            assert_eq!(Refresh::parse(text), None, "{text}");
        }
        let day = Refresh::parse("1d").and_then(Refresh::interval);
        assert_eq!(day, Some(Duration::from_secs(86_400)));
    }
}
