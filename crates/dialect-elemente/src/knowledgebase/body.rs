//! What a client writes of a knowledge base.

use colloquy_app::AppError;
use colloquy_app::knowledge::NewKnowledgeBase;
use colloquy_domain::AgentId;
use colloquy_domain::knowledge::Refresh;
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use crate::members::{self, LONGEST_TAG, LONGEST_TEXT, LONGEST_URL};
use crate::schema::{Id, PageUrl};

/// Longest name or title: a title may be a question.
const LONGEST_TITLE: usize = 1_000;

/// Longest text of its own, in characters.
const LONGEST_OWN_TEXT: usize = 2 << 20;

/// Most pages.
const MOST_URLS: usize = 100;

/// A new knowledge base. One of `name` and `title` has to say something, and stands for the other one.
#[derive(ToSchema)]
#[schema(as = ElementeCreateKnowledgeBase, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateKnowledgeBase {
    #[schema(max_length = 1000)]
    name: Option<String>,
    /// `faq`, `text`, `url` or any other word.
    #[schema(rename = "type", min_length = 1, max_length = 64, pattern = r"\S")]
    kind: String,
    /// The agents that may look things up in it; none: all.
    #[schema(max_items = 100)]
    agent_ids: Vec<Id>,
    #[schema(max_length = 1000)]
    title: Option<String>,
    #[schema(max_length = 2097152)]
    text: Option<String>,
    #[schema(max_length = 10000)]
    description: Option<String>,
    /// Pages and documents to read, by http or https.
    #[schema(max_items = 100)]
    urls: Option<Vec<PageUrl>>,
    /// How often they are read again: `manual`, or a number of hours, days or weeks, such as `12h`.
    #[schema(max_length = 64, pattern = "^(manual|0*[1-9][0-9]{0,2}[hdw])$")]
    refresh_frequency: Option<String>,
}

/// A change; what is left out stays.
#[derive(ToSchema)]
#[schema(as = ElementeUpdateKnowledgeBase, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateKnowledgeBase {
    #[schema(max_length = 1000)]
    name: Option<String>,
    #[schema(rename = "type", min_length = 1, max_length = 64, pattern = r"\S")]
    kind: Option<String>,
    #[schema(max_items = 100)]
    agent_ids: Option<Vec<Id>>,
    #[schema(max_length = 1000)]
    title: Option<String>,
    #[schema(max_length = 2097152)]
    text: Option<String>,
    #[schema(max_length = 10000)]
    description: Option<String>,
    #[schema(max_items = 100)]
    urls: Option<Vec<PageUrl>>,
    #[schema(max_length = 64, pattern = "^(manual|0*[1-9][0-9]{0,2}[hdw])$")]
    refresh_frequency: Option<String>,
}

/// What a body says of a knowledge base: none of a member where it is left out.
#[derive(Debug, Clone, Default)]
pub struct Given {
    name: Option<String>,
    kind: Option<String>,
    agent_ids: Option<Vec<AgentId>>,
    title: Option<String>,
    text: Option<String>,
    description: Option<String>,
    urls: Option<Vec<String>>,
    refresh: Option<Refresh>,
}

impl Given {
    /// Puts what was given over what there is. An empty text or description is none.
    pub fn put_over(&self, base: &mut NewKnowledgeBase) {
        if let Some(name) = &self.name {
            base.name.clone_from(name);
        }
        if let Some(kind) = &self.kind {
            base.kind.clone_from(kind);
        }
        if let Some(agent_ids) = &self.agent_ids {
            base.agent_ids.clone_from(agent_ids);
        }
        if let Some(title) = &self.title {
            base.title.clone_from(title);
        }
        if let Some(text) = &self.text {
            base.text = Some(text.clone()).filter(|text| !text.trim().is_empty());
        }
        if let Some(description) = &self.description {
            base.description = Some(description.clone()).filter(|text| !text.trim().is_empty());
        }
        if let Some(urls) = &self.urls {
            base.urls.clone_from(urls);
        }
        if let Some(refresh) = self.refresh {
            base.refresh = refresh;
        }
    }
}

/// Reads a new knowledge base.
pub fn read_new(body: &Value) -> Result<NewKnowledgeBase, AppError> {
    let given = members::body(body, |fields| {
        fields.require("type");
        fields.require("agentIds");
        let given = given(fields);
        if given.name.is_none() && given.title.is_none() {
            fields.refuse("title", "required", "is required");
        }
        given
    })?;
    let either = given.name.clone().or_else(|| given.title.clone()).unwrap_or_default();
    let mut base = NewKnowledgeBase {
        title: given.title.clone().unwrap_or_else(|| either.clone()),
        name: either,
        kind: String::new(),
        text: None,
        description: None,
        urls: Vec::new(),
        agent_ids: Vec::new(),
        refresh: Refresh::Manual,
    };
    given.put_over(&mut base);
    Ok(base)
}

/// Reads what is to become of a knowledge base.
pub fn read_change(body: &Value) -> Result<Given, AppError> {
    members::body(body, given)
}

fn given(fields: &mut Fields<'_>) -> Given {
    Given {
        name: members::words(fields, "name", LONGEST_TITLE),
        kind: kind(fields),
        agent_ids: members::ids(fields, "agentIds").map(|ids| ids.into_iter().map(AgentId).collect()),
        title: members::words(fields, "title", LONGEST_TITLE),
        text: members::text(fields, "text", LONGEST_OWN_TEXT),
        description: members::text(fields, "description", LONGEST_TEXT),
        urls: fields.strings("urls", MOST_URLS, LONGEST_URL),
        refresh: refresh(fields),
    }
}

fn kind(fields: &mut Fields<'_>) -> Option<String> {
    let kind = fields.string("type", 1, LONGEST_TAG)?;
    if kind.trim().is_empty() {
        fields.refuse("type", "invalid_length", "must not be blank");
    }
    Some(kind.to_owned())
}

fn refresh(fields: &mut Fields<'_>) -> Option<Refresh> {
    let text = fields.string("refreshFrequency", 0, LONGEST_TAG)?;
    let refresh = Refresh::parse(text);
    if refresh.is_none() {
        let rule = "must be manual, or a number from 1 to 999 and h, d or w, such as 12h";
        fields.refuse("refreshFrequency", "invalid_format", rule);
    }
    refresh
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::refused;
    use colloquy_domain::knowledge::RefreshUnit;
    use serde_json::json;

    #[test]
    fn name_and_title_stand_for_each_other() {
        let read = |more: Value| {
            let mut body = json!({ "type": "faq", "agentIds": [] });
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            read_new(&body).map(|base| (base.name, base.title))
        };
        let both = |name: &str, title: &str| (name.to_owned(), title.to_owned());
        assert_eq!(read(json!({ "name": "N" })).unwrap(), both("N", "N"));
        assert_eq!(read(json!({ "title": "T" })).unwrap(), both("T", "T"));
        assert_eq!(read(json!({ "name": "N", "title": "T" })).unwrap(), both("N", "T"));
        assert_eq!(read(json!({ "name": " ", "title": "T" })).unwrap(), both("T", "T"));
        assert_eq!(refused(read(json!({ "name": "", "title": null }))), ["title"]);
        assert_eq!(refused(read_new(&json!({ "title": "T" }))), ["type", "agentIds"]);
    }

    #[test]
    fn a_change_leaves_what_it_does_not_say() {
        let body = json!({
            "title": "T", "type": "faq", "agentIds": [], "text": "We open at nine.", "refreshFrequency": "1d",
        });
        let mut base = read_new(&body).unwrap();
        assert_eq!(base.refresh, Refresh::Every(1, RefreshUnit::Days));
        read_change(&json!({ "description": "Hours", "text": null })).unwrap().put_over(&mut base);
        assert_eq!(
            (base.text.as_deref(), base.description.as_deref()),
            (Some("We open at nine."), Some("Hours"))
        );
        read_change(&json!({ "refreshFrequency": "001h" })).unwrap().put_over(&mut base);
        assert_eq!(base.refresh, Refresh::Every(1, RefreshUnit::Hours));
        read_change(&json!({ "text": "", "refreshFrequency": "manual" })).unwrap().put_over(&mut base);
        assert_eq!((base.text, base.refresh), (None, Refresh::Manual));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (body, field) in [
            (json!({ "type": " " }), "type"),
            (json!({ "agentIds": ["x"] }), "agentIds"),
            (json!({ "agentIds": "x" }), "agentIds"),
            (json!({ "refreshFrequency": "daily" }), "refreshFrequency"),
            (json!({ "refreshFrequency": "" }), "refreshFrequency"),
            (json!({ "refreshFrequency": "00h" }), "refreshFrequency"),
            (json!({ "refreshFrequency": "1.5h" }), "refreshFrequency"),
            (json!({ "urls": [1] }), "urls"),
            (json!({ "text": ["x"] }), "text"),
        ] {
            assert_eq!(refused(read_change(&body)), [field], "{body}");
        }
    }
}
