//! The rules on rules: every broken one is told at once, by its field.

use std::collections::BTreeMap;

use colloquy_domain::signal::{SignalDefinition, SignalKind, SignalValue};
use colloquy_domain::workflow::{
    Action, Comparison, HttpCall, HttpMethod, RecapMail, SignalCondition, Trigger, Workflow,
};
use colloquy_domain::{SignalDefinitionId, TagId};
use colloquy_netguard::Guard;
use colloquy_store::{StoreError, Tx, signal_definitions, tags};
use url::Url;

use super::template::{LONGEST_TEMPLATE, try_out};
use crate::{App, AppError, FieldProblem};

/// Longest name, in characters.
const LONGEST_NAME: usize = 100;
/// Most actions of a rule.
const MOST_ACTIONS: usize = 10;
/// Most addresses beside those of the conversation.
const MOST_EXTRA: usize = 20;
/// Most headers of a call, and the longest value.
const MOST_HEADERS: usize = 20;
const LONGEST_HEADER: usize = 4_096;
/// Headers that are ours to set, or that are about the connection.
const OWN_HEADERS: [&str; 12] = [
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "host",
    "idempotency-key",
    "keep-alive",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
const OWN_PREFIXES: [&str; 2] = ["svix-", "webhook-"];

/// When a rule is to run, as it is asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum TriggerInput {
    /// The transcript can be read.
    TranscriptReady,
    /// Every stage has ended.
    InsightsReady,
    /// A question has a certain answer.
    Signal {
        /// The question.
        definition_id: SignalDefinitionId,
        /// How the answer compares.
        comparison: Comparison,
        /// With what.
        value: ConditionInput,
    },
}

/// What an answer is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum ConditionInput {
    /// For yes or no.
    Boolean(bool),
    /// For numbers.
    Number(f64),
    /// For texts and options.
    Text(String),
}

/// An action, as it is asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum ActionInput {
    /// A recap.
    RecapMail(RecapMail),
    /// A call.
    HttpCall(CallInput),
    /// A tag.
    Tag(TagId),
}

/// A call, as it is asked for.
#[derive(Clone, PartialEq)]
pub struct CallInput {
    /// The verb.
    pub method: HttpMethod,
    /// The address.
    pub url: String,
    /// Names and values; without a value the one that the rule has for a call to the same host stays.
    pub headers: Vec<(String, Option<String>)>,
    /// Template of the body.
    pub body: String,
}

impl std::fmt::Debug for CallInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CallInput").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Collects what is wrong.
pub(super) struct Checker<'a> {
    pub app: &'a App,
    pub tx: &'a Tx,
    /// What [`broken_bodies`] found.
    pub broken_bodies: BTreeMap<usize, String>,
    pub problems: Vec<FieldProblem>,
}

/// Tries the templates of the calls on a made-up conversation: what is wrong, by the action's position. Beforehand,
/// because a transaction must not wait for a template.
pub(super) async fn broken_bodies(inputs: &[ActionInput], known: &[Action]) -> BTreeMap<usize, String> {
    let mut broken = BTreeMap::new();
    for (position, input) in inputs.iter().enumerate().take(MOST_ACTIONS) {
        let ActionInput::HttpCall(input) = input else { continue };
        // These are refused for their lengths.
        if input.body.chars().count() > LONGEST_TEMPLATE || input.headers.len() > MOST_HEADERS {
            continue;
        }
        let header = |(name, value): &(String, Option<String>)| {
            let value = value.clone().or_else(|| kept_header(known, &input.url, name))?;
            Some((name.clone(), value))
        };
        let call = HttpCall {
            method: input.method,
            url: input.url.clone(),
            headers: input.headers.iter().filter_map(header).collect(),
            body: input.body.clone(),
        };
        if let Err(error) = try_out(call).await {
            broken.insert(position, error);
        }
    }
    broken
}

impl Checker<'_> {
    fn refuse(&mut self, field: &str, code: &'static str, rule: &str) {
        self.problems.push(FieldProblem::new(field, code, format!("{field} {rule}")));
    }

    /// Refuses the rule where anything was wrong.
    pub fn finish(self) -> Result<(), AppError> {
        if self.problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(self.problems)) }
    }

    pub fn name(&mut self, name: &str) {
        if !(1..=LONGEST_NAME).contains(&name.chars().count()) {
            self.refuse("name", "invalid_length", "must have 1 to 100 characters");
        }
    }

    /// What concerns trigger and actions together.
    pub fn whole(&mut self, workflow: &Workflow) {
        let has_recap = workflow.actions.iter().any(|action| matches!(action, Action::RecapMail(_)));
        if has_recap && workflow.trigger == Trigger::TranscriptReady {
            let rule = "must be insights_ready or signal: a recap tells what the insights found";
            self.refuse("when.type", "too_early", rule);
        }
    }

    pub async fn trigger(
        &mut self,
        workflow: &Workflow,
        input: TriggerInput,
    ) -> Result<Option<Trigger>, StoreError> {
        let (definition_id, comparison, value) = match input {
            TriggerInput::TranscriptReady => return Ok(Some(Trigger::TranscriptReady)),
            TriggerInput::InsightsReady => return Ok(Some(Trigger::InsightsReady)),
            TriggerInput::Signal { definition_id, comparison, value } => (definition_id, comparison, value),
        };
        let found = signal_definitions::get(self.tx, workflow.workspace_id, definition_id).await?;
        let Some(definition) = found else {
            self.refuse("when.signal_definition_id", "unknown", "names no signal definition");
            return Ok(None);
        };
        let value = match compared(&definition, comparison, value) {
            Ok(value) => value,
            Err((field, rule)) => {
                self.refuse(field, "unfit", &rule);
                return Ok(None);
            }
        };
        Ok(Some(Trigger::Signal(SignalCondition { definition_id, comparison, value })))
    }

    pub async fn actions(
        &mut self,
        workflow: &Workflow,
        inputs: Vec<ActionInput>,
    ) -> Result<Vec<Action>, StoreError> {
        if !(1..=MOST_ACTIONS).contains(&inputs.len()) {
            self.refuse("actions", "invalid_length", "must be 1 to 10 actions");
        }
        let mut actions = Vec::with_capacity(inputs.len());
        for (position, input) in inputs.into_iter().enumerate().take(MOST_ACTIONS) {
            let place = format!("actions[{position}]");
            match input {
                ActionInput::RecapMail(mail) => {
                    self.recap(&place, &mail);
                    actions.push(Action::RecapMail(mail));
                }
                ActionInput::HttpCall(call) => {
                    if let Some(call) = self.call(position, call, &workflow.actions) {
                        actions.push(Action::HttpCall(call));
                    }
                }
                ActionInput::Tag(tag_id) => {
                    if tags::get(self.tx, workflow.workspace_id, tag_id).await?.is_none() {
                        self.refuse(&format!("{place}.tag_id"), "unknown", "names no tag");
                    }
                    actions.push(Action::Tag { tag_id });
                }
            }
        }
        Ok(actions)
    }

    fn recap(&mut self, place: &str, mail: &RecapMail) {
        if self.app.mailer.is_none() {
            let rule = "cannot be done: no mail server is set; the setting is smtp.url";
            self.refuse(place, "not_configured", rule);
        }
        let extra = format!("{place}.extra");
        if mail.extra.len() > MOST_EXTRA {
            self.refuse(&extra, "invalid_length", "must be at most 20 addresses");
        }
        if mail.extra.iter().any(|address| !colloquy_mail::is_address(address)) {
            self.refuse(&extra, "invalid_format", "must hold plain e-mail addresses, such as a@b.example");
        }
        if !mail.to_participants && !mail.to_owner && mail.extra.is_empty() {
            self.refuse(
                &format!("{place}.to"),
                "required",
                "must name participants or owner, or extra addresses",
            );
        }
    }

    fn call(&mut self, position: usize, input: CallInput, known: &[Action]) -> Option<HttpCall> {
        let before = self.problems.len();
        let place = format!("actions[{position}]");
        let field = |name: &str| format!("{place}.{name}");
        if input.url.len() > Guard::MAX_URL_BYTES {
            self.refuse(&field("url"), "too_long", "is too long");
        } else if let Err(refused) = self.app.guard.check_url(&input.url) {
            self.refuse(&field("url"), "refused_url", &format!("is refused: {refused}"));
        }
        if input.headers.len() > MOST_HEADERS {
            self.refuse(&field("headers"), "invalid_length", "must be at most 20");
        }
        let mut headers: Vec<(String, String)> = Vec::with_capacity(input.headers.len());
        for (name, value) in input.headers.into_iter().take(MOST_HEADERS) {
            let field = format!("{place}.headers.{name}");
            let Some(value) = value.or_else(|| kept_header(known, &input.url, &name)) else {
                self.refuse(&field, "required", "needs its value: there is none for this host");
                continue;
            };
            if !is_header_name(&name) || headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(&name)) {
                self.refuse(&field, "invalid_name", "is no header that can be set here, or comes twice");
            }
            let is_text = value.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~'));
            if !is_text || value.len() > LONGEST_HEADER {
                let rule = "must be at most 4096 printable ASCII characters";
                self.refuse(&field, "invalid_characters", rule);
            }
            headers.push((name, value));
        }
        if input.body.chars().count() > LONGEST_TEMPLATE {
            self.refuse(&field("body"), "invalid_length", "must have at most 20000 characters");
        }
        let call = HttpCall { method: input.method, url: input.url, headers, body: input.body };
        if self.problems.len() == before
            && let Some(error) = self.broken_bodies.remove(&position)
        {
            self.refuse(&field("body"), "broken_template", &format!("cannot be used: {error}"));
        }
        (self.problems.len() == before).then_some(call)
    }
}

/// The value that a rule has for a header. Not for another host: a secret must not be sent where its writer did not
/// say.
fn kept_header(known: &[Action], url: &str, name: &str) -> Option<String> {
    let origin = Url::parse(url).ok()?.origin();
    known.iter().find_map(|action| {
        let Action::HttpCall(call) = action else { return None };
        let is_same_host = Url::parse(&call.url).ok()?.origin() == origin;
        let header = call.headers.iter().find(|(known, _)| is_same_host && known.eq_ignore_ascii_case(name));
        header.map(|(_, value)| value.clone())
    })
}

fn is_header_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let lower = name.to_ascii_lowercase();
    (1..=100).contains(&name.len())
        && name.bytes().all(is_token)
        && !OWN_HEADERS.contains(&lower.as_str())
        && !OWN_PREFIXES.iter().any(|prefix| lower.starts_with(prefix))
}

/// The value in the words of the question, or the field that does not fit and why.
fn compared(
    definition: &SignalDefinition,
    comparison: Comparison,
    value: ConditionInput,
) -> Result<SignalValue, (&'static str, String)> {
    use Comparison::{AtLeast, AtMost, Contains, Is, IsNot};
    let (fits, value) = match (&definition.kind, value) {
        (SignalKind::YesNo, ConditionInput::Boolean(value)) => (&[Is, IsNot][..], SignalValue::YesNo(value)),
        (SignalKind::Number { .. }, ConditionInput::Number(value)) => {
            (&[Is, IsNot, AtLeast, AtMost][..], SignalValue::Number(value))
        }
        (SignalKind::Choice { options }, ConditionInput::Text(value)) => {
            if !options.iter().any(|option| option.to_lowercase() == value.trim().to_lowercase()) {
                return Err(("when.value", format!("must be one of {}", options.join(", "))));
            }
            (&[Is, IsNot][..], SignalValue::Choice(value))
        }
        (SignalKind::Text, ConditionInput::Text(value)) if !value.trim().is_empty() => {
            (&[Is, IsNot, Contains][..], SignalValue::Text(value))
        }
        (kind, _) => {
            let expected = match kind {
                SignalKind::YesNo => "true or false",
                SignalKind::Number { .. } => "a number",
                SignalKind::Choice { .. } | SignalKind::Text => "a text",
            };
            return Err((
                "when.value",
                format!("must be {expected}: that is how {} is answered", definition.name),
            ));
        }
    };
    if fits.contains(&comparison) {
        return Ok(value);
    }
    let words: Vec<&str> = fits.iter().map(|comparison| comparison.as_str()).collect();
    Err(("when.comparison", format!("must be one of {} for {}", words.join(", "), definition.name)))
}
