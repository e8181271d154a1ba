//! Where a conversation belongs: campaign, call center, the person whose work it shows, whether a program spoke.

use colloquy_domain::attribution::Attribution;
use colloquy_domain::text::one_line;
use colloquy_domain::{ConversationId, Instant, WorkspaceId};
use colloquy_store::{
    Durability, StoreError, Tx, attributions, audio_files, call_centers, calls, campaigns, evaluations,
};

use crate::again::again;
use crate::campaigns::{LONGEST_KEY, is_key};
use crate::conversations::to_change;
use crate::keys::Caller;
use crate::{App, AppError, FieldProblem, read};

/// Where a conversation belongs, as a client names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttributionGiven {
    /// Key of the campaign; one that is not there yet is made.
    pub campaign_key: Option<String>,
    /// Key of the call center; one that is not there yet is made.
    pub call_center_key: Option<String>,
    /// The person.
    pub executive_name: Option<String>,
    /// Whether a program spoke for the organisation.
    pub is_ai_call: Option<bool>,
}

/// Refuses names under which nothing can be known.
///
/// # Errors
/// [`AppError::Malformed`] naming `campaign_key`, `call_center_key` or `executive_name`.
pub(crate) fn check(given: &AttributionGiven) -> Result<(), AppError> {
    let names = [
        ("campaign_key", &given.campaign_key),
        ("call_center_key", &given.call_center_key),
        ("executive_name", &given.executive_name),
    ];
    let problems: Vec<FieldProblem> = names
        .into_iter()
        .filter_map(|(field, name)| Some((field, said(name.as_deref()?)?)))
        .filter(|(_, name)| !is_key(name))
        .map(|(field, _)| {
            let message = format!("{field} must have at most {LONGEST_KEY} characters");
            FieldProblem::new(field, "too_long", message)
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(AppError::Malformed(problems)) }
}

/// A name as one line; none where it says nothing.
fn said(name: &str) -> Option<String> {
    // NUL cannot be stored, and what controls something is no part of a name.
    let name = one_line(name).trim().to_owned();
    (!name.is_empty()).then_some(name)
}

/// Finds or makes what is named. A call of which nobody says that a program spoke is one between people.
pub(crate) async fn resolve(
    tx: &Tx,
    workspace_id: WorkspaceId,
    given: &AttributionGiven,
    now: Instant,
) -> Result<Attribution, StoreError> {
    // Always in this order, so that two that name the same ones do not wait for each other.
    let campaign_id = match given.campaign_key.as_deref().and_then(said) {
        Some(key) => Some(campaigns::find_or_create(tx, workspace_id, &key, now).await?.id),
        None => None,
    };
    let call_center_id = match given.call_center_key.as_deref().and_then(said) {
        Some(key) => Some(call_centers::find_or_create(tx, workspace_id, &key, now).await?.id),
        None => None,
    };
    Ok(Attribution {
        campaign_id,
        call_center_id,
        executive_name: given.executive_name.as_deref().and_then(said),
        is_ai_call: given.is_ai_call.unwrap_or(false),
    })
}

/// Says where a conversation belongs, in place of what was said before; its evaluations and audio files move along.
/// Where nobody tells whether a program spoke, one did in a call that came in as a program's.
pub async fn set(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    given: AttributionGiven,
) -> Result<Attribution, AppError> {
    check(&given)?;
    again(|| {
        let (caller, mut given, now) = (caller.clone(), given.clone(), app.now());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let conversation = to_change(tx, &caller, id).await?;
                if given.is_ai_call.is_none() {
                    given.is_ai_call = Some(calls::get(tx, id).await?.is_some());
                }
                let attribution = resolve(tx, conversation.workspace_id, &given, now).await?;
                attributions::put(tx, conversation.workspace_id, id, &attribution).await?;
                evaluations::reattribute(tx, id, &attribution).await?;
                audio_files::reattribute(tx, id, &attribution).await?;
                Ok(attribution)
            })
        })
    })
    .await
}

/// Where a conversation belongs, with the keys of its campaign and of its call center; none where nobody has said.
pub async fn get(
    app: &App,
    caller: &Caller,
    id: ConversationId,
) -> Result<Option<(Attribution, Option<String>, Option<String>)>, AppError> {
    read::conversation(app, caller, id).await?;
    let Some(own) = attributions::get(app.store.reader(), id).await? else { return Ok(None) };
    let (campaign_key, call_center_key) = shown_keys(app, &own).await?;
    Ok(Some((own, campaign_key, call_center_key)))
}

/// The keys of campaign and call center, for who reads.
pub(crate) async fn shown_keys(
    app: &App,
    own: &Attribution,
) -> Result<(Option<String>, Option<String>), StoreError> {
    let reader = app.store.reader();
    let campaign_key = match own.campaign_id {
        Some(id) => campaigns::keys(reader, &[id]).await?.remove(&id),
        None => None,
    };
    let call_center_key = match own.call_center_id {
        Some(id) => call_centers::keys(reader, &[id]).await?.remove(&id),
        None => None,
    };
    Ok((campaign_key, call_center_key))
}

/// The same within a transaction, for what is told.
pub(crate) async fn told_keys(
    tx: &Tx,
    own: &Attribution,
) -> Result<(Option<String>, Option<String>), StoreError> {
    let campaign_key = match own.campaign_id {
        Some(id) => campaigns::keys(tx, &[id]).await?.remove(&id),
        None => None,
    };
    let call_center_key = match own.call_center_id {
        Some(id) => call_centers::keys(tx, &[id]).await?.remove(&id),
        None => None,
    };
    Ok((campaign_key, call_center_key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_lines_that_say_something() {
        assert_eq!(said(" Maya\r\nLind "), Some("Maya Lind".to_owned()));
        assert_eq!(said(" \n"), None);
        let long = AttributionGiven {
            campaign_key: Some("spring".into()),
            call_center_key: Some("x".repeat(LONGEST_KEY + 1)),
            executive_name: Some("x".repeat(LONGEST_KEY + 1)),
            is_ai_call: None,
        };
        let Err(AppError::Malformed(problems)) = check(&long) else { panic!("refused") };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["call_center_key", "executive_name"]);
        assert!(check(&AttributionGiven::default()).is_ok());
    }
}
