//! Actions: HTTP requests that an agent may make while it speaks.
//!
//! `{name}` in an address, a query value or a header value stands for what the agent found out in the conversation;
//! `{{name}}` for a secret of the server's configuration, which neither model nor log nor answer ever shows.

use serde::{Deserialize, Serialize};

use crate::{ActionId, Instant, WorkspaceId};

/// An action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The id.
    pub id: ActionId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Name.
    pub name: Option<String>,
    /// When to use it.
    pub description: Option<String>,
    /// Said while the request runs.
    pub waiting_message: Option<String>,
    /// The method; GET where none was given.
    pub method: Option<ActionMethod>,
    /// The address, with placeholders. Without one the action cannot run.
    pub url: Option<String>,
    /// Headers, with placeholders in their values.
    pub headers: Vec<Pair>,
    /// Query parameters, with placeholders in their values; each replaces those of its name in the address.
    pub query_params: Vec<Pair>,
    /// What the agent has to find out.
    pub input_variables: Vec<InputVariable>,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

stored_words! {
    /// Methods of actions.
    ActionMethod {
        /// Reads.
        Get => "GET",
        /// Sends the input as a JSON object, as the next two do.
        Post => "POST",
        /// Replaces.
        Put => "PUT",
        /// Changes.
        Patch => "PATCH",
        /// Removes.
        Delete => "DELETE",
    }
}

impl ActionMethod {
    /// Whether the input goes into a body.
    #[must_use]
    pub fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }
}

/// A name and a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The name.
    pub key: String,
    /// The value.
    pub value: String,
}

/// Something that the agent has to find out before an action can run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputVariable {
    /// Its name, as placeholders spell it.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// Whether the action cannot run without.
    pub is_required: bool,
    /// `string`, `number`, `integer` or `boolean`; any other word stands for `string`.
    pub data_type: String,
}

impl InputVariable {
    /// The type as JSON Schema calls it.
    #[must_use]
    pub fn json_type(&self) -> &str {
        match self.data_type.as_str() {
            known @ ("number" | "integer" | "boolean") => known,
            _ => "string",
        }
    }
}

impl Action {
    /// The name under which a model calls the action: lower-case letters, digits and underscores, at most 64 of them.
    #[must_use]
    pub fn slug(&self) -> String {
        let named = self.name.as_deref().unwrap_or_default();
        let mut slug = String::new();
        for c in named.chars() {
            match c.to_ascii_lowercase() {
                letter if letter.is_ascii_alphanumeric() => slug.push(letter),
                _ if slug.is_empty() || slug.ends_with('_') => {}
                _ => slug.push('_'),
            }
        }
        let cut: String = slug.trim_end_matches('_').chars().take(64).collect();
        if cut.is_empty() { format!("action_{}", &self.id.ulid()[18..]).to_lowercase() } else { cut }
    }
}
