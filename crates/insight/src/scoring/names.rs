//! What the people of a call and the agent's company are called, as far as anybody wrote it down.

use std::collections::BTreeSet;

use colloquy_domain::conversation::ParticipantRole;

use super::speakers::{Side, Sides};
use crate::view::ConversationView;

/// Shorter domains stand in other words by chance.
const SHORTEST_DOMAIN: usize = 4;

/// Domains that say nothing about who somebody works for.
const PUBLIC_DOMAINS: [&str; 12] = [
    "gmail",
    "googlemail",
    "outlook",
    "hotmail",
    "live",
    "yahoo",
    "icloud",
    "proton",
    "protonmail",
    "gmx",
    "mail",
    "posteo",
];

/// Names in small letters.
pub(super) struct Names {
    agents: BTreeSet<String>,
    customers: BTreeSet<String>,
    /// The agents' companies as their mail domains spell them: `pineharbor`.
    companies: BTreeSet<String>,
}

impl Names {
    /// Of all who speak or take part.
    pub fn of(view: &ConversationView<'_>, sides: &Sides) -> Self {
        let mut names =
            Self { agents: BTreeSet::new(), customers: BTreeSet::new(), companies: BTreeSet::new() };
        for participant in view.participants {
            let side = match participant.role {
                ParticipantRole::Agent => Side::Agent,
                ParticipantRole::Customer => Side::Customer,
                ParticipantRole::Other => Side::Other,
            };
            names.add(side, participant.name.as_deref(), participant.email.as_deref());
        }
        for (position, speaker) in (0..).zip(&view.transcript.speakers) {
            names.add(sides.side(position), view.known_name(position), speaker.email.as_deref());
        }
        names
    }

    fn add(&mut self, side: Side, name: Option<&str>, email: Option<&str>) {
        let parts = name.unwrap_or_default().split(|c: char| !c.is_alphanumeric() && c != '\'');
        let parts = parts.filter(|part| part.chars().count() > 1).map(str::to_lowercase);
        match side {
            Side::Agent => self.agents.extend(parts),
            Side::Customer => self.customers.extend(parts),
            Side::Other => {}
        }
        if side == Side::Agent {
            self.companies.extend(email.and_then(company_of));
        }
    }

    /// Whether a word is part of an agent's name.
    pub fn is_agents(&self, word: &str) -> bool {
        self.agents.contains(word)
    }

    /// Whether a word is part of a customer's name.
    pub fn is_customers(&self, word: &str) -> bool {
        self.customers.contains(word)
    }

    /// Whether words without the spaces between them hold the name of the agent's company.
    pub fn has_company(&self, squashed: &str) -> bool {
        self.companies.iter().any(|company| squashed.contains(company.as_str()))
    }
}

/// `owen@pine-harbor.example` is of `pineharbor`.
fn company_of(email: &str) -> Option<String> {
    let domain = email.trim().rsplit_once('@')?.1.to_lowercase();
    let label: String = domain.split('.').next()?.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_telling = label.chars().count() >= SHORTEST_DOMAIN && !PUBLIC_DOMAINS.contains(&label.as_str());
    is_telling.then_some(label)
}

#[cfg(test)]
mod tests {
    use super::company_of;

    #[test]
    fn a_company_is_known_by_its_domain_unless_everybody_has_it() {
        for (email, company) in [
            ("owen@Pine-Harbor.example", Some("pineharbor")),
            ("owen@gmail.com", None),
            ("owen@abc.example", None),
            ("owen", None),
        ] {
            assert_eq!(company_of(email).as_deref(), company, "{email}");
        }
    }
}
