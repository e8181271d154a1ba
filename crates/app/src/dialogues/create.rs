//! A dialogue that a client has our side begin.

use colloquy_domain::agent_profile::AgentKind;
use colloquy_domain::call::CallDirection;
use colloquy_domain::dialogue::{Channel, DialogueStatus};
use colloquy_domain::phone::{is_e164, normalise};
use colloquy_domain::{AgentId, SkillId, WorkspaceId};
use colloquy_store::{Durability, Tx, agent_profiles, dialogues, do_not_contact, jobs, skills, workspaces};

use super::new::{Created, NewDialogue};
use super::people::{self, Customer, Told};
use super::write::{Cast, Draft, OurSide, write};
use super::{DO_NOT_CONTACT, begin, webchat};
use crate::again::again;
use crate::keys::Caller;
use crate::{App, AppError, FieldProblem};

/// Makes a dialogue and has it begin, at once or when its turn has come. A webchat is open when this returns.
///
/// # Errors
/// [`AppError::NotFound`] for an agent or a skill that is not there; [`AppError::Invalid`] naming `agentId` or `skillId`
/// where one is not active, `channel` where it is not configured, `customerPhone` or `customerEmail` where the channel
/// needs one and none is known, it is none, or it must not be contacted, `agentOverride.phone` where that is no number.
pub async fn create(app: &App, caller: &Caller, new: NewDialogue) -> Result<Created, AppError> {
    let cast = cast(app, caller.workspace_id(), new.agent_id, new.skill_id).await?;
    check(app, &cast, &new)?;
    let (access, access_sha256) = match new.channel {
        Channel::Webchat => {
            let access = webchat::new_access();
            let sha256 = webchat::access_sha256(&access);
            (Some(access), Some(sha256))
        }
        _ => (None, None),
    };
    let ours = OurSide::of(new.channel, &cast.profile, &new.agent_override, &app.speaking.senders);
    let limits = app.speaking.limits;
    let (dialogue, is_held) = again(|| {
        let (dialects, now) = (app.dialects.clone(), app.now());
        let (caller, cast, new, ours) = (caller.clone(), cast.clone(), new.clone(), ours.clone());
        let access_sha256 = access_sha256.clone();
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let told = Told {
                    given: new.customer,
                    name: new.customer_name,
                    phone: new.customer_phone,
                    email: new.customer_email,
                };
                let customer = people::find(tx, cast.workspace.id, told).await?;
                check_customer(tx, cast.workspace.id, new.channel, &customer).await?;
                let draft = Draft {
                    cast: &cast,
                    channel: new.channel,
                    direction: CallDirection::Outbound,
                    status: DialogueStatus::Queued,
                    given: &new.agent_override,
                    customer: &customer,
                    ours,
                    route_id: None,
                    caller: Some(&caller),
                    access_sha256,
                };
                let mut dialogue = write(tx, &dialects, draft, now).await?;
                if new.channel == Channel::Webchat {
                    // Nobody is written to: the visitor comes, or does not.
                    begin::open(tx, &mut dialogue, now).await?;
                    return Ok((dialogue, false));
                }
                dialogues::lock_begins(tx, dialogue.workspace_id).await?;
                let held = begin::held_for(tx, &dialogue, limits, now).await?;
                match held {
                    Some(pause) => {
                        jobs::enqueue(tx, vec![super::jobs::begin(&dialogue, now + pause)]).await?;
                    }
                    None => begin::start(tx, &mut dialogue, now).await?,
                }
                Ok::<_, AppError>((dialogue, held.is_some()))
            })
        })
    })
    .await?;
    Ok(Created { dialogue, is_held, access })
}

async fn cast(
    app: &App,
    workspace_id: WorkspaceId,
    agent_id: AgentId,
    skill_id: SkillId,
) -> Result<Cast, AppError> {
    let reader = app.store.reader();
    let workspace = workspaces::get(reader, workspace_id).await?.ok_or(AppError::NotFound("workspace"))?;
    let profile = agent_profiles::get(reader, workspace_id, agent_id).await?;
    let profile = profile.ok_or(AppError::NotFound("agent"))?;
    let skill = skills::get(reader, workspace_id, skill_id).await?.ok_or(AppError::NotFound("skill"))?;
    Ok(Cast { workspace, profile, skill })
}

/// What can be told without looking at the customer, all at once.
fn check(app: &App, cast: &Cast, new: &NewDialogue) -> Result<(), AppError> {
    let mut problems = Vec::new();
    let mut refuse = |field: &str, code, rule: &str| {
        problems.push(FieldProblem::new(field, code, format!("{field} {rule}")));
    };
    if !cast.profile.is_active {
        refuse("agentId", "inactive", "names an agent that is not active");
    }
    if cast.profile.settings.kind == Some(AgentKind::Human) {
        refuse(
            "agentId",
            "not_a_program",
            "names a person: this server speaks for agents of the type AI alone",
        );
    }
    if !cast.skill.is_active {
        refuse("skillId", "inactive", "names a skill that is not active");
    }
    let given_phone = new.agent_override.phone.as_deref().filter(|phone| !phone.trim().is_empty());
    if given_phone.is_some_and(|phone| !normalise(phone).is_some_and(|phone| is_e164(&phone))) {
        refuse("agentOverride.phone", "invalid_value", "must be a telephone number such as +12673624524");
    }
    if let Some(setting) = missing(app, new.channel) {
        let channel = new.channel.as_str();
        let message = format!("channel: {channel} is not configured on this server: set {setting}");
        problems.push(FieldProblem::new("channel", "channel_not_configured", message));
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}

/// The first setting that the channel lacks.
pub(super) fn missing(app: &App, channel: Channel) -> Option<String> {
    match channel {
        Channel::Webchat => None,
        Channel::Call => match &app.speaking.telephone {
            Some(telephone) => telephone.missing(),
            None => Some("sip.server".to_owned()),
        },
        Channel::Sms | Channel::Whatsapp | Channel::Email => app.speaking.channels.missing(channel),
    }
}

async fn check_customer(
    tx: &Tx,
    workspace_id: WorkspaceId,
    channel: Channel,
    customer: &Customer,
) -> Result<(), AppError> {
    let (field, address) = if channel.needs_phone() {
        let field = "customerPhone";
        if customer.phone.is_some() && customer.callable().is_none() {
            let message = "customerPhone must be a telephone number in E.164, such as +12673624524";
            return Err(AppError::invalid(field, "invalid_value", message));
        }
        (field, customer.callable().map(str::to_owned))
    } else if channel.needs_email() {
        ("customerEmail", customer.email.clone())
    } else {
        return Ok(());
    };
    let Some(address) = address else {
        let message = format!("{field} is needed for the channel {}", channel.as_str());
        return Err(AppError::invalid(field, "required", message));
    };
    match do_not_contact::find(tx, workspace_id, &[address]).await? {
        None => Ok(()),
        Some(_) => Err(AppError::invalid(field, "do_not_contact", format!("{field}: {DO_NOT_CONTACT}"))),
    }
}
