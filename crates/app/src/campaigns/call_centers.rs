//! Call centers that calls belong to.

use colloquy_domain::attribution::CallCenter;
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::{CallCenterId, WorkspaceId};
use colloquy_store::{Durability, call_centers, constraint};

use super::{key_or, taken, word};
use crate::again::again;
use crate::{App, AppError};

/// A call center that somebody makes.
#[derive(Debug, Clone)]
pub struct NewCallCenter {
    /// The name by which clients refer to it; one is made where none is given.
    pub key: Option<String>,
    /// Name.
    pub name: String,
}

/// What is to change; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub struct CallCenterChange {
    /// New name.
    pub name: Option<String>,
}

/// Makes a call center.
///
/// # Errors
/// [`AppError::Conflict`] where its key is taken; [`AppError::Malformed`] where its name is blank.
pub async fn create(
    app: &App,
    workspace_id: WorkspaceId,
    new: NewCallCenter,
) -> Result<CallCenter, AppError> {
    let (id, now) = (CallCenterId::generate(), app.now());
    let call_center = CallCenter {
        id,
        workspace_id,
        key: key_or(new.key, || format!("cc_{}", id.ulid().to_lowercase()))?,
        name: word("name", &new.name)?,
        created_at: now,
        updated_at: now,
    };
    let saved = call_center.clone();
    let written = again(|| {
        let saved = saved.clone();
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move { Ok(call_centers::insert(tx, &saved).await?) })
        })
    })
    .await;
    written.map_err(|error| taken(error, constraint::CALL_CENTER_KEY, "call center"))?;
    Ok(call_center)
}

/// The call center with that key.
pub async fn get(app: &App, workspace_id: WorkspaceId, key: &str) -> Result<CallCenter, AppError> {
    let found = call_centers::get_by_key(app.store.reader(), workspace_id, key).await?;
    found.ok_or(AppError::NotFound("call center"))
}

/// All call centers, newest first.
pub async fn list(
    app: &App,
    workspace_id: WorkspaceId,
    slice: Slice,
) -> Result<Sliced<CallCenter>, AppError> {
    Ok(call_centers::list(app.store.reader(), workspace_id, slice).await?)
}

/// Changes a call center.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    key: &str,
    change: CallCenterChange,
) -> Result<CallCenter, AppError> {
    let name = change.name.map(|name| word("name", &name)).transpose()?;
    again(|| {
        let (key, name, now) = (key.to_owned(), name.clone(), app.now());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = call_centers::get_by_key_for_update(tx, workspace_id, &key).await?;
                let mut call_center = found.ok_or(AppError::NotFound("call center"))?;
                if let Some(name) = name.filter(|name| *name != call_center.name) {
                    call_center.name = name;
                    call_center.updated_at = now;
                    call_centers::update(tx, &call_center).await?;
                }
                Ok(call_center)
            })
        })
    })
    .await
}
