//! `colloquy ingest FILE|DIR`: recordings of this machine, taken in as if a client had sent them.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use colloquy_app::ingest::{self, MediaSource, NewConversation, NewParticipant};
use colloquy_app::keys::Caller;
use colloquy_app::{App, directory, setup};
use colloquy_domain::CredentialId;
use colloquy_domain::conversation::{ConversationKind, DataSource};
use colloquy_domain::credential::{Credential, Scopes};
use serde_json::{Value, json};

use crate::cli::IngestArgs;
use crate::output;

/// Endings of files that are taken from a folder.
const MEDIA_ENDINGS: [&str; 14] =
    ["wav", "mp3", "m4a", "mp4", "mov", "aac", "ogg", "oga", "opus", "webm", "mkv", "flac", "aiff", "aif"];

pub async fn run(app: &App, arguments: IngestArgs) -> anyhow::Result<()> {
    let workspace = setup::find_workspace(app, arguments.workspace.as_deref()).await?;
    let owner = match &arguments.owner {
        Some(email) => email.clone(),
        None => {
            let first = directory::first_active_user(app, workspace.id).await;
            first.context("name the owner by --owner")?.email
        }
    };
    let caller = Caller { credential: operator(app, workspace.id) };
    let mut taken: Vec<Value> = Vec::new();
    let mut refused = 0;
    for file in files(&arguments.path)? {
        // One that cannot be read must not keep the others out.
        match ingest::create(app, &caller, conversation(&file, &owner)?).await {
            Ok(created) => {
                let how = if created.is_new { "took in" } else { "was there:" };
                output::note(&format!("{how} {}", file.display()));
                taken.push(json!({ "id": created.conversation.id, "file": file, "is_new": created.is_new }));
            }
            Err(error) => {
                refused += 1;
                let error = format!("{:#}", anyhow::Error::from(error));
                output::note(&format!("refused {}: {error}", file.display()));
                taken.push(json!({ "file": file, "error": error }));
            }
        }
    }
    let count = taken.len();
    output::print(arguments.output.json, &taken, |_| {
        vec![format!("took in {} of {count}; a running server works on them", count - refused)]
    })?;
    if refused > 0 { bail!("{refused} of {count} recordings were refused") } else { Ok(()) }
}

/// The operator at the command line may do everything; nothing of this is stored.
fn operator(app: &App, workspace_id: colloquy_domain::WorkspaceId) -> Credential {
    Credential {
        id: CredentialId::generate(),
        workspace_id,
        user_id: None,
        name: "command line".to_owned(),
        scopes: Scopes::admin(),
        created_at: app.now(),
        last_used_at: None,
        revoked_at: None,
    }
}

fn conversation(file: &Path, owner: &str) -> anyhow::Result<NewConversation> {
    let absolute = file.canonicalize().with_context(|| file.display().to_string())?;
    let title =
        file.file_stem().map_or_else(|| "Recording".to_owned(), |name| name.to_string_lossy().into_owned());
    Ok(NewConversation {
        kind: ConversationKind::Call,
        title: title.chars().take(500).collect(),
        source_system: "colloquy".to_owned(),
        // The same file again is the same conversation.
        external_id: format!("file:{}", absolute.display()).chars().take(500).collect(),
        run_workflows: false,
        media: Some(MediaSource::File(absolute)),
        transcript: None,
        started_at: None,
        is_private: None,
        participants: vec![NewParticipant {
            email: Some(owner.to_owned()),
            is_owner: true,
            ..NewParticipant::default()
        }],
        external_url: None,
        supplied_text: None,
        data_source: DataSource::House,
    })
}

fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let listed = std::fs::read_dir(path).with_context(|| path.display().to_string())?;
    let mut found = Vec::new();
    for entry in listed {
        let file = entry?.path();
        let ending =
            file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if file.is_file() && MEDIA_ENDINGS.contains(&ending.as_str()) {
            found.push(file);
        }
    }
    if found.is_empty() {
        bail!("{} holds no recordings ({})", path.display(), MEDIA_ENDINGS.join(", "));
    }
    found.sort();
    Ok(found)
}
