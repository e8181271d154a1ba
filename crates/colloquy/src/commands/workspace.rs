//! `colloquy workspace …`.

use colloquy_app::{App, directory, setup};
use colloquy_domain::directory::Workspace;
use serde_json::{Value, json};

use crate::cli::WorkspaceCommand;
use crate::output;

pub async fn run(app: &App, command: WorkspaceCommand) -> anyhow::Result<()> {
    match command {
        WorkspaceCommand::Create { name, output: form } => {
            let workspace = setup::create_workspace(app, &name).await?;
            output::print(form.json, &shown(&workspace), |_| vec![format!("made {}", workspace.name)])
        }
        WorkspaceCommand::List { output: form } => {
            let all = directory::workspaces(app).await?;
            let listed: Vec<Value> = all.iter().map(shown).collect();
            output::print(form.json, &listed, |_| {
                all.iter().map(|workspace| format!("{}  {}", workspace.id, workspace.name)).collect()
            })
        }
        WorkspaceCommand::Set { workspace, time_zone, private_by_default, own_domains, output: form } => {
            let found = setup::find_workspace(app, workspace.as_deref()).await?;
            let change = setup::WorkspaceChange { time_zone, private_by_default, own_domains };
            let changed = setup::change_workspace(app, found.id, change).await?;
            output::print(form.json, &shown(&changed), |_| vec![format!("changed {}", changed.name)])
        }
    }
}

fn shown(workspace: &Workspace) -> Value {
    json!({
        "id": workspace.id,
        "name": workspace.name,
        "time_zone": workspace.time_zone,
        "private_by_default": workspace.private_by_default,
        "own_domains": workspace.own_domains,
    })
}
