//! The first start: a workspace, its owner with a password and a key, and the questions that are asked from the start.

use colloquy_domain::credential::Scopes;
use colloquy_domain::directory::{User, UserRole, Workspace};
use colloquy_domain::phone::{normalise, normalise_email};
use colloquy_domain::secret::SecretText;
use colloquy_domain::{Instant, UserId, WorkspaceId};
use colloquy_store::{Durability, StoreError, Tx, constraint, signal_definitions, tags, users, workspaces};

use crate::keys::{self, KeySpellings, NewKey};
use crate::{App, AppError, passwords, scorecards};

/// Address of the first owner until somebody gives a better one.
const FIRST_OWNER_EMAIL: &str = "owner@localhost.localdomain";

/// What the first start made.
pub struct FirstStart {
    /// The owner's address, with which they sign in.
    pub owner_email: String,
    /// The owner's password.
    pub owner_password: SecretText,
    /// The owner's key, which may do everything.
    pub key: KeySpellings,
}

/// Makes the first workspace with an owner and a key, all or nothing; `None` where there is a workspace already, also
/// one that another process makes at this moment.
pub async fn first_start(app: &App) -> Result<Option<FirstStart>, AppError> {
    if workspaces::first(app.store.reader()).await?.is_some() {
        return Ok(None);
    }
    let now = app.now();
    let workspace = new_workspace("default", now)?;
    let owner = new_user(
        workspace.id,
        NewUser { email: FIRST_OWNER_EMAIL.into(), name: "Owner".into(), phone: None, role: UserRole::Owner },
        now,
    )?;
    let new_key = NewKey {
        workspace_id: workspace.id,
        user_id: Some(owner.id),
        name: "first key".into(),
        scopes: Scopes::admin(),
    };
    let (row, key) = keys::draft(new_key, now);
    let owner_email = owner.email.clone();
    let owner_password = passwords::made_up();
    let hash = passwords::hashed(&owner_password).await?;
    let written = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                write_workspace(tx, &workspace).await?;
                users::insert(tx, &owner).await?;
                passwords::write(tx, owner.id, &hash, now).await?;
                row.write(tx).await
            })
        })
        .await;
    match written {
        Ok(()) => Ok(Some(FirstStart { owner_email, owner_password, key })),
        Err(error) if error.is_conflict_of(constraint::WORKSPACE_NAME) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Makes a workspace with the default signal definitions, tags and scorecards.
pub async fn create_workspace(app: &App, name: &str) -> Result<Workspace, AppError> {
    let workspace = new_workspace(name, app.now())?;
    let saved = workspace.clone();
    let written = app
        .store
        .write(Durability::Full, move |tx| Box::pin(async move { write_workspace(tx, &saved).await }))
        .await;
    match written {
        Err(StoreError::Conflict { .. }) => {
            Err(AppError::Conflict("a workspace has this name already".into()))
        }
        other => other.map(|()| workspace).map_err(AppError::from),
    }
}

fn new_workspace(name: &str, now: Instant) -> Result<Workspace, AppError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(AppError::malformed("name", "invalid_length", "name must have 1 to 200 characters"));
    }
    Ok(Workspace {
        id: WorkspaceId::generate(),
        name: name.to_owned(),
        private_by_default: false,
        own_domains: Vec::new(),
        time_zone: "UTC".to_owned(),
        created_at: now,
    })
}

async fn write_workspace(tx: &Tx, workspace: &Workspace) -> Result<(), StoreError> {
    let now = workspace.created_at;
    workspaces::insert(tx, workspace).await?;
    let definitions = colloquy_insight::default_signal_definitions(workspace.id, now);
    signal_definitions::insert_many(tx, &definitions).await?;
    tags::insert_many(tx, &colloquy_insight::default_tags(workspace.id, now)).await?;
    scorecards::ensure_defaults(tx, workspace.id, now).await
}

/// What a new user is to be.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// E-mail address.
    pub email: String,
    /// Full name.
    pub name: String,
    /// Telephone number.
    pub phone: Option<String>,
    /// Role.
    pub role: UserRole,
}

/// Makes a user, who cannot sign in yet.
pub async fn create_user(app: &App, workspace_id: WorkspaceId, new: NewUser) -> Result<User, AppError> {
    save_user(app, new_user(workspace_id, new, app.now())?, None).await
}

/// Makes a user who signs in with this password.
pub async fn create_user_with_password(
    app: &App,
    workspace_id: WorkspaceId,
    new: NewUser,
    password: &SecretText,
) -> Result<User, AppError> {
    let user = new_user(workspace_id, new, app.now())?;
    passwords::check("password", password)?;
    save_user(app, user, Some(passwords::hashed(password).await?)).await
}

async fn save_user(app: &App, user: User, hash: Option<String>) -> Result<User, AppError> {
    let saved = user.clone();
    let written = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                users::insert(tx, &saved).await?;
                match hash {
                    Some(hash) => passwords::write(tx, saved.id, &hash, saved.created_at).await,
                    None => Ok(()),
                }
            })
        })
        .await;
    match written {
        Err(StoreError::Conflict { .. }) => Err(AppError::Conflict("a user has this email already".into())),
        other => other.map(|()| user).map_err(AppError::from),
    }
}

fn new_user(workspace_id: WorkspaceId, new: NewUser, now: Instant) -> Result<User, AppError> {
    let email = normalise_email(&new.email)
        .ok_or_else(|| AppError::malformed("email", "invalid_format", "email must be an e-mail address"))?;
    Ok(User {
        id: UserId::generate(),
        workspace_id,
        role: new.role,
        name: new.name,
        email,
        phone: new.phone.as_deref().and_then(normalise),
        job_title: None,
        time_zone: None,
        last_activity_at: None,
        created_at: now,
        updated_at: now,
    })
}

/// The workspace of that name or id, or the first one where none is named.
pub async fn find_workspace(app: &App, named: Option<&str>) -> Result<Workspace, AppError> {
    let reader = app.store.reader();
    let found = match named {
        None => workspaces::first(reader).await?,
        Some(named) => workspaces::list(reader)
            .await?
            .into_iter()
            .find(|workspace| workspace.name == named || workspace.id.to_string() == named),
    };
    found.ok_or(AppError::NotFound("workspace"))
}

/// What is to change in a workspace; `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct WorkspaceChange {
    /// IANA time zone.
    pub time_zone: Option<String>,
    /// Whether new conversations are private.
    pub private_by_default: Option<bool>,
    /// Domains of the own organisation.
    pub own_domains: Option<Vec<String>>,
}

/// Changes a workspace.
pub async fn change_workspace(
    app: &App,
    id: WorkspaceId,
    change: WorkspaceChange,
) -> Result<Workspace, AppError> {
    if let Some(time_zone) = &change.time_zone
        && colloquy_insight::dates::in_zone(app.now(), time_zone).is_err()
    {
        let message = format!("time_zone: {time_zone} is no IANA time zone such as Europe/Berlin");
        return Err(AppError::malformed("time_zone", "unknown", message));
    }
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = workspaces::get_for_update(tx, id).await?;
                let mut workspace = found.ok_or(AppError::NotFound("workspace"))?;
                workspace.time_zone = change.time_zone.unwrap_or(workspace.time_zone);
                workspace.private_by_default =
                    change.private_by_default.unwrap_or(workspace.private_by_default);
                if let Some(domains) = change.own_domains {
                    let cleaned =
                        domains.iter().map(|domain| domain.trim().trim_start_matches('@').to_lowercase());
                    workspace.own_domains = cleaned.filter(|domain| !domain.is_empty()).collect();
                }
                workspaces::update(tx, &workspace).await?;
                Ok(workspace)
            })
        })
        .await
}
