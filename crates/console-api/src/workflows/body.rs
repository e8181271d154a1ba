//! What creating and changing a rule read from their bodies, and how its parts look in answers: the same.

use std::collections::BTreeMap;

use colloquy_app::AppError;
use colloquy_app::workflows::{
    ActionInput, CallInput, ConditionInput, NewWorkflow, TriggerInput, WorkflowChange,
};
use colloquy_domain::workflow::{Comparison, HttpMethod, RecapMail};
use colloquy_http::Fields;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::filter::{self, Filter};
use crate::ids;

/// No text may be longer; the rules on each are the use case's and stricter.
const LONGEST_TEXT: usize = 20_000;
/// Most items of any list.
const MOST_ITEMS: usize = 100;

/// A new rule.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateWorkflow {
    /// For people.
    #[schema(min_length = 1, max_length = 100, pattern = "\\S")]
    name: String,
    /// true where it is left out.
    enabled: Option<bool>,
    when: When,
    /// For which conversations: all where it is left out.
    filter: Option<Filter>,
    /// Done in this order. One that has to be tried again holds up those behind it; one that failed for good does not.
    #[schema(min_items = 1, max_items = 10)]
    actions: Vec<Action>,
}

/// A change; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateWorkflow {
    /// For people.
    #[schema(min_length = 1, max_length = 100, pattern = "\\S")]
    name: Option<String>,
    /// Switches it on, for conversations that come from then on, or off.
    enabled: Option<bool>,
    when: Option<When>,
    filter: Option<Filter>,
    /// In place of those that it has.
    #[schema(min_items = 1, max_items = 10)]
    actions: Option<Vec<Action>>,
}

/// When a rule runs.
#[derive(Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum When {
    /// The transcript can be read.
    TranscriptReady,
    /// Every stage has ended.
    InsightsReady,
    /// A question has a certain answer of which the engine is sure.
    Signal {
        /// The question.
        #[schema(
            pattern = "^([a-z_]+_)?[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$|^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
        )]
        signal_definition_id: String,
        /// `is` and `is_not` for every kind of answer, `at_least` and `at_most` for numbers, `contains` for texts.
        comparison: ComparisonWord,
        /// true or false, a number or a text, as the question is answered.
        value: ConditionValue,
    },
}

/// How an answer compares.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComparisonWord {
    /// The same; texts in any case.
    Is,
    /// An answer, and another one.
    IsNot,
    /// As large or larger.
    AtLeast,
    /// As large or smaller.
    AtMost,
    /// The value stands in the answer, in any case.
    Contains,
}

/// What an answer is compared with.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum ConditionValue {
    /// For yes or no.
    Boolean(bool),
    /// For numbers.
    Number(f64),
    /// For options and texts.
    Text(String),
}

/// What a rule does.
#[derive(Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Action {
    /// Mails what the conversation was about, to one recipient at a time. Not with `transcript_ready`: a recap tells
    /// what the insights found. Needs the setting `smtp.url`.
    RecapMail {
        /// Everybody who took part and whose address the conversation names, or who owns it, or both.
        #[schema(max_items = 2, required = false)]
        to: Vec<RecapReader>,
        /// Further addresses; they are not told of private conversations.
        #[schema(max_items = 20, required = false)]
        extra: Vec<String>,
    },
    /// Calls an address, signed as webhooks are, by the rule's secret. `Idempotency-Key` is the same at every attempt
    /// until somebody has the run tried again.
    HttpCall {
        method: CallMethod,
        /// https address; redirects are not followed.
        #[schema(format = "uri", min_length = 1, max_length = 2048)]
        url: String,
        /// Further headers. Values are never shown: null here, and null in a change keeps the value for the same host.
        #[schema(required = false)]
        headers: BTreeMap<String, Option<String>>,
        /// Template of the body. Where `Content-Type` does not say otherwise, the body is JSON, and `{{ value }}`
        /// writes a value as JSON with its quotes. There are `if`, `for`, `with` and `raw`; lists of texts and numbers;
        /// `~` and `+`, but not in `for` and `with`, and eight times at most; the filters `tojson`,
        /// `default`, `upper`, `lower`, `trim`, `length`, `first`, `last`, `round`; and the values `workspace`,
        /// `conversation`, `participants`, `owner`, `summary`, `action_items`, `signals` (by name), `tags`, `links`.
        #[schema(max_length = 20000)]
        body: String,
    },
    /// Gives the conversation a tag, as a person would.
    Tag {
        #[schema(
            pattern = "^([a-z_]+_)?[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$|^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
        )]
        tag_id: String,
    },
}

/// Who of a conversation gets a recap.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecapReader {
    Participants,
    Owner,
}

/// Verb of a call.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum CallMethod {
    Post,
    Put,
    Patch,
}

/// Reads a new rule.
pub fn new_workflow(body: &Value) -> Result<NewWorkflow, AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["name", "when", "actions"] {
        fields.require(name);
    }
    let change = read(fields)?;
    let missing = || AppError::malformed("when", "required", "name, when and actions are required");
    Ok(NewWorkflow {
        name: change.name.ok_or_else(missing)?,
        enabled: change.enabled.unwrap_or(true),
        trigger: change.trigger.ok_or_else(missing)?,
        filter: change.filter.unwrap_or_default(),
        actions: change.actions.ok_or_else(missing)?,
    })
}

/// Reads a change.
pub fn change(body: &Value) -> Result<WorkflowChange, AppError> {
    read(Fields::of_body(body)?)
}

fn read(mut fields: Fields<'_>) -> Result<WorkflowChange, AppError> {
    let name = fields.string("name", 0, LONGEST_TEXT).map(str::to_owned);
    let enabled = fields.boolean("enabled");
    let trigger = part(&mut fields, "when", when).flatten();
    let filter = part(&mut fields, "filter", filter::read);
    let has_actions = fields.value("actions").is_some();
    let actions = fields.items("actions", MOST_ITEMS, action);
    fields.finish()?;
    // What could not be read has been refused.
    let actions = has_actions.then(|| actions.into_iter().flatten().collect());
    Ok(WorkflowChange { name, enabled, trigger, filter, actions })
}

/// What `read` makes of a member that is an object.
pub(super) fn part<'a, T>(
    fields: &mut Fields<'a>,
    name: &str,
    read: impl FnOnce(&mut Fields<'a>) -> T,
) -> Option<T> {
    let value = fields.value(name)?;
    let Some(mut inner) = Fields::of(value, &fields.path(name)) else {
        fields.refuse(name, "invalid_type", "must be an object");
        return None;
    };
    let found = read(&mut inner);
    fields.adopt(inner);
    Some(found)
}

fn when(fields: &mut Fields<'_>) -> Option<TriggerInput> {
    fields.require("type");
    match fields.string("type", 0, LONGEST_TEXT)? {
        "transcript_ready" => Some(TriggerInput::TranscriptReady),
        "insights_ready" => Some(TriggerInput::InsightsReady),
        "signal" => {
            for name in ["signal_definition_id", "comparison", "value"] {
                fields.require(name);
            }
            let definition_id = id(fields, "signal_definition_id", ids::signal_definition);
            let comparison = fields.string("comparison", 0, LONGEST_TEXT).and_then(|word| {
                let found = Comparison::parse(word);
                if found.is_none() {
                    let rule = "must be is, is_not, at_least, at_most or contains";
                    fields.refuse("comparison", "unknown_value", rule);
                }
                found
            });
            let value = match fields.value("value")? {
                Value::Bool(value) => Some(ConditionInput::Boolean(*value)),
                Value::Number(_) => fields.number("value").map(ConditionInput::Number),
                Value::String(_) => {
                    fields.string("value", 0, 1_000).map(|text| ConditionInput::Text(text.to_owned()))
                }
                _ => {
                    fields.refuse("value", "invalid_type", "must be true, false, a number or a string");
                    None
                }
            };
            Some(TriggerInput::Signal {
                definition_id: definition_id?,
                comparison: comparison?,
                value: value?,
            })
        }
        _ => {
            fields.refuse("type", "unknown_value", "must be transcript_ready, insights_ready or signal");
            None
        }
    }
}

/// An id; one that is none is a wrong shape.
fn id<T>(fields: &mut Fields<'_>, name: &str, read: fn(&str) -> Result<T, AppError>) -> Option<T> {
    let found = read(fields.string(name, 0, LONGEST_TEXT)?).ok();
    if found.is_none() {
        fields.refuse(name, "invalid_format", "must be an id");
    }
    found
}

fn action(fields: &mut Fields<'_>) -> Option<ActionInput> {
    fields.require("type");
    match fields.string("type", 0, LONGEST_TEXT)? {
        "recap_mail" => Some(ActionInput::RecapMail(recap(fields))),
        "http_call" => call(fields).map(ActionInput::HttpCall),
        "tag" => {
            fields.require("tag_id");
            id(fields, "tag_id", ids::tag).map(ActionInput::Tag)
        }
        _ => {
            fields.refuse("type", "unknown_value", "must be recap_mail, http_call or tag");
            None
        }
    }
}

fn recap(fields: &mut Fields<'_>) -> RecapMail {
    fields.only(&["type", "to", "extra"]);
    let to = fields.strings("to", 2, 20).unwrap_or_default();
    if to.iter().any(|word| !["participants", "owner"].contains(&word.as_str())) {
        fields.refuse("to", "unknown_value", "must hold participants and owner only");
    }
    RecapMail {
        to_participants: to.iter().any(|word| word == "participants"),
        to_owner: to.iter().any(|word| word == "owner"),
        extra: fields.strings("extra", MOST_ITEMS, 320).unwrap_or_default(),
    }
}

fn call(fields: &mut Fields<'_>) -> Option<CallInput> {
    fields.only(&["type", "method", "url", "headers", "body"]);
    for name in ["method", "url", "body"] {
        fields.require(name);
    }
    let method = fields.string("method", 0, LONGEST_TEXT).and_then(|word| {
        let found = HttpMethod::parse(word);
        if found.is_none() {
            fields.refuse("method", "unknown_value", "must be POST, PUT or PATCH");
        }
        found
    });
    let url = fields.string("url", 0, LONGEST_TEXT).map(str::to_owned);
    let body = fields.string("body", 0, LONGEST_TEXT).map(str::to_owned);
    let headers = headers(fields);
    Some(CallInput { method: method?, url: url?, headers, body: body? })
}

fn headers(fields: &mut Fields<'_>) -> Vec<(String, Option<String>)> {
    let Some(value) = fields.value("headers") else { return Vec::new() };
    let Some(members) = value.as_object().filter(|members| members.len() <= MOST_ITEMS) else {
        fields.refuse("headers", "invalid_type", "must be an object of at most 20 members");
        return Vec::new();
    };
    let mut found = Vec::with_capacity(members.len());
    for (name, value) in members {
        match value {
            Value::Null => found.push((name.clone(), None)),
            Value::String(text) => found.push((name.clone(), Some(text.clone()))),
            _ => fields.refuse("headers", "invalid_type", "must hold strings, or null to keep a value"),
        }
    }
    found
}
