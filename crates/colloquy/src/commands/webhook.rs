//! `colloquy webhook …`.

use colloquy_app::webhooks::{self, NewEndpoint};
use colloquy_app::{App, setup};
use serde_json::{Value, json};

use crate::cli::WebhookCommand;
use crate::output;

pub async fn run(app: &App, command: WebhookCommand) -> anyhow::Result<()> {
    match command {
        WebhookCommand::Create { url, events, dialect, workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let new = NewEndpoint {
                dialect,
                url,
                event_types: events,
                description: None,
                headers: Vec::new(),
                // Whoever has the database at hand may read all of it.
                sees_private: true,
            };
            let endpoint = webhooks::create(app, workspace.id, new).await?;
            let shown = json!({ "id": endpoint.id, "url": endpoint.url, "secret": endpoint.secret.reveal() });
            output::print(form.json, &shown, |_| {
                vec![format!("id      {}", endpoint.id), format!("secret  {}", endpoint.secret.reveal())]
            })
        }
        WebhookCommand::List { workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let all = webhooks::list(app, workspace.id).await?;
            let listed: Vec<Value> = all
                .iter()
                .map(|endpoint| {
                    json!({
                        "id": endpoint.id,
                        "url": endpoint.url,
                        "dialect": endpoint.dialect,
                        "events": endpoint.event_types,
                        "disabled": endpoint.disabled.map(|reason| reason.as_str()),
                    })
                })
                .collect();
            output::print(form.json, &listed, |_| {
                all.iter()
                    .map(|endpoint| {
                        let state = endpoint.disabled.map_or("enabled", |reason| reason.as_str());
                        format!("{}  {}  {state}", endpoint.id, endpoint.url)
                    })
                    .collect()
            })
        }
    }
}
