//! What clients send of knowledge bases.

use colloquy_app::AppError;
use colloquy_app::knowledge::NewKnowledgeBase;
use colloquy_domain::knowledge::Refresh;
use colloquy_domain::{AgentId, Instant};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{given, ids};

/// Longest name or title: a title may be a question.
const LONGEST_TITLE: usize = 1_000;
/// Longest word for what kind it is.
const LONGEST_KIND: usize = 100;
/// Longest description.
const LONGEST_DESCRIPTION: usize = 10_000;
/// Longest text of its own, in characters.
const LONGEST_OWN_TEXT: usize = 2 << 20;
/// Most pages, and the longest of their addresses.
const MOST_URLS: usize = 100;
const LONGEST_URL: usize = 2_048;
/// Most agents that are named.
const MOST_AGENTS: usize = 1_000;
/// What kind it is where nothing is said.
const USUAL_KIND: &str = "text";

/// A new knowledge base. One of `name` and `title` has to say something, and stands for the other one.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateKnowledgeBase {
    #[schema(max_length = 1000)]
    name: Option<String>,
    #[schema(max_length = 1000)]
    title: Option<String>,
    /// `faq`, `text`, `url` or any other word; `text` where it is left out.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    kind: Option<String>,
    /// What it holds, in words.
    #[schema(max_length = 10000)]
    description: Option<String>,
    /// A text of its own.
    #[schema(max_length = 2097152)]
    text: Option<String>,
    /// Pages and documents to read, by http or https.
    #[schema(max_items = 100)]
    urls: Option<Vec<String>>,
    /// Ids of the agents that may look things up in it; all where it is left out or empty.
    #[schema(max_items = 1000)]
    agent_ids: Option<Vec<String>>,
    /// How often the pages are read again: `manual`, or a number of hours, days or weeks, such as `12h`; `manual` where it
    /// is left out.
    #[schema(pattern = "^(manual|[1-9][0-9]{0,2}[hdw])$")]
    refresh: Option<String>,
}

/// A change; what is left out stays, and null clears what need not be there.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateKnowledgeBase {
    #[schema(max_length = 1000)]
    name: Option<String>,
    #[schema(max_length = 1000)]
    title: Option<String>,
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    kind: Option<String>,
    #[schema(max_length = 10000)]
    description: Option<String>,
    #[schema(max_length = 2097152)]
    text: Option<String>,
    #[schema(max_items = 100)]
    urls: Option<Vec<String>>,
    #[schema(max_items = 1000)]
    agent_ids: Option<Vec<String>>,
    #[schema(pattern = "^(manual|[1-9][0-9]{0,2}[hdw])$")]
    refresh: Option<String>,
    /// The `updated_at` that the change is about; whatever is there where it is left out.
    #[schema(format = DateTime)]
    base_updated_at: Option<String>,
}

/// What a body says of a knowledge base: none of a member where it is left out.
#[derive(Debug, Clone, Default)]
pub struct Given {
    name: Option<String>,
    title: Option<String>,
    kind: Option<String>,
    description: Option<Option<String>>,
    text: Option<Option<String>>,
    urls: Option<Vec<String>>,
    agent_ids: Option<Vec<AgentId>>,
    refresh: Option<Refresh>,
}

macro_rules! put {
    ($given:expr => $base:ident: $($member:ident),*) => {$(
        if let Some(value) = &$given.$member {
            $base.$member.clone_from(value);
        }
    )*};
}

impl Given {
    /// Puts what was given over what there is.
    pub fn put_over(&self, base: &mut NewKnowledgeBase) {
        put!(self => base: name, title, kind, description, text, urls, agent_ids, refresh);
    }
}

/// Reads a new knowledge base.
pub fn read_new(body: &Value) -> Result<NewKnowledgeBase, AppError> {
    let given = given::body(body, |fields| {
        let given = read(fields);
        if given.name.is_none() && given.title.is_none() {
            fields.refuse("title", "required", "is required where no name is given");
        }
        given
    })?;
    let mut base = NewKnowledgeBase {
        name: String::new(),
        kind: USUAL_KIND.to_owned(),
        title: String::new(),
        text: None,
        description: None,
        urls: Vec::new(),
        agent_ids: Vec::new(),
        refresh: Refresh::Manual,
    };
    given.put_over(&mut base);
    Ok(base)
}

/// Reads what is to become of a knowledge base, and since when nobody may have changed it.
pub fn read_change(body: &Value) -> Result<(Option<Instant>, Given), AppError> {
    given::body(body, |fields| (fields.instant("base_updated_at"), read(fields)))
}

fn read(fields: &mut Fields<'_>) -> Given {
    Given {
        name: given::words(fields, "name", LONGEST_TITLE),
        title: given::words(fields, "title", LONGEST_TITLE),
        kind: kind(fields),
        description: given::clearable(fields, "description", LONGEST_DESCRIPTION),
        text: given::clearable(fields, "text", LONGEST_OWN_TEXT),
        urls: urls(fields),
        agent_ids: given::ids(fields, "agent_ids", MOST_AGENTS, ids::agent),
        refresh: refresh(fields),
    }
}

fn kind(fields: &mut Fields<'_>) -> Option<String> {
    let kind = fields.string("kind", 1, LONGEST_KIND)?;
    if kind.trim().is_empty() {
        fields.refuse("kind", "invalid_length", "must not be blank");
    }
    Some(kind.to_owned())
}

fn urls(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    if fields.is_null("urls") {
        return Some(Vec::new());
    }
    fields.strings("urls", MOST_URLS, LONGEST_URL)
}

fn refresh(fields: &mut Fields<'_>) -> Option<Refresh> {
    let text = fields.string("refresh", 0, LONGEST_KIND)?;
    // As it is told again: without leading zeros.
    let refresh = Refresh::parse(text).filter(|refresh| refresh.to_string() == text);
    if refresh.is_none() {
        let rule = "must be manual, or a number from 1 to 999 and h, d or w, such as 12h";
        fields.refuse("refresh", "invalid_format", rule);
    }
    refresh
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::refused;
    use colloquy_domain::knowledge::RefreshUnit;
    use serde_json::json;

    #[test]
    fn a_change_leaves_what_it_does_not_say_and_null_clears() {
        let body = json!({ "title": "Hours", "text": "We open at nine.", "refresh": "1d", "urls": ["https://a.example"] });
        let mut base = read_new(&body).expect("sound");
        assert_eq!((base.kind.as_str(), base.refresh), ("text", Refresh::Every(1, RefreshUnit::Days)));
        let change =
            json!({ "description": "d", "title": null, "base_updated_at": "2026-05-13T14:00:00+02:00" });
        let (as_of, change) = read_change(&change).expect("sound");
        assert_eq!(as_of.map(|at| at.hour()), Some(12));
        change.put_over(&mut base);
        assert_eq!(
            (base.text.as_deref(), base.description.as_deref()),
            (Some("We open at nine."), Some("d"))
        );
        let nulls =
            json!({ "text": null, "description": " ", "urls": null, "agent_ids": null, "refresh": "manual" });
        read_change(&nulls).expect("sound").1.put_over(&mut base);
        assert_eq!((base.text, base.description, base.refresh), (None, None, Refresh::Manual));
        assert!(base.urls.is_empty() && base.agent_ids.is_empty() && base.title == "Hours");
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(refused(read_new(&json!({ "name": " " }))), ["title"]);
        for (body, field) in [
            (json!({ "kind": " " }), "kind"),
            (json!({ "agent_ids": ["x"] }), "agent_ids"),
            (json!({ "refresh": "daily" }), "refresh"),
            (json!({ "refresh": "01h" }), "refresh"),
            (json!({ "urls": [1] }), "urls"),
            (json!({ "text": ["x"] }), "text"),
            (json!({ "base_updated_at": "today" }), "base_updated_at"),
        ] {
            assert_eq!(refused(read_change(&body)), [field], "{body}");
        }
    }
}
