//! The skill with which an agent begins where nobody names one.

use colloquy_domain::SkillId;
use colloquy_domain::agent_profile::AgentProfile;
use colloquy_domain::skill::Skill;
use colloquy_store::skills;
use uuid::Uuid;

use crate::{App, AppError};

/// The skill that an agent has by itself, where it is active: the one that its settings name by id or name, else the
/// first of its skills.
pub async fn own_skill(app: &App, profile: &AgentProfile) -> Result<Option<Skill>, AppError> {
    let (reader, workspace_id) = (app.store.reader(), profile.workspace_id);
    let settings = &profile.settings;
    if let Some(named) = settings.skill.as_deref() {
        let found = match Uuid::try_parse(named) {
            Ok(id) => skills::get(reader, workspace_id, SkillId(id)).await?,
            Err(_) => skills::find_by_name(reader, workspace_id, named).await?,
        };
        if let Some(skill) = found.filter(|skill| skill.is_active) {
            return Ok(Some(skill));
        }
    }
    let found = skills::list_by_ids(reader, workspace_id, &settings.skills).await?;
    let active = |id: &SkillId| found.iter().find(|skill| skill.id == *id && skill.is_active);
    Ok(settings.skills.iter().find_map(active).cloned())
}
