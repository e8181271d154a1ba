//! `colloquy key …`.

use anyhow::Context;
use colloquy_app::keys::{self, KeySpellings, NewKey};
use colloquy_app::{App, directory, setup};
use colloquy_domain::CredentialId;
use colloquy_domain::credential::Scopes;
use colloquy_http::problem::iso;
use serde_json::json;

use crate::cli::{KeyCommand, NewKeyArgs};
use crate::output;

pub async fn run(app: &App, command: KeyCommand) -> anyhow::Result<()> {
    match command {
        KeyCommand::Create { new, output: form } => {
            let key = keys::create(app, new_key(app, new).await?).await?;
            output::print(form.json, &key, spellings)
        }
        KeyCommand::Import { token, hmac_secret, new, output: form } => {
            let new = new_key(app, new).await?;
            let credential = keys::import(app, new, &token, hmac_secret.as_deref()).await?;
            let shown =
                json!({ "id": credential.id.ulid(), "name": credential.name, "scopes": credential.scopes });
            output::print(form.json, &shown, |_| vec![format!("imported as {}", credential.id.ulid())])
        }
        KeyCommand::List { workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let all: Vec<_> = keys::list(app, workspace.id)
                .await?
                .into_iter()
                .map(|(credential, begins_with)| {
                    json!({
                        "id": credential.id.ulid(),
                        "name": credential.name,
                        "begins_with": begins_with,
                        "scopes": credential.scopes,
                        "user_id": credential.user_id,
                        "created_at": iso(credential.created_at),
                        "last_used_at": credential.last_used_at.map(iso),
                        "revoked_at": credential.revoked_at.map(iso),
                    })
                })
                .collect();
            output::print(form.json, &all, |all| {
                all.iter()
                    .map(|key| {
                        let state = if key["revoked_at"].is_null() { "" } else { " (revoked)" };
                        format!(
                            "{}  {}{state}",
                            key["id"].as_str().unwrap_or_default(),
                            key["name"].as_str().unwrap_or_default()
                        )
                    })
                    .collect()
            })
        }
        KeyCommand::Rotate { id, workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let key = keys::rotate(app, workspace.id, key_id(&id)?).await?;
            output::print(form.json, &key, spellings)
        }
        KeyCommand::Revoke { id, workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let parsed = key_id(&id)?;
            keys::revoke(app, workspace.id, parsed).await?;
            output::print(form.json, &json!({ "id": parsed.ulid(), "revoked": true }), |_| {
                vec!["revoked".to_owned()]
            })
        }
    }
}

fn key_id(text: &str) -> anyhow::Result<CredentialId> {
    CredentialId::from_ulid(text).or_else(|| text.parse().ok()).context("id is no key's id")
}

fn spellings(key: &KeySpellings) -> Vec<String> {
    vec![
        format!("id           {}", key.id),
        format!("raw          Authorization: {}", key.api_key),
        format!("bearer       Authorization: Bearer {}", key.bearer),
        format!("basic        {} / {}", key.basic.username, key.basic.password),
        format!("x-api-key    X-Api-Key: {}", key.x_api_key),
        format!("hmac secret  {}", key.hmac_secret),
        "Keep it: it is not shown again.".to_owned(),
    ]
}

async fn new_key(app: &App, arguments: NewKeyArgs) -> anyhow::Result<NewKey> {
    let workspace = setup::find_workspace(app, arguments.workspace.as_deref()).await?;
    let user_id = match arguments.user {
        None => None,
        Some(email) => {
            let user = directory::user(app, workspace.id, &email).await;
            Some(user.with_context(|| format!("--user {email}"))?.id)
        }
    };
    let scopes = if arguments.scopes.is_empty() {
        Scopes::admin()
    } else {
        let names = arguments.scopes.iter().map(|name| name.trim());
        Scopes::parse(names).map_err(|name| anyhow::anyhow!("there is no scope {name}"))?
    };
    Ok(NewKey { workspace_id: workspace.id, user_id, name: arguments.name, scopes })
}
