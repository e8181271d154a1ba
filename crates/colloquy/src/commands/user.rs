//! `colloquy user …`.

use anyhow::Context;
use colloquy_app::directory::users::UserChange;
use colloquy_app::setup::{self, NewUser};
use colloquy_app::{App, directory, passwords};
use colloquy_domain::directory::{User, UserRole};
use colloquy_domain::secret::SecretText;
use colloquy_http::problem::iso;
use serde_json::{Value, json};

use crate::cli::{RoleName, UserCommand};
use crate::output;

pub async fn run(app: &App, command: UserCommand) -> anyhow::Result<()> {
    match command {
        UserCommand::Create { email, name, phone, role, password_stdin, workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let new = NewUser { email, name, phone, role: role.into() };
            let user = if password_stdin {
                let password = typed_password()?;
                setup::create_user_with_password(app, workspace.id, new, &password).await?
            } else {
                setup::create_user(app, workspace.id, new).await?
            };
            output::print(form.json, &shown(&user), |_| vec![format!("made {}", user.email)])
        }
        UserCommand::Password { email, stdin, workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let user = directory::user(app, workspace.id, &email).await.with_context(|| email.clone())?;
            if stdin {
                directory::people::set_password(app, &user, typed_password()?).await?;
                return output::print(form.json, &shown(&user), |_| {
                    vec![format!("set the password of {}; they are signed out everywhere", user.email)]
                });
            }
            let link = passwords::link(app, &user).await?;
            let (url, until) = (link.url.reveal(), iso(link.expires_at));
            let told = json!({ "id": user.id, "email": user.email, "reset_url": url, "expires_at": until });
            output::print(form.json, &told, |_| {
                vec![format!("good for one use until {until}:"), url.to_owned()]
            })
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

/// The first line of the standard input: a password in an argument would stand in the list of processes.
fn typed_password() -> anyhow::Result<SecretText> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("the standard input")?;
    let password = line.trim_end_matches(['\r', '\n']);
    anyhow::ensure!(!password.is_empty(), "the standard input holds no password");
    Ok(SecretText::new(password))
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
