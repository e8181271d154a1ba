//! Agents of our own: making them, changing them, showing them.
//!
//! A profile says how this server lets an agent speak. The agent itself is one as everywhere in the house, under the same
//! id and with the name by which it introduces itself; it stays when the profile is deleted, since conversations name it.
//! A change reads the settings and writes them again in one transaction, so that of two changes at once neither undoes
//! the other.

mod check;
mod own_skill;
mod refusals;

pub use self::own_skill::own_skill;
pub(crate) use self::refusals::Refusals;

use std::collections::HashMap;

use colloquy_domain::action::Action;
use colloquy_domain::agent::Agent;
use colloquy_domain::agent_profile::{AgentProfile, AgentSettings};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::skill::Skill;
use colloquy_domain::{ActionId, AgentId, SkillId, WorkspaceId};
use colloquy_store::{Durability, StoreError, Tx, actions, agent_profiles, agents, skills};

use crate::clock::dated;
use crate::keys::Caller;
use crate::lists::{Page, Walk};
use crate::{App, AppError, onward};

/// A profile with what it refers to.
#[derive(Debug, Clone, PartialEq)]
pub struct AgentShown {
    /// The profile.
    pub profile: AgentProfile,
    /// Its actions, in the order in which they were given; those that are gone are left out.
    pub actions: Vec<Action>,
    /// Its skills, likewise.
    pub skills: Vec<Skill>,
}

/// Makes an agent.
///
/// # Errors
/// [`AppError::Malformed`] naming each setting that breaks a rule, and `actions`, `global_actions` or `skills` where one
/// of them is not there.
pub async fn create(app: &App, caller: &Caller, settings: AgentSettings) -> Result<AgentProfile, AppError> {
    create_as(app, caller, settings, true).await
}

/// The same, active or not.
pub async fn create_as(
    app: &App,
    caller: &Caller,
    settings: AgentSettings,
    is_active: bool,
) -> Result<AgentProfile, AppError> {
    let (workspace_id, now) = (caller.workspace_id(), app.now());
    let profile = AgentProfile {
        agent_id: AgentId::generate(),
        workspace_id,
        settings: check::checked(settings)?,
        is_active,
        created_at: now,
        updated_at: now,
    };
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                check::references(tx, workspace_id, &AgentSettings::default(), &profile.settings).await?;
                agents::insert(tx, &agent_of(&profile)).await?;
                agent_profiles::insert(tx, &profile).await?;
                Ok(profile)
            })
        })
        .await
}

/// One agent of ours.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: AgentId) -> Result<AgentProfile, AppError> {
    let found = agent_profiles::get(app.store.reader(), workspace_id, id).await?;
    found.ok_or(AppError::NotFound("agent"))
}

/// Agents of ours, the newest first.
pub async fn list(
    app: &App,
    workspace_id: WorkspaceId,
    slice: Slice,
) -> Result<Sliced<AgentProfile>, AppError> {
    Ok(agent_profiles::list(app.store.reader(), workspace_id, slice).await?)
}

/// Agents of ours page by page, the newest first.
pub async fn page(
    app: &App,
    workspace_id: WorkspaceId,
    walk: Walk,
    limit: u64,
) -> Result<Page<AgentProfile>, AppError> {
    let rows = onward::rows_of(limit);
    let found = agent_profiles::onward(app.store.reader(), workspace_id, walk.after, rows).await?;
    Ok(onward::page(found, limit, |profile| (profile.created_at, profile.agent_id.0)))
}

/// Changes an agent's settings. Dialogues that have begun keep what they began with.
///
/// # Errors
/// As [`create`], and [`AppError::NotFound`].
pub async fn change(
    app: &App,
    workspace_id: WorkspaceId,
    id: AgentId,
    change: impl FnOnce(&mut AgentSettings) + Send + 'static,
) -> Result<AgentProfile, AppError> {
    revise(app, workspace_id, id, None, change).await
}

/// The same, and lets it begin and answer dialogues, or no more, where that is to change.
pub async fn revise(
    app: &App,
    workspace_id: WorkspaceId,
    id: AgentId,
    is_active: Option<bool>,
    change: impl FnOnce(&mut AgentSettings) + Send + 'static,
) -> Result<AgentProfile, AppError> {
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = agent_profiles::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("agent"))?;
                let mut after = before.clone();
                change(&mut after.settings);
                after.settings = check::checked(after.settings)?;
                after.is_active = is_active.unwrap_or(before.is_active);
                check::references(tx, workspace_id, &before.settings, &after.settings).await?;
                Ok(store(tx, &before, after).await?)
            })
        })
        .await
}

/// Lets an agent begin and answer dialogues, or no more.
pub async fn set_active(
    app: &App,
    workspace_id: WorkspaceId,
    id: AgentId,
    is_active: bool,
) -> Result<AgentProfile, AppError> {
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = agent_profiles::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("agent"))?;
                let after = AgentProfile { is_active, ..before.clone() };
                Ok(store(tx, &before, after).await?)
            })
        })
        .await
}

/// Deletes an agent's profile: it holds no more dialogues. The agent stays where conversations name it.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: AgentId) -> Result<(), AppError> {
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let was_there = agent_profiles::delete(tx, workspace_id, id, now).await?;
                if was_there { Ok(()) } else { Err(AppError::NotFound("agent")) }
            })
        })
        .await
}

/// The profiles of one workspace with what they refer to, in their order.
pub async fn shown(app: &App, profiles: Vec<AgentProfile>) -> Result<Vec<AgentShown>, AppError> {
    let Some(workspace_id) = profiles.first().map(|profile| profile.workspace_id) else {
        return Ok(Vec::new());
    };
    let reader = app.store.reader();
    let all = profiles.iter().flat_map(|profile| profile.settings.actions.iter().copied());
    let found = actions::list_by_ids(reader, workspace_id, &each_once(all)).await?;
    let found_actions: HashMap<ActionId, Action> =
        found.into_iter().map(|action| (action.id, action)).collect();
    let all = profiles.iter().flat_map(|profile| profile.settings.skills.iter().copied());
    let found = skills::list_by_ids(reader, workspace_id, &each_once(all)).await?;
    let found_skills: HashMap<SkillId, Skill> = found.into_iter().map(|skill| (skill.id, skill)).collect();
    let shown = profiles.into_iter().map(|profile| {
        let settings = &profile.settings;
        AgentShown {
            actions: settings.actions.iter().filter_map(|id| found_actions.get(id).cloned()).collect(),
            skills: settings.skills.iter().filter_map(|id| found_skills.get(id).cloned()).collect(),
            profile,
        }
    });
    Ok(shown.collect())
}

fn each_once<T: Ord>(ids: impl Iterator<Item = T>) -> Vec<T> {
    ids.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

/// The agent that everybody else knows.
fn agent_of(profile: &AgentProfile) -> Agent {
    Agent {
        id: profile.agent_id,
        workspace_id: profile.workspace_id,
        name: profile.spoken_name().to_owned(),
        custom_id: None,
        description: None,
        created_at: profile.created_at,
        updated_at: profile.updated_at,
    }
}

/// Writes a changed profile, and the agent's name where it is another one.
async fn store(tx: &Tx, before: &AgentProfile, mut after: AgentProfile) -> Result<AgentProfile, StoreError> {
    if after == *before {
        return Ok(after);
    }
    after.updated_at = dated(tx, before.updated_at);
    agent_profiles::update(tx, &after).await?;
    if after.spoken_name() != before.spoken_name()
        && let Some(mut agent) = agents::get_for_update(tx, after.workspace_id, after.agent_id).await?
    {
        agent.name = after.spoken_name().to_owned();
        agent.updated_at = dated(tx, agent.updated_at);
        agents::update(tx, &agent).await?;
    }
    Ok(after)
}
