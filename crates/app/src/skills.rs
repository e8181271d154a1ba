//! Skills: the tasks that agents carry out in dialogues.

use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::skill::Skill;
use colloquy_domain::text::one_line;
use colloquy_domain::{SkillId, WorkspaceId};
use colloquy_store::{Durability, skills};
use serde_json::{Map, Value};

use crate::agent_profiles::Refusals;
use crate::clock::dated;
use crate::lists::{Page, Walk};
use crate::{App, AppError, onward};

/// Longest name, in characters.
const LONGEST_NAME: usize = 255;
/// Longest description, in characters.
const LONGEST_DESCRIPTION: usize = 10_000;
/// Longest name of a language, in characters.
const LONGEST_LANGUAGE: usize = 100;
/// Longest first message, in characters: no message is longer.
const LONGEST_MESSAGE: usize = colloquy_domain::dialogue_message::LONGEST_CONTENT;
/// Longest prompt, in characters.
const LONGEST_PROMPT: usize = 100_000;
/// Most that is kept for clients as JSON, in bytes.
const MOST_JSON_BYTES: usize = 64 << 10;

/// What a skill is, beside its id.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSkill {
    /// Name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// One that is not active begins no dialogue.
    pub is_active: bool,
    /// The first thing that the agent says: a template.
    pub initial_message: Option<String>,
    /// What the agent is told to do: a template.
    pub prompt: Option<String>,
    /// Kept for clients.
    pub routing_conditions: Map<String, Value>,
}

/// Makes a skill.
///
/// # Errors
/// [`AppError::Malformed`] naming each field that breaks a rule.
pub async fn create(app: &App, workspace_id: WorkspaceId, new: NewSkill) -> Result<Skill, AppError> {
    let (new, now) = (checked(new)?, app.now());
    let skill = Skill {
        id: SkillId::generate(),
        workspace_id,
        name: new.name,
        description: new.description,
        language: new.language,
        is_active: new.is_active,
        initial_message: new.initial_message,
        prompt: new.prompt,
        routing_conditions: new.routing_conditions,
        created_at: now,
        updated_at: now,
    };
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                skills::insert(tx, &skill).await?;
                Ok(skill)
            })
        })
        .await
}

/// One skill.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: SkillId) -> Result<Skill, AppError> {
    skills::get(app.store.reader(), workspace_id, id).await?.ok_or(AppError::NotFound("skill"))
}

/// Skills, the newest first.
pub async fn list(app: &App, workspace_id: WorkspaceId, slice: Slice) -> Result<Sliced<Skill>, AppError> {
    Ok(skills::list(app.store.reader(), workspace_id, slice).await?)
}

/// Skills page by page, the newest first.
pub async fn page(
    app: &App,
    workspace_id: WorkspaceId,
    walk: Walk,
    limit: u64,
) -> Result<Page<Skill>, AppError> {
    let rows = onward::rows_of(limit);
    let found = skills::onward(app.store.reader(), workspace_id, walk.after, rows).await?;
    Ok(onward::page(found, limit, |skill| (skill.created_at, skill.id.0)))
}

/// Changes a skill. Dialogues that have begun keep what they began with.
///
/// # Errors
/// As [`create`], and [`AppError::NotFound`].
pub async fn change(
    app: &App,
    workspace_id: WorkspaceId,
    id: SkillId,
    change: impl FnOnce(&mut NewSkill) + Send + 'static,
) -> Result<Skill, AppError> {
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = skills::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("skill"))?;
                let mut content = content_of(&before);
                change(&mut content);
                let content = checked(content)?;
                let mut after = Skill {
                    name: content.name,
                    description: content.description,
                    language: content.language,
                    is_active: content.is_active,
                    initial_message: content.initial_message,
                    prompt: content.prompt,
                    routing_conditions: content.routing_conditions,
                    ..before.clone()
                };
                if after != before {
                    after.updated_at = dated(tx, before.updated_at);
                    skills::update(tx, &after).await?;
                }
                Ok(after)
            })
        })
        .await
}

/// Deletes a skill: no more dialogues begin with it.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: SkillId) -> Result<(), AppError> {
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let was_there = skills::delete(tx, workspace_id, id, now).await?;
                if was_there { Ok(()) } else { Err(AppError::NotFound("skill")) }
            })
        })
        .await
}

fn content_of(skill: &Skill) -> NewSkill {
    let skill = skill.clone();
    NewSkill {
        name: skill.name,
        description: skill.description,
        language: skill.language,
        is_active: skill.is_active,
        initial_message: skill.initial_message,
        prompt: skill.prompt,
        routing_conditions: skill.routing_conditions,
    }
}

fn checked(mut new: NewSkill) -> Result<NewSkill, AppError> {
    let mut refusals = Refusals::default();
    new.name = one_line(&new.name).trim().to_owned();
    if new.name.is_empty() {
        refusals.refuse("name", "required", "must not be blank");
    }
    new.language = new.language.map(|language| one_line(&language).trim().to_owned());
    new.language = new.language.filter(|language| !language.is_empty());
    refusals.length("name", &new.name, 0, LONGEST_NAME);
    refusals.longest("description", new.description.as_deref(), LONGEST_DESCRIPTION);
    refusals.longest("language", new.language.as_deref(), LONGEST_LANGUAGE);
    refusals.longest("initial_message", new.initial_message.as_deref(), LONGEST_MESSAGE);
    refusals.longest("prompt", new.prompt.as_deref(), LONGEST_PROMPT);
    refusals.json("routing_conditions", &new.routing_conditions, MOST_JSON_BYTES);
    refusals.finish()?;
    Ok(new)
}
