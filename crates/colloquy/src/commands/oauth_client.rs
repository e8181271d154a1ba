//! `colloquy oauth-client …`.

use anyhow::Context;
use colloquy_app::oauth::clients::{self, ClientContent};
use colloquy_app::{App, directory, setup};
use colloquy_domain::credential::Scopes;
use colloquy_domain::oauth::{GrantType, OAuthClient};
use colloquy_domain::secret::SecretText;
use colloquy_domain::{OAuthClientId, WorkspaceId};
use colloquy_http::problem::iso;
use serde_json::{Value, json};

use crate::cli::OAuthClientCommand;
use crate::output;

pub async fn run(app: &App, command: OAuthClientCommand) -> anyhow::Result<()> {
    match command {
        OAuthClientCommand::Create {
            name,
            scopes,
            redirect_uris,
            grant_types,
            public,
            user,
            workspace,
            output: form,
        } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let content = ClientContent {
                name,
                scopes: Scopes::parse(scopes.iter().map(|name| name.trim()))
                    .map_err(|name| anyhow::anyhow!("there is no scope {name}"))?,
                grant_types: grant_types_of(&grant_types)?,
                redirect_uris,
                user_id: user_of(app, workspace.id, user.as_deref()).await?,
            };
            let (client, secret) = clients::create(app, workspace.id, content, !public).await?;
            output::print(form.json, &with_secret(&client, secret.as_ref()), |_| {
                let mut lines = vec![format!("client id      {}", client.id.spelled())];
                if let Some(secret) = &secret {
                    lines.push(format!("client secret  {}", secret.reveal()));
                    lines.push("Keep it: it is not shown again.".to_owned());
                }
                lines
            })
        }
        OAuthClientCommand::List { workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let all = clients::list(app, workspace.id).await?;
            let listed: Vec<Value> = all.iter().map(shown).collect();
            output::print(form.json, &listed, |_| {
                all.iter().map(|client| format!("{}  {}", client.id.spelled(), client.name)).collect()
            })
        }
        OAuthClientCommand::Revoke { id, workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let parsed = OAuthClientId::parse_spelled(&id).or_else(|| id.parse().ok());
            let parsed = parsed.context("id is no OAuth client's id")?;
            clients::delete(app, workspace.id, parsed).await?;
            output::print(form.json, &json!({ "id": parsed, "revoked": true }), |_| {
                vec!["revoked".to_owned()]
            })
        }
    }
}

fn grant_types_of(named: &[String]) -> anyhow::Result<Option<Vec<GrantType>>> {
    if named.is_empty() {
        return Ok(None);
    }
    named
        .iter()
        .map(|name| GrantType::parse(name.trim()).with_context(|| format!("there is no grant type {name}")))
        .collect::<anyhow::Result<_>>()
        .map(Some)
}

async fn user_of(
    app: &App,
    workspace_id: WorkspaceId,
    email: Option<&str>,
) -> anyhow::Result<Option<colloquy_domain::UserId>> {
    let Some(email) = email else { return Ok(None) };
    let user = directory::user(app, workspace_id, email).await.with_context(|| format!("--user {email}"))?;
    Ok(Some(user.id))
}

fn shown(client: &OAuthClient) -> Value {
    json!({
        "id": client.id,
        "client_id": client.id.spelled(),
        "name": client.name,
        "confidential": client.is_confidential,
        "redirect_uris": client.redirect_uris,
        "scopes": client.scopes,
        "grant_types": client.grant_types,
        "user_id": client.user_id,
        "created_at": iso(client.created_at),
    })
}

fn with_secret(client: &OAuthClient, secret: Option<&SecretText>) -> Value {
    let mut value = shown(client);
    value["client_secret"] = json!(secret.map(SecretText::reveal));
    value
}
