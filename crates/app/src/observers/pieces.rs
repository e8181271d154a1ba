//! Pieces of a recording: an address for each, and what is put there.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use time::Duration;
use uuid::Uuid;

use colloquy_domain::audio_piece::AudioPiece;
use colloquy_domain::call::{ConversationKey, ConversationKeyKind};
use colloquy_domain::{ConversationId, WorkspaceId};
use colloquy_store::{Durability, audio_pieces, calls, conversations, recordings};

use crate::again::again;
use crate::conversations::may_complete;
use crate::keys::Caller;
use crate::{App, AppError};

/// Where pieces stand in the object store.
pub const PIECES: &str = "pieces";

/// How long an address may be used. Who is late asks for another one.
pub const UPLOAD_LIFE: Duration = Duration::minutes(15);

/// Longest piece: programs send a quarter of a megabyte at a time; one that is told not to sends all at the end.
pub const LONGEST_PIECE: usize = 64 << 20;

/// Highest position: more than a day of pieces of less than a second each.
pub const LAST_POSITION: u32 = 199_999;

/// What an address carries in its signature's words, so that it is good for nothing else.
const PURPOSE: &str = "piece of a recording";

/// A place for one piece: what an address says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    workspace: Uuid,
    kind: ConversationKeyKind,
    call: String,
    position: u32,
    /// Unix seconds.
    expires: i64,
}

impl Place {
    fn key(&self) -> ConversationKey {
        ConversationKey { kind: self.kind, value: self.call.clone() }
    }
}

/// The secret part of an address for a piece of a call that goes on, known by that name: it is bound to call and
/// position, holds for [`UPLOAD_LIFE`], and may be used again until then.
///
/// # Errors
/// [`AppError::MissingScope`] where the call is private and somebody else's.
pub async fn address(
    app: &App,
    caller: &Caller,
    key: &ConversationKey,
    position: u32,
) -> Result<String, AppError> {
    if let Some(id) = calls::find_by_key(app.store.reader(), caller.workspace_id(), key).await? {
        check_own(app, caller, id).await?;
    }
    let place = Place {
        workspace: caller.workspace_id().0,
        kind: key.kind,
        call: key.value.clone(),
        position,
        expires: (app.now() + UPLOAD_LIFE).unix_timestamp(),
    };
    let content = serde_json::to_vec(&place).map_err(AppError::internal)?;
    let tag = app.links.tag(PURPOSE, &content);
    Ok(format!("{}.{tag}", URL_SAFE_NO_PAD.encode(content)))
}

/// Refuses to tell of a private call that somebody else brought, or to add to it.
pub(super) async fn check_own(app: &App, caller: &Caller, id: ConversationId) -> Result<(), AppError> {
    let found = conversations::get(app.store.reader(), caller.workspace_id(), id).await?;
    found.map_or(Ok(()), |conversation| may_complete(caller, &conversation))
}

/// The place that an address leads to, as long as it holds.
#[must_use]
pub fn place(app: &App, address: &str) -> Option<Place> {
    let (content, tag) = address.split_once('.')?;
    let content = URL_SAFE_NO_PAD.decode(content).ok()?;
    if !app.links.is_tag(PURPOSE, &content, tag) {
        return None;
    }
    let place: Place = serde_json::from_slice(&content).ok()?;
    (app.now().unix_timestamp() <= place.expires).then_some(place)
}

/// Stores a piece. One that came before at its place is replaced; of two that come at once the one that is stored last
/// stays.
///
/// # Errors
/// [`AppError::Conflict`] where the recording has been put together already.
pub async fn receive(app: &App, place: Place, bytes: Bytes) -> Result<(), AppError> {
    let (workspace_id, key) = (WorkspaceId(place.workspace), place.key());
    let reader = app.store.reader();
    if let Some(id) = calls::find_by_key(reader, workspace_id, &key).await?
        && !recordings::list_for(reader, id).await?.is_empty()
    {
        return Err(AppError::Conflict("the recording of this call has been put together already".into()));
    }
    let size_bytes = bytes.len() as u64;
    let object_key = format!("{PIECES}/{workspace_id}/{}", Uuid::now_v7());
    app.objects.put_bytes(&object_key, bytes).await?;
    let piece = AudioPiece { position: place.position, object_key, size_bytes };
    let now = app.now();
    let replaced = again(|| {
        let (key, piece) = (key.clone(), piece.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move { Ok(audio_pieces::put(tx, workspace_id, &key, &piece, now).await?) })
        })
    })
    .await?;
    if let Some(replaced) = replaced
        && let Err(error) = app.objects.delete(&replaced).await
    {
        // The sweep finds it.
        tracing::warn!(object.key = replaced, %error, "could not remove a piece that was replaced");
    }
    Ok(())
}
