//! Who gets a recap.

use std::collections::HashMap;

use colloquy_domain::UserId;
use colloquy_domain::directory::UserRole;
use colloquy_domain::workflow::RecapMail;

use super::facts::Sources;
use super::recap::Audience;

/// Most recipients of one recap.
const MOST_RECIPIENTS: usize = 100;

/// One who gets a recap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recipient {
    /// Address, as the conversation or the rule spells it.
    pub address: String,
    /// Name, where known.
    pub name: Option<String>,
    /// How much they are told.
    pub audience: Audience,
}

/// Those who get a recap.
#[derive(Debug, Default)]
pub(crate) struct Recipients {
    /// Each address once.
    pub found: Vec<Recipient>,
    /// How many more there would be, were there no limit.
    pub left_out: usize,
}

/// Everybody whom the recap is for: the owner, those who took part, and those whom the rule names, who are not told of
/// private conversations. Nobody else is told, and users who took part and have left since get nothing, whoever names
/// them. Where there are too many, those whom the rule names are not the ones that are left out.
pub(crate) fn recipients(mail: &RecapMail, sources: &Sources) -> Recipients {
    let roles: HashMap<UserId, UserRole> = sources.users.iter().map(|user| (user.id, user.role)).collect();
    let mut all: Vec<(Recipient, bool)> = Vec::new();
    let mut add = |address: &str, name: Option<String>, audience: Audience, is_named: bool| {
        let address = address.trim();
        if !colloquy_mail::is_address(address) || has_left(sources, address) {
            return;
        }
        match all.iter_mut().find(|(known, _)| known.address.eq_ignore_ascii_case(address)) {
            Some((_, was_named)) => *was_named |= is_named,
            None => all.push((Recipient { address: address.to_owned(), name, audience }, is_named)),
        }
    };
    if mail.to_owner
        && let Some(owner) = sources.owner.as_ref().filter(|owner| owner.role.is_active())
    {
        add(&owner.email, Some(owner.name.clone()), Audience::Inside, false);
    }
    if mail.to_participants {
        for participant in &sources.participants {
            let Some(email) = &participant.email else { continue };
            // A user is one of us; somebody with an address of our own domain is one, too, but cannot sign in.
            let role = participant.user_id.and_then(|id| roles.get(&id).copied());
            if role == Some(UserRole::Inactive) {
                continue;
            }
            let is_inside = role.is_some_and(UserRole::is_active);
            let audience = if is_inside { Audience::Inside } else { Audience::Outside };
            add(email, participant.name.clone(), audience, false);
        }
    }
    if !sources.conversation.is_private {
        for address in &mail.extra {
            add(address, None, Audience::Inside, true);
        }
    }
    let left_out = all.len().saturating_sub(MOST_RECIPIENTS);
    let mut too_many = left_out;
    let mut found: Vec<Recipient> = Vec::with_capacity(all.len());
    for (recipient, is_named) in all.into_iter().rev() {
        if too_many > 0 && !is_named {
            too_many -= 1;
        } else {
            found.push(recipient);
        }
    }
    found.reverse();
    Recipients { found, left_out }
}

fn has_left(sources: &Sources, address: &str) -> bool {
    let mut gone = sources.users.iter().filter(|user| user.role == UserRole::Inactive);
    gone.any(|user| user.email.eq_ignore_ascii_case(address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::conversation::{
        Conversation, ConversationKind, DataSource, Participant, ParticipantRole, ProcessingStatus,
    };
    use colloquy_domain::directory::{User, Workspace};
    use colloquy_domain::{ConversationId, ParticipantId, WorkspaceId};
    use time::macros::datetime;

    fn user(role: UserRole, email: &str) -> User {
        let now = datetime!(2026-03-01 12:00 UTC);
        User {
            id: UserId::generate(),
            workspace_id: WorkspaceId::generate(),
            role,
            name: "Rae".into(),
            email: email.into(),
            phone: None,
            job_title: None,
            time_zone: None,
            last_activity_at: None,
            created_at: now,
            updated_at: now,
        }
    }

    fn participant(email: &str, user: Option<&User>) -> Participant {
        Participant {
            id: ParticipantId::generate(),
            position: 0,
            name: Some("Somebody".into()),
            email: Some(email.into()),
            phone: None,
            role: ParticipantRole::Other,
            is_owner: false,
            user_id: user.map(|user| user.id),
            contact_id: None,
            label: None,
            agent_id: None,
            agent_endpoint_id: None,
            prompt: None,
        }
    }

    fn sources(participants: Vec<Participant>, users: Vec<User>) -> Sources {
        let now = datetime!(2026-03-01 12:00 UTC);
        let workspace = Workspace {
            id: WorkspaceId::generate(),
            name: "Acme".into(),
            private_by_default: false,
            own_domains: vec![],
            time_zone: "UTC".into(),
            created_at: now,
        };
        let conversation = Conversation {
            id: ConversationId::generate(),
            workspace_id: workspace.id,
            kind: ConversationKind::Call,
            title: "Renewal".into(),
            description: None,
            meeting_url: None,
            processing_status: ProcessingStatus::Completed,
            is_private: false,
            is_internal: false,
            data_source: DataSource::PublicApi,
            started_at: now,
            ended_at: None,
            owner_user_id: None,
            host_user_id: None,
            source_system: None,
            external_id: None,
            external_url: None,
            run_workflows: true,
            crm_association: None,
            created_by: None,
            created_at: now,
            updated_at: now,
        };
        Sources { conversation, participants, owner: None, users, workspace }
    }

    fn mail(extra: &[&str]) -> RecapMail {
        let extra = extra.iter().map(|address| (*address).to_owned()).collect();
        RecapMail { to_participants: true, to_owner: true, extra }
    }

    #[test]
    fn only_users_who_work_here_are_told_what_is_inside() {
        let [works, left] =
            [(UserRole::Member, "rae@acme.example"), (UserRole::Inactive, "lee@acme.example")]
                .map(|(role, email)| user(role, email));
        let known = user(UserRole::NotInvited, "kim@acme.example");
        let people = vec![
            participant("rae@acme.example", Some(&works)),
            participant("Lee@acme.example", Some(&left)),
            participant("lee@home.example", Some(&left)),
            participant("kim@acme.example", Some(&known)),
            participant("jonas@customer.example", None),
        ];
        let sources = sources(people, vec![works, left, known]);
        let all = recipients(&mail(&["lee@acme.example", "JONAS@customer.example"]), &sources);
        let found: Vec<(&str, Audience)> =
            all.found.iter().map(|one| (one.address.as_str(), one.audience)).collect();
        let expected = [
            ("rae@acme.example", Audience::Inside),
            ("kim@acme.example", Audience::Outside),
            ("jonas@customer.example", Audience::Outside),
        ];
        assert_eq!((found.as_slice(), all.left_out), (&expected[..], 0));
    }

    #[test]
    fn of_too_many_those_whom_the_rule_names_are_kept_and_the_rest_is_counted() {
        let people = (0..105).map(|number| participant(&format!("p{number}@customer.example"), None));
        let extra = mail(&["boss@acme.example", "p104@customer.example"]);
        let all = recipients(&extra, &sources(people.collect(), vec![]));
        assert_eq!((all.found.len(), all.left_out), (100, 6));
        let last: Vec<&str> = all.found[97..].iter().map(|one| one.address.as_str()).collect();
        assert_eq!(last, ["p97@customer.example", "p104@customer.example", "boss@acme.example"]);
    }
}
