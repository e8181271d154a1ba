//! Which contacts took part.

use std::collections::HashMap;
use std::sync::Arc;

use colloquy_domain::conversation::{Conversation, Participant, ParticipantRole};
use colloquy_domain::directory::{Contact, Workspace};
use colloquy_domain::{ContactId, ConversationId, ParticipantId};
use colloquy_store::{Durability, contacts, participants, workspaces};

use super::{check_known, to_change, write_changed};
use crate::again::again;
use crate::ingest::people::is_own;
use crate::keys::Caller;
use crate::{App, AppError, search};

/// Makes these the contacts who took part. Participants who are users, or of whom nobody knows who they are, stay;
/// contacts who are not named go. Names no contact that does not exist, or nothing is changed; the same one twice
/// counts once.
pub async fn replace_contacts(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    wanted: Vec<ContactId>,
) -> Result<Conversation, AppError> {
    let heard = Arc::new(search::heard(app, id).await?);
    again(|| {
        let (now, dialects) = (app.now(), app.dialects.clone());
        let (caller, wanted, heard) = (caller.clone(), wanted.clone(), heard.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_change(tx, &caller, id).await?;
                let found = contacts::list(tx, before.workspace_id, &wanted).await?;
                let known: HashMap<ContactId, Contact> =
                    found.into_iter().map(|contact| (contact.id, contact)).collect();
                check_known("contact_ids", "contact", &wanted, |id| known.contains_key(id))?;
                let workspace = workspaces::get(tx, before.workspace_id).await?;
                let workspace = workspace.ok_or(AppError::NotFound("workspace"))?;
                let there = participants::list(tx, id).await?;
                let changed = replaced(&there, &wanted, &known, &workspace);
                if changed == there {
                    return Ok(before);
                }
                participants::replace(tx, id, &changed).await?;
                let is_internal = !changed.is_empty()
                    && changed.iter().all(|one| is_own(&workspace, one.user_id, one.email.as_deref()));
                let after = Conversation { is_internal, ..before.clone() };
                let after = write_changed(tx, &dialects, &before, after, now).await?;
                search::rewrite(tx, id, &heard).await?;
                Ok(after)
            })
        })
    })
    .await
}

/// Those who stay, as they are, and after them those who are new.
fn replaced(
    there: &[Participant],
    wanted: &[ContactId],
    known: &HashMap<ContactId, Contact>,
    workspace: &Workspace,
) -> Vec<Participant> {
    let stays = |participant: &&Participant| match participant.contact_id {
        Some(id) => participant.user_id.is_some() || wanted.contains(&id),
        None => true,
    };
    let mut changed: Vec<Participant> = there.iter().filter(stays).cloned().collect();
    let mut position = there.iter().map(|participant| participant.position + 1).max().unwrap_or(0);
    for id in wanted {
        let is_there = changed.iter().any(|participant| participant.contact_id == Some(*id));
        let Some(contact) = known.get(id).filter(|_| !is_there) else { continue };
        let email = contact.emails.first().cloned();
        let is_own = is_own(workspace, None, email.as_deref());
        changed.push(Participant {
            id: ParticipantId::generate(),
            position,
            name: full_name(contact),
            email,
            phone: contact.phones.first().cloned(),
            role: if is_own { ParticipantRole::Agent } else { ParticipantRole::Customer },
            is_owner: false,
            user_id: None,
            contact_id: Some(contact.id),
            label: None,
            agent_id: None,
            agent_endpoint_id: None,
            prompt: None,
        });
        position += 1;
    }
    changed
}

fn full_name(contact: &Contact) -> Option<String> {
    let names = [contact.first_name.as_deref(), contact.last_name.as_deref()];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}
