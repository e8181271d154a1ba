//! The `expand` parameter of reads.

use std::collections::BTreeSet;

use colloquy_app::keys::Caller;
use colloquy_app::{AppError, FieldProblem};
use colloquy_http::fields::MOST_PROBLEMS;

/// Something that a read can bring along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expansion {
    Companies,
    Contacts,
    Owner,
    ActionItems,
    Signals,
    Transcript,
    MediaUrl,
    Tags,
}

const ALL: [(&str, Expansion); 8] = [
    ("companies", Expansion::Companies),
    ("contacts", Expansion::Contacts),
    ("owner", Expansion::Owner),
    ("action_items", Expansion::ActionItems),
    ("signals", Expansion::Signals),
    ("transcript", Expansion::Transcript),
    ("media_url", Expansion::MediaUrl),
    ("tags", Expansion::Tags),
];

/// What was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expansions(BTreeSet<Expansion>);

impl Expansions {
    /// Reads a comma-separated list.
    pub fn parse(text: Option<&str>) -> Result<Self, AppError> {
        let names = text.unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty());
        let mut problems = Vec::new();
        let mut found = BTreeSet::new();
        for name in names {
            match ALL.iter().find(|(known, _)| *known == name) {
                Some((_, expansion)) => {
                    found.insert(*expansion);
                }
                None if problems.len() < MOST_PROBLEMS => {
                    let known = ALL.map(|(known, _)| known).join(", ");
                    let message = format!("expand: {name} is none of {known}");
                    problems.push(FieldProblem::new("expand", "unknown_value", message));
                }
                None => break,
            }
        }
        if problems.is_empty() { Ok(Self(found)) } else { Err(AppError::Malformed(problems)) }
    }

    /// Whether it was asked for.
    pub fn has(&self, expansion: Expansion) -> bool {
        self.0.contains(&expansion)
    }

    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Refuses expansions whose objects the key may not read.
    pub fn require_scopes(&self, caller: &Caller) -> Result<(), AppError> {
        for (expansion, scope) in [
            (Expansion::Companies, "companies:read"),
            (Expansion::Contacts, "contacts:read"),
            (Expansion::Owner, "users:read"),
        ] {
            if self.has(expansion) {
                caller.require(scope)?;
            }
        }
        Ok(())
    }

    /// The same set always as the same text, for ETags.
    pub fn canonical(&self) -> String {
        let names = ALL.iter().filter(|(_, expansion)| self.has(*expansion)).map(|(name, _)| *name);
        names.collect::<Vec<_>>().join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_any_order_and_unknown_ones_refused() {
        let read = |text| Expansions::parse(Some(text)).map(|expansions| expansions.canonical());
        assert_eq!(read("tags, owner,tags").unwrap(), "owner,tags");
        assert_eq!(read("").unwrap(), "");
        assert!(
            matches!(read("owner,everything"), Err(AppError::Malformed(problems)) if problems[0].field == "expand")
        );
    }
}
