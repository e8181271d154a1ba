//! Announcing a file, and the address to which its bytes are put.

use colloquy_domain::audio_file::{AudioFile, AudioFileState};
use colloquy_domain::text::one_line;
use colloquy_domain::{AudioFileId, Instant, ProjectId, ScorecardId};
use colloquy_store::{Durability, audio_files, projects, scorecards, workspaces};
use time::Duration;

use crate::again::again;
use crate::attribution::{self, AttributionGiven};
use crate::keys::Caller;
use crate::{App, AppError};

/// How long an address may be used.
pub const UPLOAD_LIFE: Duration = Duration::minutes(15);

/// Longest name of a file, in characters.
const LONGEST_NAME: usize = 500;

/// What an address carries in its signature's words, so that it is good for nothing else.
const PURPOSE: &str = "upload of an audio file";

/// A file that a client is about to put here.
#[derive(Debug, Clone)]
pub struct Announcement {
    /// The name that its owner gave it.
    pub file_name: String,
    /// What it is to be evaluated for.
    pub project_id: ProjectId,
    /// What it is to be scored by; the project's where none is told.
    pub scorecard_id: Option<ScorecardId>,
    /// Where the call belongs.
    pub given: AttributionGiven,
    /// When it was recorded; now where nobody tells.
    pub recorded_at: Option<Instant>,
    /// Privacy; the workspace's setting where it is not given.
    pub is_private: Option<bool>,
}

/// Makes the file's row. Returns it, and until when its bytes may be put to the address.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such project or scorecard; [`AppError::Malformed`] naming the field that
/// breaks a rule.
pub async fn announce(
    app: &App,
    caller: &Caller,
    announcement: Announcement,
) -> Result<(AudioFile, Instant), AppError> {
    let file_name = checked_name(&announcement.file_name)?;
    attribution::check(&announcement.given)?;
    let (reader, workspace_id) = (app.store.reader(), caller.workspace_id());
    let project = projects::get(reader, workspace_id, announcement.project_id).await?;
    let project = project.ok_or(AppError::NotFound("project"))?;
    if let Some(id) = announcement.scorecard_id {
        scorecards::get(reader, workspace_id, id).await?.ok_or(AppError::NotFound("scorecard"))?;
    }
    let workspace = workspaces::get(reader, workspace_id).await?.ok_or(AppError::NotFound("workspace"))?;
    let now = app.now();
    let draft = AudioFile {
        id: AudioFileId::generate(),
        workspace_id,
        project_id: project.id,
        scorecard_id: announcement.scorecard_id,
        file_name,
        attribution: Default::default(),
        recorded_at: announcement.recorded_at.unwrap_or(now),
        upload: None,
        state: AudioFileState::AwaitingUpload,
        error: None,
        conversation_id: None,
        evaluation_id: None,
        duration_seconds: None,
        is_private: announcement.is_private.unwrap_or(workspace.private_by_default),
        created_by: Some(caller.credential.id),
        created_at: now,
        updated_at: now,
    };
    let file = again(|| {
        let (mut file, given) = (draft.clone(), announcement.given.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                file.attribution = attribution::resolve(tx, workspace_id, &given, now).await?;
                audio_files::insert(tx, &file).await?;
                Ok(file)
            })
        })
    })
    .await?;
    Ok((file, now + UPLOAD_LIFE))
}

fn checked_name(name: &str) -> Result<String, AppError> {
    let name = one_line(name).trim().to_owned();
    if name.is_empty() {
        return Err(AppError::malformed("file_name", "required", "file_name must not be blank"));
    }
    if name.chars().count() > LONGEST_NAME {
        let message = format!("file_name must have at most {LONGEST_NAME} characters");
        return Err(AppError::malformed("file_name", "too_long", message));
    }
    Ok(name)
}

/// The secret part of the address to which a file's bytes are put until then, in Unix seconds.
#[must_use]
pub fn upload_signature(app: &App, id: AudioFileId, expires: i64) -> String {
    app.links.tag(PURPOSE, &content(id, expires))
}

/// Whether the parts of an address belong together and it still holds.
#[must_use]
pub fn upload_holds(app: &App, id: AudioFileId, expires: i64, signature: &str) -> bool {
    app.now().unix_timestamp() <= expires && app.links.is_tag(PURPOSE, &content(id, expires), signature)
}

fn content(id: AudioFileId, expires: i64) -> Vec<u8> {
    format!("{id}\n{expires}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_says_something() {
        assert_eq!(checked_name(" call\n1.wav ").ok().as_deref(), Some("call 1.wav"));
        for wrong in [" \n".to_owned(), "x".repeat(LONGEST_NAME + 1)] {
            assert!(matches!(checked_name(&wrong), Err(AppError::Malformed(_))), "{wrong}");
        }
    }
}
