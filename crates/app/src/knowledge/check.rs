//! What a knowledge base may hold.
//!
//! Addresses are only looked at for being some: which networks may be reached is asked when they are read, and shows at
//! the source then.

use colloquy_domain::text::one_line;
use colloquy_domain::{AgentId, WorkspaceId};
use colloquy_netguard::Guard;
use colloquy_store::{Tx, agent_profiles};
use url::Url;

use super::NewKnowledgeBase;
use crate::AppError;
use crate::agent_profiles::Refusals;

/// Longest name or title, in characters: a title may be a question.
const LONGEST_TITLE: usize = 1_000;
/// Longest word for what kind it is, in characters.
const LONGEST_KIND: usize = 100;
/// Longest description, in characters.
const LONGEST_DESCRIPTION: usize = 10_000;
/// Longest text of its own, in bytes.
const MOST_TEXT_BYTES: usize = 2 << 20;
/// Most pages.
const MOST_URLS: usize = 100;
/// Most agents that are named.
const MOST_AGENTS: usize = 1_000;

/// The same as it is kept.
///
/// # Errors
/// [`AppError::Malformed`] naming each field that breaks a rule.
pub(super) fn checked(mut new: NewKnowledgeBase) -> Result<NewKnowledgeBase, AppError> {
    let mut refusals = Refusals::default();
    for text in [&mut new.name, &mut new.title, &mut new.kind] {
        *text = one_line(text).trim().to_owned();
    }
    if new.name.is_empty() {
        new.name = new.title.clone();
    }
    if new.title.is_empty() {
        new.title = new.name.clone();
    }
    if new.title.is_empty() {
        refusals.refuse("title", "required", "is required where no name is given");
    }
    if new.kind.is_empty() {
        refusals.refuse("kind", "required", "must not be blank");
    }
    refusals.length("name", &new.name, 0, LONGEST_TITLE);
    refusals.length("title", &new.title, 0, LONGEST_TITLE);
    refusals.length("kind", &new.kind, 0, LONGEST_KIND);
    refusals.longest("description", new.description.as_deref(), LONGEST_DESCRIPTION);
    if new.text.as_ref().is_some_and(|text| text.len() > MOST_TEXT_BYTES) {
        refusals.refuse("text", "too_large", &format!("must be at most {MOST_TEXT_BYTES} bytes long"));
    }
    refusals.count("urls", &new.urls, MOST_URLS);
    refusals.count("agent_ids", &new.agent_ids, MOST_AGENTS);
    let mut urls: Vec<String> = Vec::new();
    for (place, given) in new.urls.iter().enumerate().take(MOST_URLS) {
        let url = given.trim();
        if !is_address(url) {
            let rule = "must be an address, such as https://shop.example/returns";
            refusals.refuse(&format!("urls[{place}]"), "invalid_format", rule);
        } else if !urls.iter().any(|other| other == url) {
            urls.push(url.to_owned());
        }
    }
    refusals.finish()?;
    new.urls = urls;
    let mut agents: Vec<AgentId> = Vec::new();
    for id in &new.agent_ids {
        if !agents.contains(id) {
            agents.push(*id);
        }
    }
    new.agent_ids = agents;
    Ok(new)
}

fn is_address(text: &str) -> bool {
    text.len() <= Guard::MAX_URL_BYTES
        && Url::parse(text).is_ok_and(|url| {
            let is_open = url.username().is_empty() && url.password().is_none();
            matches!(url.scheme(), "http" | "https") && url.has_host() && is_open
        })
}

/// Refuses agents that are not there. Those that were named before may stay although they were deleted since.
///
/// # Errors
/// [`AppError::Malformed`] naming `agent_ids`.
pub(super) async fn agents(
    tx: &Tx,
    workspace_id: WorkspaceId,
    before: &[AgentId],
    after: &[AgentId],
) -> Result<(), AppError> {
    let mut refusals = Refusals::default();
    let new: Vec<AgentId> = after.iter().copied().filter(|id| !before.contains(id)).collect();
    let found = agent_profiles::list_by_ids(tx, workspace_id, &new).await?;
    for id in new.iter().filter(|id| !found.iter().any(|profile| profile.agent_id == **id)) {
        refusals.refuse("agent_ids", "unknown_value", &format!("names no agent of this workspace: {id}"));
    }
    refusals.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::knowledge::Refresh;

    fn new() -> NewKnowledgeBase {
        NewKnowledgeBase {
            name: String::new(),
            kind: "faq".into(),
            title: "How do I return a parcel?".into(),
            text: None,
            description: None,
            urls: Vec::new(),
            agent_ids: Vec::new(),
            refresh: Refresh::Manual,
        }
    }

    #[test]
    fn name_and_title_stand_in_for_each_other() {
        assert_eq!(checked(new()).expect("sound").name, "How do I return a parcel?");
        let named = NewKnowledgeBase { name: " Returns ".into(), title: " ".into(), ..new() };
        assert_eq!(checked(named).expect("sound").title, "Returns");
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = NewKnowledgeBase {
            title: String::new(),
            kind: " ".into(),
            text: Some("x".repeat(MOST_TEXT_BYTES + 1)),
            urls: ["https://a.example/x", "ftp://a.example/x", "a.example", "https://me:secret@a.example"]
                .map(str::to_owned)
                .to_vec(),
            ..new()
        };
        let Err(AppError::Malformed(problems)) = checked(wrong) else { panic!("not refused") };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["title", "kind", "text", "urls[1]", "urls[2]", "urls[3]"]);
        let many = NewKnowledgeBase {
            urls: (0..=MOST_URLS).map(|number| format!("https://a.example/{number}")).collect(),
            ..new()
        };
        assert!(checked(many).is_err());
    }

    #[test]
    fn a_page_is_read_once() {
        let twice = NewKnowledgeBase {
            urls: vec!["https://a.example/x".into(), " https://a.example/x\n".into()],
            ..new()
        };
        assert_eq!(checked(twice).expect("sound").urls, ["https://a.example/x"]);
    }
}
