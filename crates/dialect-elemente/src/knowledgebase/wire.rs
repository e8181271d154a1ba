//! How knowledge bases are told. Pages are told twice, and not at all where there are none.

use colloquy_domain::knowledge::KnowledgeBase;
use serde::Serialize;
use utoipa::ToSchema;

use crate::names;

/// A knowledge base.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ElementeKnowledgeBase)]
pub struct KnowledgeBaseObject {
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    /// The agents that may look things up in it.
    agents: Vec<String>,
    title: String,
    /// Empty where there is none.
    text: String,
    /// Empty where there is none.
    description: String,
    /// The first of its pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    urls: Option<Vec<String>>,
    /// `manual`, or a number of hours, days or weeks, such as `12h`.
    refresh_frequency: String,
    workspace: String,
    /// Whether every agent may look things up in it.
    is_everyone: bool,
    #[schema(value_type = ElementeKnowledgeStatus)]
    status: &'static str,
}

/// A page of knowledge bases.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ElementeKnowledgeBases)]
pub struct KnowledgeBaseList {
    pub knowledge_bases: Vec<KnowledgeBaseObject>,
    /// Of all pages.
    pub total: u64,
    /// How many pages there are.
    pub pages: u64,
}

colloquy_http::words! {
    /// Whether a knowledge base can be used. One is `inactive` when it has no text and none of its pages can be read.
    ElementeKnowledgeStatus = ["active", "inactive"];
}

impl KnowledgeBaseObject {
    /// All of it.
    pub fn of(base: KnowledgeBase) -> Self {
        Self {
            is_everyone: base.is_for_everyone(),
            id: base.id.to_string(),
            name: base.name,
            kind: base.kind,
            agents: base.agent_ids.iter().map(ToString::to_string).collect(),
            title: base.title,
            text: base.text.unwrap_or_default(),
            description: base.description.unwrap_or_default(),
            url: base.urls.first().cloned(),
            urls: Some(base.urls).filter(|urls| !urls.is_empty()),
            refresh_frequency: base.refresh.to_string(),
            workspace: base.workspace_id.to_string(),
            status: names::knowledge_status(base.status),
        }
    }
}
