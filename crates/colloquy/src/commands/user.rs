//! `colloquy user …`.

use anyhow::Context;
use colloquy_app::directory::users::UserChange;
use colloquy_app::setup::{self, NewUser};
use colloquy_app::{App, directory};
use colloquy_domain::directory::{User, UserRole};
use serde_json::{Value, json};

use crate::cli::{RoleName, UserCommand};
use crate::output;

pub async fn run(app: &App, command: UserCommand) -> anyhow::Result<()> {
    match command {
        UserCommand::Create { email, name, phone, role, workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let user =
                setup::create_user(app, workspace.id, NewUser { email, name, phone, role: role.into() })
                    .await?;
            output::print(form.json, &shown(&user), |_| vec![format!("made {}", user.email)])
        }
        UserCommand::SetRole { email, role, workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let user = directory::user(app, workspace.id, &email)
                .await
                .with_context(|| format!("--email {email}"))?;
            let change = UserChange { role: Some(role.into()), ..UserChange::default() };
            let user = directory::users::update(app, workspace.id, user.id, change).await?;
            output::print(form.json, &shown(&user), |_| {
                vec![format!("{} is {} now", user.email, user.role.as_str())]
            })
        }
        UserCommand::List { workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let all = directory::users(app, workspace.id).await?;
            let listed: Vec<Value> = all.iter().map(shown).collect();
            output::print(form.json, &listed, |_| {
                all.iter()
                    .map(|user| format!("{:<10} {}  {}", user.role.as_str(), user.email, user.name))
                    .collect()
            })
        }
    }
}

fn shown(user: &User) -> Value {
    json!({ "id": user.id, "email": user.email, "name": user.name, "role": user.role.as_str(), "phone": user.phone })
}

impl From<RoleName> for UserRole {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Owner => Self::Owner,
            RoleName::Admin => Self::Admin,
            RoleName::Member => Self::Member,
            RoleName::Inactive => Self::Inactive,
            RoleName::NotInvited => Self::NotInvited,
        }
    }
}
