//! Who gets a recap.

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

/// Everybody whom the recap is for, each address once. Nobody is told whom the conversation does not name, but those
/// whom the rule names; and these not of private conversations.
pub(crate) fn recipients(mail: &RecapMail, sources: &Sources) -> Vec<Recipient> {
    let mut found: Vec<Recipient> = Vec::new();
    let mut add = |address: &str, name: Option<String>, audience: Audience| {
        let address = address.trim();
        let is_new = !found.iter().any(|known| known.address.eq_ignore_ascii_case(address));
        if is_new && found.len() < MOST_RECIPIENTS && colloquy_mail::is_address(address) {
            found.push(Recipient { address: address.to_owned(), name, audience });
        }
    };
    if mail.to_owner
        && let Some(owner) = sources.owner.as_ref().filter(|owner| owner.role.is_active())
    {
        add(&owner.email, Some(owner.name.clone()), Audience::Inside);
    }
    if mail.to_participants {
        for participant in &sources.participants {
            let Some(email) = &participant.email else { continue };
            // A user is one of us; somebody with an address of our own domain is one, too, but cannot sign in.
            let audience = if participant.user_id.is_some() { Audience::Inside } else { Audience::Outside };
            add(email, participant.name.clone(), audience);
        }
    }
    if !sources.conversation.is_private {
        for address in &mail.extra {
            add(address, None, Audience::Inside);
        }
    }
    found
}
