//! What was undertaken, as people write it, change it, tick it off, or take it away.

use colloquy_domain::conversation::Participant;
use colloquy_domain::correction::{Corrected, by_person};
use colloquy_domain::credential::READ_TRANSCRIPTS;
use colloquy_domain::evidence::Evidence;
use colloquy_domain::insight::ActionItem;
use colloquy_domain::text::one_line;
use colloquy_domain::transcript::{EntryId, Transcript};
use colloquy_domain::{ActionItemId, ConversationId};
use colloquy_store::{Durability, insights, participants, transcripts};
use time::Date;

use super::super::{to_correct, write_changed};
use crate::again::again;
use crate::keys::Caller;
use crate::{App, AppError, FieldProblem, read};

/// Longest text of an action item, in characters.
pub const LONGEST_ITEM: usize = 1_000;
/// Longest name of who will do it, in characters.
pub const LONGEST_ASSIGNEE: usize = 200;
/// Most entries on which one rests.
pub const MOST_PLACES: usize = 20;
/// Most action items of a conversation to which people may add another one.
const MOST_ITEMS: usize = 500;

/// What a person writes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewActionItem {
    /// In a few words, beginning with a verb.
    pub text: String,
    /// Who will do it: the name or the address of somebody who took part, or any name.
    pub assignee: Option<String>,
    /// The day by which it was promised.
    pub due_on: Option<Date>,
    /// The entries in which it was agreed.
    pub entry_ids: Vec<EntryId>,
}

/// What is to change; `None` leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ActionItemChange {
    /// In other words.
    pub text: Option<String>,
    /// Somebody else will do it, or nobody is known to.
    pub assignee: Option<Option<String>>,
    /// Another day, or none.
    pub due_on: Option<Option<Date>>,
    /// Whether it is done.
    pub is_done: Option<bool>,
}

/// Writes an action item that was not found, behind those that are there.
///
/// # Errors
/// [`AppError::Invalid`] where a value breaks a rule; [`AppError::Conflict`] where there are too many;
/// [`AppError::MissingScope`] where entries are named that the caller may not read.
pub async fn add_action_item(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    new: NewActionItem,
) -> Result<Corrected<ActionItem>, AppError> {
    read::conversation(app, caller, id).await?;
    if !new.entry_ids.is_empty() {
        // They are quoted.
        caller.require(READ_TRANSCRIPTS)?;
    }
    let text = worded(&new.text)?;
    let transcript = match new.entry_ids.is_empty() {
        true => None,
        false => transcripts::get(app.store.reader(), id).await?,
    };
    let evidence = places(transcript.as_ref(), &new.entry_ids)?;
    let assignee = new.assignee.as_deref().map(named).transpose()?;
    again(|| {
        let (now, dialects, caller) = (app.now(), app.dialects.clone(), caller.clone());
        let (text, assignee, evidence) = (text.clone(), assignee.clone(), evidence.clone());
        let due_on = new.due_on;
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_correct(tx, &caller, id).await?;
                let mut all = insights::list_corrected_action_items(tx, id).await?;
                if all.len() >= MOST_ITEMS {
                    let message = format!("a conversation has at most {MOST_ITEMS} action items");
                    return Err(AppError::Conflict(message));
                }
                let mut item = ActionItem {
                    id: ActionItemId::generate(),
                    title: text.clone(),
                    description: text,
                    due_on,
                    assignee_name: None,
                    assignee_email: None,
                    assignee_participant_id: None,
                    is_done: false,
                    written_at: Some(now),
                    grounds: by_person(evidence),
                };
                assign(&mut item, assignee, &participants::list(tx, id).await?);
                let item = Corrected::new_by(item, caller.user_id(), now);
                all.push(item.clone());
                insights::replace_corrected_action_items(tx, id, &all).await?;
                write_changed(tx, &dialects, &before, before.clone(), now).await?;
                Ok(item)
            })
        })
    })
    .await
}

/// Changes an action item. Whether it is done says nothing against what the machine found: that keeps its grounds.
///
/// # Errors
/// [`AppError::NotFound`] where the conversation has no such item; [`AppError::Invalid`] where a value breaks a rule.
pub async fn change_action_item(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    item_id: ActionItemId,
    change: ActionItemChange,
) -> Result<Corrected<ActionItem>, AppError> {
    read::conversation(app, caller, id).await?;
    let text = change.text.as_deref().map(worded).transpose()?;
    let assignee = match &change.assignee {
        Some(Some(name)) => Some(Some(named(name)?)),
        Some(None) => Some(None),
        None => None,
    };
    again(|| {
        let (now, dialects, caller) = (app.now(), app.dialects.clone(), caller.clone());
        let (text, assignee) = (text.clone(), assignee.clone());
        let (due_on, is_done) = (change.due_on, change.is_done);
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_correct(tx, &caller, id).await?;
                let mut all = insights::list_corrected_action_items(tx, id).await?;
                let position = position_of(&all, item_id)?;
                let there = all[position].clone();
                let mut said = there.value.clone();
                if let Some(text) = text {
                    said.title = text;
                }
                said.due_on = due_on.unwrap_or(said.due_on);
                if let Some(assignee) = assignee {
                    assign(&mut said, assignee, &participants::list(tx, id).await?);
                }
                if said != there.value {
                    said.grounds = by_person(said.grounds.evidence);
                }
                said.is_done = is_done.unwrap_or(said.is_done);
                if said == there.value {
                    return Ok(there);
                }
                all[position] = there.by(said, caller.user_id(), now);
                insights::replace_corrected_action_items(tx, id, &all).await?;
                write_changed(tx, &dialects, &before, before.clone(), now).await?;
                Ok(all.swap_remove(position))
            })
        })
    })
    .await
}

/// Takes an action item away. One that was found does not come back when it is found again.
///
/// # Errors
/// [`AppError::NotFound`] where the conversation has no such item.
pub async fn remove_action_item(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    item_id: ActionItemId,
) -> Result<(), AppError> {
    read::conversation(app, caller, id).await?;
    again(|| {
        let (now, dialects, caller) = (app.now(), app.dialects.clone(), caller.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_correct(tx, &caller, id).await?;
                let mut all = insights::list_corrected_action_items(tx, id).await?;
                let position = position_of(&all, item_id)?;
                let removed = all.remove(position);
                let found = match removed.correction {
                    Some(correction) => correction.machine,
                    None => Some(removed.value),
                };
                if let Some(found) = found {
                    insights::note_removed_action_item(tx, id, &found, caller.user_id(), now).await?;
                }
                insights::replace_corrected_action_items(tx, id, &all).await?;
                write_changed(tx, &dialects, &before, before.clone(), now).await?;
                Ok(())
            })
        })
    })
    .await
}

fn position_of(all: &[Corrected<ActionItem>], id: ActionItemId) -> Result<usize, AppError> {
    let position = all.iter().position(|one| one.value.id == id);
    position.ok_or(AppError::NotFound("action item of the conversation"))
}

/// A text as it is kept: one line, of which something is seen.
fn worded(text: &str) -> Result<String, AppError> {
    line("text", text, LONGEST_ITEM)
}

fn named(name: &str) -> Result<String, AppError> {
    line("assignee", name, LONGEST_ASSIGNEE)
}

fn line(field: &str, text: &str, longest: usize) -> Result<String, AppError> {
    let text = one_line(text).trim().to_owned();
    if (1..=longest).contains(&text.chars().count()) {
        return Ok(text);
    }
    let message = format!("{field} must have 1 to {longest} characters, one of them seen");
    Err(AppError::invalid(field, "invalid_length", message))
}

/// Who took part and is called so, or has that address; otherwise somebody else of that name.
fn assign(item: &mut ActionItem, assignee: Option<String>, people: &[Participant]) {
    let wanted = assignee.as_deref().map(str::to_lowercase);
    let is_meant = |one: &&Participant| {
        let names = [one.name.as_deref(), one.email.as_deref()];
        names.into_iter().flatten().any(|name| Some(name.trim().to_lowercase()) == wanted)
    };
    let found = people.iter().find(is_meant);
    item.assignee_participant_id = found.map(|one| one.id);
    item.assignee_email = found.and_then(|one| one.email.clone());
    // An address by which somebody was found is no name: not everybody who reads names may read addresses.
    item.assignee_name = match found {
        Some(one) => one.name.clone(),
        None => assignee,
    };
}

/// What was said in these entries.
fn places(transcript: Option<&Transcript>, ids: &[EntryId]) -> Result<Vec<Evidence>, AppError> {
    let mut found = Vec::with_capacity(ids.len());
    let mut problems = Vec::new();
    for (position, id) in ids.iter().enumerate() {
        match transcript.and_then(|transcript| transcript.entry(*id)) {
            Some(entry) => found.push(Evidence {
                entry_id: entry.id,
                start_seconds: entry.start_seconds,
                end_seconds: entry.end_seconds,
                quote: entry.text.clone(),
            }),
            None => {
                let field = format!("evidence_entry_ids[{position}]");
                let message = format!("{field} must be the number of an entry of the transcript");
                problems.push(FieldProblem::new(field, "unknown_value", message));
            }
        }
    }
    if problems.is_empty() { Ok(found) } else { Err(AppError::Invalid(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::ParticipantId;
    use colloquy_domain::conversation::ParticipantRole;

    fn participant(name: &str, email: &str) -> Participant {
        Participant {
            id: ParticipantId::generate(),
            position: 0,
            name: Some(name.into()),
            email: Some(email.into()),
            phone: None,
            role: ParticipantRole::Customer,
            is_owner: false,
            user_id: None,
            contact_id: None,
            label: None,
            agent_id: None,
            agent_endpoint_id: None,
            prompt: None,
        }
    }

    #[test]
    fn who_took_part_is_known_by_name_or_address() {
        let people = [participant("Jonas", "jonas@customer.example")];
        let mut item = ActionItem {
            id: ActionItemId::generate(),
            title: "Send it".into(),
            description: "Send it".into(),
            due_on: None,
            assignee_name: None,
            assignee_email: None,
            assignee_participant_id: None,
            is_done: false,
            written_at: None,
            grounds: by_person(Vec::new()),
        };
        for wanted in ["jonas", "Jonas@Customer.example"] {
            assign(&mut item, Some(wanted.into()), &people);
            let known = (item.assignee_name.as_deref(), item.assignee_participant_id);
            assert_eq!(known, (Some("Jonas"), Some(people[0].id)), "{wanted}");
        }
        assign(&mut item, Some("Kim".into()), &people);
        let known = (item.assignee_name.as_deref(), item.assignee_email.as_deref());
        assert_eq!((known, item.assignee_participant_id), ((Some("Kim"), None), None));
        assign(&mut item, None, &people);
        assert_eq!(item.assignee_name, None);
    }

    #[test]
    fn an_entry_that_is_not_there_is_named() {
        let refused = places(None, &[EntryId(0), EntryId(4)]).unwrap_err();
        let AppError::Invalid(problems) = refused else { panic!("a value breaks a rule") };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["evidence_entry_ids[0]", "evidence_entry_ids[1]"]);
    }
}
