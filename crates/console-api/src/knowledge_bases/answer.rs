//! What answers look like.

use colloquy_domain::knowledge as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::words;

/// A knowledge base without its text.
#[derive(Serialize, ToSchema)]
pub struct KnowledgeBase {
    id: String,
    name: String,
    /// `faq`, `text`, `url` or any other word.
    kind: String,
    title: String,
    /// What it holds, in words.
    description: Option<String>,
    /// Pages and documents that are read.
    urls: Vec<String>,
    /// The agents that may look things up in it; empty: all.
    agent_ids: Vec<String>,
    /// How often the pages are read again: `manual`, or a number of hours, days or weeks, such as `12h`.
    refresh: String,
    /// Whether anything of it can be found.
    #[schema(value_type = words::KnowledgeStatus)]
    status: &'static str,
    /// When its pages are to be read again; null: not by themselves.
    refresh_at: Option<String>,
    created_at: String,
    updated_at: String,
}

/// A knowledge base.
#[derive(Serialize, ToSchema)]
pub struct FullKnowledgeBase {
    /// All but its text.
    #[serde(flatten)]
    knowledge_base: KnowledgeBase,
    /// A text of its own.
    text: Option<String>,
}

impl KnowledgeBase {
    /// Renders one.
    pub fn of(base: &domain::KnowledgeBase) -> Self {
        Self {
            id: base.id.to_string(),
            name: base.name.clone(),
            kind: base.kind.clone(),
            title: base.title.clone(),
            description: base.description.clone(),
            urls: base.urls.clone(),
            agent_ids: base.agent_ids.iter().map(ToString::to_string).collect(),
            refresh: base.refresh.to_string(),
            status: base.status.as_str(),
            refresh_at: base.refresh_at.map(iso),
            created_at: iso(base.created_at),
            updated_at: iso(base.updated_at),
        }
    }
}

impl FullKnowledgeBase {
    /// Renders one.
    pub fn of(base: &domain::KnowledgeBase) -> Self {
        Self { knowledge_base: KnowledgeBase::of(base), text: base.text.clone() }
    }
}
