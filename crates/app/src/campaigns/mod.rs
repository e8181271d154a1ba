//! Campaigns and [call centers](call_centers): what calls belong to.
//!
//! Both come into being when somebody makes them or when a recording names them, whichever is first; clients refer to
//! them by a key, theirs where they named it first.

pub mod call_centers;

use colloquy_domain::attribution::{Campaign, CampaignFilter, CampaignKind, CampaignStatus};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::text::one_line;
use colloquy_domain::{CampaignId, Instant, WorkspaceId};
use colloquy_store::{Durability, StoreError, campaigns, constraint};

use crate::again::again;
use crate::{App, AppError};

/// Longest key, in characters.
pub const LONGEST_KEY: usize = 200;

/// A campaign that somebody makes.
#[derive(Debug, Clone)]
pub struct NewCampaign {
    /// The name by which clients refer to it; one is made where none is given.
    pub key: Option<String>,
    /// Name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// How its conversations are held.
    pub kind: CampaignKind,
    /// How far it is.
    pub status: CampaignStatus,
    /// Over what.
    pub channel: String,
    /// When it begins.
    pub starts_at: Option<Instant>,
    /// When it ends.
    pub ends_at: Option<Instant>,
}

/// What is to change; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub struct CampaignChange {
    /// New name.
    pub name: Option<String>,
    /// New description.
    pub description: Option<Option<String>>,
    /// New kind.
    pub kind: Option<CampaignKind>,
    /// New status.
    pub status: Option<CampaignStatus>,
    /// New channel.
    pub channel: Option<String>,
    /// New begin.
    pub starts_at: Option<Option<Instant>>,
    /// New end.
    pub ends_at: Option<Option<Instant>>,
}

/// Makes a campaign.
///
/// # Errors
/// [`AppError::Conflict`] where its key is taken; [`AppError::Malformed`] where a name is blank or it ends before it
/// begins.
pub async fn create(app: &App, workspace_id: WorkspaceId, new: NewCampaign) -> Result<Campaign, AppError> {
    let (id, now) = (CampaignId::generate(), app.now());
    let campaign = Campaign {
        id,
        workspace_id,
        key: key_or(new.key, || format!("camp_{}", id.ulid().to_lowercase()))?,
        name: word("name", &new.name)?,
        description: new.description,
        kind: new.kind,
        status: new.status,
        channel: word("channel", &new.channel)?,
        starts_at: new.starts_at,
        ends_at: new.ends_at,
        created_at: now,
        updated_at: now,
    };
    check_times(&campaign)?;
    let saved = campaign.clone();
    let written = again(|| {
        let saved = saved.clone();
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move { Ok(campaigns::insert(tx, &saved).await?) })
        })
    })
    .await;
    written.map_err(|error| taken(error, constraint::CAMPAIGN_KEY, "campaign"))?;
    Ok(campaign)
}

/// The campaign with that key.
pub async fn get(app: &App, workspace_id: WorkspaceId, key: &str) -> Result<Campaign, AppError> {
    let found = campaigns::get_by_key(app.store.reader(), workspace_id, key).await?;
    found.ok_or(AppError::NotFound("campaign"))
}

/// Campaigns that satisfy the filter, newest first.
pub async fn list(
    app: &App,
    workspace_id: WorkspaceId,
    filter: &CampaignFilter,
    slice: Slice,
) -> Result<Sliced<Campaign>, AppError> {
    Ok(campaigns::list(app.store.reader(), workspace_id, filter, slice).await?)
}

/// Changes a campaign.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    key: &str,
    change: CampaignChange,
) -> Result<Campaign, AppError> {
    again(|| {
        let (key, change, now) = (key.to_owned(), change.clone(), app.now());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = campaigns::get_by_key_for_update(tx, workspace_id, &key).await?;
                let before = found.ok_or(AppError::NotFound("campaign"))?;
                let mut after = changed(&before, change)?;
                if after != before {
                    after.updated_at = now;
                    campaigns::update(tx, &after).await?;
                }
                Ok(after)
            })
        })
    })
    .await
}

fn changed(before: &Campaign, change: CampaignChange) -> Result<Campaign, AppError> {
    let mut after = before.clone();
    if let Some(name) = change.name {
        after.name = word("name", &name)?;
    }
    if let Some(channel) = change.channel {
        after.channel = word("channel", &channel)?;
    }
    after.description = change.description.unwrap_or(after.description);
    after.kind = change.kind.unwrap_or(after.kind);
    after.status = change.status.unwrap_or(after.status);
    after.starts_at = change.starts_at.unwrap_or(after.starts_at);
    after.ends_at = change.ends_at.unwrap_or(after.ends_at);
    check_times(&after)?;
    Ok(after)
}

fn check_times(campaign: &Campaign) -> Result<(), AppError> {
    let is_sound = campaign.starts_at.zip(campaign.ends_at).is_none_or(|(starts, ends)| starts <= ends);
    if is_sound {
        return Ok(());
    }
    Err(AppError::malformed("ends_at", "invalid_range", "ends_at must not be before starts_at"))
}

/// A text of one line that says something.
fn word(field: &str, text: &str) -> Result<String, AppError> {
    let word = one_line(text).trim().to_owned();
    if word.is_empty() {
        return Err(AppError::malformed(field, "required", format!("{field} must not be blank")));
    }
    Ok(word)
}

/// The key that was given, if it can be one, or the one that is made where none was.
fn key_or(given: Option<String>, made: impl FnOnce() -> String) -> Result<String, AppError> {
    let Some(given) = given else { return Ok(made()) };
    let key = given.trim();
    if is_key(key) {
        return Ok(key.to_owned());
    }
    let message = format!("key must have 1 to {LONGEST_KEY} characters, none of which controls something");
    Err(AppError::malformed("key", "invalid_length", message))
}

/// Whether something can be known by that name.
pub(crate) fn is_key(text: &str) -> bool {
    (1..=LONGEST_KEY).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

/// A key belongs to one of a kind.
fn taken(error: AppError, constraint: &str, noun: &str) -> AppError {
    match &error {
        AppError::Internal(source)
            if source.downcast_ref::<StoreError>().is_some_and(|error| error.is_conflict_of(constraint)) =>
        {
            AppError::Conflict(format!("the key belongs to another {noun}"))
        }
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_short_line() {
        assert!(is_key("spring 2026/eu") && is_key(&"ü".repeat(LONGEST_KEY)));
        for wrong in ["", "a\nb", "a\0b", &"x".repeat(LONGEST_KEY + 1)] {
            assert!(!is_key(wrong), "{wrong:?}");
        }
        assert_eq!(key_or(Some(" mine ".into()), String::new).ok().as_deref(), Some("mine"));
        assert!(matches!(key_or(Some(" ".into()), String::new), Err(AppError::Malformed(_))));
    }
}
