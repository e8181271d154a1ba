//! The questions that a workspace asks of its conversations: adding, changing, removing.

use colloquy_domain::signal::{SignalDefinition, SignalKind};
use colloquy_domain::{SignalDefinitionId, WorkspaceId};
use colloquy_store::{Durability, StoreError, signal_definitions};

use crate::{App, AppError, FieldProblem};

/// Longest name, question, guidance, keyword and unit, in characters.
const LONGEST_NAME: usize = 64;
const LONGEST_QUESTION: usize = 500;
const LONGEST_GUIDANCE: usize = 2_000;
const LONGEST_WORD: usize = 100;
/// Most keywords.
const MOST_WORDS: usize = 50;
/// Most options: as many as an endpoint tells the probabilities of.
const MOST_OPTIONS: usize = 20;

/// What a question is, beside its id.
#[derive(Debug, Clone)]
pub struct SignalContent {
    /// Short stable name: small letters, digits and underscores.
    pub name: String,
    /// The question in full.
    pub question: String,
    /// What counts and what does not.
    pub guidance: Option<String>,
    /// Kind of the answer.
    pub kind: SignalKind,
    /// Words and phrases that point to it.
    pub keywords: Vec<String>,
    /// Whether it is asked of new conversations.
    pub enabled: bool,
}

/// What is to change; `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct SignalChange {
    /// New name.
    pub name: Option<String>,
    /// New question.
    pub question: Option<String>,
    /// New guidance, or none any more.
    pub guidance: Option<Option<String>>,
    /// New kind of answer.
    pub kind: Option<SignalKind>,
    /// New keywords.
    pub keywords: Option<Vec<String>>,
    /// Switch on or off.
    pub enabled: Option<bool>,
}

/// All questions of a workspace, oldest first.
pub async fn list(app: &App, workspace_id: WorkspaceId) -> Result<Vec<SignalDefinition>, AppError> {
    Ok(signal_definitions::list(app.store.reader(), workspace_id, false).await?)
}

/// One question.
pub async fn get(
    app: &App,
    workspace_id: WorkspaceId,
    id: SignalDefinitionId,
) -> Result<SignalDefinition, AppError> {
    let found = signal_definitions::get(app.store.reader(), workspace_id, id).await?;
    found.ok_or(AppError::NotFound("signal definition"))
}

/// Adds a question; it is asked of conversations that come from now on.
pub async fn create(
    app: &App,
    workspace_id: WorkspaceId,
    content: SignalContent,
) -> Result<SignalDefinition, AppError> {
    let now = app.now();
    let definition = SignalDefinition {
        id: SignalDefinitionId::generate(),
        workspace_id,
        name: content.name,
        question: content.question,
        guidance: content.guidance,
        kind: content.kind,
        keywords: content.keywords,
        enabled: content.enabled,
        created_at: now,
        updated_at: now,
    };
    check(&definition)?;
    let saved = definition.clone();
    let written = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { signal_definitions::insert(tx, &saved).await })
        })
        .await;
    answer(written).map(|()| definition)
}

/// Changes a question. Answers that were given already stay as they are.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: SignalDefinitionId,
    change: SignalChange,
) -> Result<SignalDefinition, AppError> {
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = signal_definitions::get_for_update(tx, workspace_id, id).await?;
                let mut definition = found.ok_or(AppError::NotFound("signal definition"))?;
                definition.name = change.name.unwrap_or(definition.name);
                definition.question = change.question.unwrap_or(definition.question);
                definition.guidance = change.guidance.unwrap_or(definition.guidance);
                definition.kind = change.kind.unwrap_or(definition.kind);
                definition.keywords = change.keywords.unwrap_or(definition.keywords);
                definition.enabled = change.enabled.unwrap_or(definition.enabled);
                definition.updated_at = now;
                check(&definition)?;
                answer(signal_definitions::update(tx, &definition).await)?;
                Ok(definition)
            })
        })
        .await
}

/// Removes a question. Answers that were given already stay.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: SignalDefinitionId) -> Result<(), AppError> {
    let now = app.now();
    let deleted = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { signal_definitions::delete(tx, workspace_id, id, now).await })
        })
        .await;
    answer(deleted)
}

fn answer(written: Result<(), StoreError>) -> Result<(), AppError> {
    match written {
        Err(StoreError::Conflict { .. }) => {
            Err(AppError::Conflict("a signal definition has this name already".into()))
        }
        Err(StoreError::NotFound(_)) => Err(AppError::NotFound("signal definition")),
        other => Ok(other?),
    }
}

/// Every rule on values, all told at once.
pub(crate) fn check(definition: &SignalDefinition) -> Result<(), AppError> {
    let mut problems = Vec::new();
    let mut refuse = |field: &str, code, rule: &str| {
        problems.push(FieldProblem::new(field, code, format!("{field} {rule}")));
    };
    if !is_name(&definition.name) {
        refuse(
            "name",
            "invalid_format",
            "must be 1 to 64 small letters, digits and underscores, the first a letter",
        );
    }
    let question_length = definition.question.trim().chars().count();
    if !(3..=LONGEST_QUESTION).contains(&question_length) {
        refuse("question", "invalid_length", "must have 3 to 500 characters");
    }
    if definition.guidance.as_ref().is_some_and(|text| text.chars().count() > LONGEST_GUIDANCE) {
        refuse("guidance", "invalid_length", "must have at most 2000 characters");
    }
    match &definition.kind {
        SignalKind::Choice { options } => {
            if !(2..=MOST_OPTIONS).contains(&options.len()) || !are_words(options) {
                let rule = "must be 2 to 20 options of 1 to 100 characters, all different";
                refuse("kind.options", "invalid_options", rule);
            }
        }
        SignalKind::Number { unit: Some(unit) } if !is_word(unit) => {
            refuse("kind.unit", "invalid_length", "must have 1 to 100 characters");
        }
        SignalKind::Number { .. } | SignalKind::YesNo | SignalKind::Text => {}
    }
    if !are_words(&definition.keywords) {
        let rule = "must be at most 50 words or phrases of 1 to 100 characters, all different";
        refuse("keywords", "invalid_keywords", rule);
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}

fn is_name(text: &str) -> bool {
    text.len() <= LONGEST_NAME
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn is_word(text: &str) -> bool {
    (1..=LONGEST_WORD).contains(&text.trim().chars().count())
}

/// Options that differ in case or spaces only would be the same to whoever answers.
fn are_words(texts: &[String]) -> bool {
    let different: std::collections::BTreeSet<String> = texts
        .iter()
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
        .collect();
    texts.len() <= MOST_WORDS && different.len() == texts.len() && texts.iter().all(|text| is_word(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn broken(change: impl FnOnce(&mut SignalDefinition)) -> Vec<String> {
        let now = datetime!(2026-03-01 12:00 UTC);
        let mut definition = SignalDefinition {
            id: SignalDefinitionId::generate(),
            workspace_id: WorkspaceId::generate(),
            name: "pricing_discussed".into(),
            question: "Was a price discussed?".into(),
            guidance: None,
            kind: SignalKind::YesNo,
            keywords: vec!["price".into()],
            enabled: true,
            created_at: now,
            updated_at: now,
        };
        change(&mut definition);
        match check(&definition) {
            Err(AppError::Invalid(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
            _ => Vec::new(),
        }
    }

    fn choice(options: &[&str]) -> SignalKind {
        SignalKind::Choice { options: options.iter().map(|option| (*option).to_owned()).collect() }
    }

    #[test]
    fn every_rule_is_told_by_its_field() {
        assert_eq!(broken(|_| {}), Vec::<String>::new());
        assert_eq!(broken(|it| it.kind = choice(&["won", "lost"])), Vec::<String>::new());
        for name in ["", "Price", "1st", "a b", &"a".repeat(65)] {
            assert_eq!(broken(|it| it.name = name.into()), ["name"], "{name}");
        }
        let numbered = |count: usize| -> SignalKind {
            SignalKind::Choice { options: (0..count).map(|number| number.to_string()).collect() }
        };
        assert_eq!(broken(|it| it.kind = numbered(20)), Vec::<String>::new());
        assert_eq!(broken(|it| it.kind = numbered(21)), ["kind.options"]);
        for options in [&[][..], &["won"], &["won", " Won"], &["a  b", "a B"], &["won", ""]] {
            assert_eq!(broken(|it| it.kind = choice(options)), ["kind.options"], "{options:?}");
        }
        let several = broken(|it| {
            it.question = "?".into();
            it.guidance = Some("x".repeat(2_001));
            it.keywords = vec!["a".into(), "A".into()];
            it.kind = SignalKind::Number { unit: Some(String::new()) };
        });
        assert_eq!(several, ["question", "guidance", "kind.unit", "keywords"]);
    }
}
