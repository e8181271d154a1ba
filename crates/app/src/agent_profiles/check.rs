//! What the settings of an agent may be.

use colloquy_domain::agent_profile::AgentSettings;
use colloquy_domain::text::one_line;
use colloquy_domain::{WorkspaceId, phone};
use colloquy_store::{Tx, actions, skills};

use super::Refusals;
use crate::AppError;

/// Longest name, in characters: an agent's name is no longer either.
const LONGEST_NAME: usize = crate::agents::LONGEST_NAME;
/// Longest word that clients keep here, in characters.
const LONGEST_WORD: usize = 1_000;
/// Longest address of a picture, in characters.
const LONGEST_URL: usize = 2_048;
/// Longest role or job, in characters.
const LONGEST_ROLE: usize = 10_000;
/// Longest instructions, in characters.
const LONGEST_INSTRUCTIONS: usize = 100_000;
/// Most entries of a list.
const MOST_ENTRIES: usize = 100;
/// Most that is kept for clients as JSON, in bytes.
const MOST_JSON_BYTES: usize = 64 << 10;
/// Longest silence that can be allowed, in seconds.
const LONGEST_IDLE_SECONDS: f64 = 3_600.0;
/// Most questions whether somebody is there.
const MOST_PRESENCE_CHECKS: u32 = 100;

/// The settings as they are kept: names and addresses in one form, none where nothing stands there.
///
/// # Errors
/// [`AppError::Malformed`] naming each field that breaks a rule.
pub(super) fn checked(mut settings: AgentSettings) -> Result<AgentSettings, AppError> {
    let mut refusals = Refusals::default();
    // What stands in one line of a prompt or of a mail's head must not become two.
    for text in [
        &mut settings.name,
        &mut settings.nickname,
        &mut settings.lastname,
        &mut settings.image_url,
        &mut settings.phone,
        &mut settings.email,
        &mut settings.inbound_capability,
        &mut settings.functionality,
        &mut settings.temperature,
        &mut settings.model_provider,
        &mut settings.model_name,
        &mut settings.skill,
        &mut settings.language,
        &mut settings.voice_id,
    ] {
        *text = text.take().map(|text| one_line(&text).trim().to_owned()).filter(|text| !text.is_empty());
    }
    if settings.name.is_none() && settings.nickname.is_none() && settings.lastname.is_none() {
        refusals.refuse("name", "required", "is required where neither nickname nor lastname is given");
    }
    addresses(&mut settings, &mut refusals);
    lengths(&settings, &mut refusals);
    refusals.range("voice_stability", settings.voice_stability, 0.0, 1.0);
    refusals.range("voice_speed", settings.voice_speed, 0.25, 4.0);
    refusals.range("allowed_idle_seconds", settings.allowed_idle_seconds, 0.0, LONGEST_IDLE_SECONDS);
    let checks = settings.check_human_presence_count.map(f64::from);
    refusals.range("check_human_presence_count", checks, 0.0, f64::from(MOST_PRESENCE_CHECKS));
    refusals.finish()?;
    each_once(&mut settings.actions);
    each_once(&mut settings.global_actions);
    each_once(&mut settings.skills);
    Ok(settings)
}

fn addresses(settings: &mut AgentSettings, refusals: &mut Refusals) {
    if let Some(given) = settings.phone.take() {
        settings.phone = phone::normalise(&given).filter(|number| phone::is_e164(number));
        if settings.phone.is_none() {
            let rule = "must be a telephone number in E.164, such as +15551234567";
            refusals.refuse("phone", "invalid_format", rule);
        }
    }
    if let Some(given) = settings.email.take() {
        settings.email = phone::valid_email(&given);
        if settings.email.is_none() {
            refusals.refuse("email", "invalid_format", "must be an e-mail address");
        }
    }
}

fn lengths(settings: &AgentSettings, refusals: &mut Refusals) {
    let texts = [
        ("name", &settings.name, LONGEST_NAME),
        ("nickname", &settings.nickname, LONGEST_NAME),
        ("lastname", &settings.lastname, LONGEST_NAME),
        ("image_url", &settings.image_url, LONGEST_URL),
        ("role_text", &settings.role_text, LONGEST_ROLE),
        ("job_descriptions", &settings.job_descriptions, LONGEST_ROLE),
        ("base_instructions", &settings.base_instructions, LONGEST_INSTRUCTIONS),
        ("inbound_capability", &settings.inbound_capability, LONGEST_WORD),
        ("functionality", &settings.functionality, LONGEST_WORD),
        ("temperature", &settings.temperature, LONGEST_WORD),
        ("model_provider", &settings.model_provider, LONGEST_WORD),
        ("model_name", &settings.model_name, LONGEST_WORD),
        ("lead_qualification", &settings.lead_qualification, LONGEST_ROLE),
        ("skill", &settings.skill, LONGEST_WORD),
        ("language", &settings.language, LONGEST_WORD),
        ("voice_id", &settings.voice_id, LONGEST_WORD),
    ];
    for (field, text, longest) in texts {
        refusals.longest(field, text.as_deref(), longest);
    }
    let lists = [
        ("capabilities", &settings.capabilities),
        ("filler_words", &settings.filler_words),
        ("cutoff_responses", &settings.cutoff_responses),
        ("goodbye_phrases", &settings.goodbye_phrases),
    ];
    for (field, list) in lists {
        let list = list.as_deref().unwrap_or_default();
        refusals.count(field, list, MOST_ENTRIES);
        for (place, text) in list.iter().enumerate().take(MOST_ENTRIES) {
            refusals.length(&format!("{field}[{place}]"), text, 0, LONGEST_WORD);
        }
    }
    refusals.count("actions", &settings.actions, MOST_ENTRIES);
    refusals.count("global_actions", &settings.global_actions, MOST_ENTRIES);
    refusals.count("skills", &settings.skills, MOST_ENTRIES);
    refusals.json("interaction_settings", &settings.interaction_settings, MOST_JSON_BYTES);
}

fn each_once<T: PartialEq + Copy>(ids: &mut Vec<T>) {
    let mut seen = Vec::with_capacity(ids.len());
    ids.retain(|id| {
        let is_new = !seen.contains(id);
        if is_new {
            seen.push(*id);
        }
        is_new
    });
}

/// Refuses ids of actions and skills that are not there. What stood in the settings before may stay although it was
/// deleted since: a change of something else must not fail for it.
///
/// # Errors
/// [`AppError::Malformed`] naming `actions`, `global_actions` or `skills`.
pub(super) async fn references(
    tx: &Tx,
    workspace_id: WorkspaceId,
    before: &AgentSettings,
    after: &AgentSettings,
) -> Result<(), AppError> {
    let mut refusals = Refusals::default();
    let known = |id: &_| before.actions.contains(id) || before.global_actions.contains(id);
    for (field, ids) in [("actions", &after.actions), ("global_actions", &after.global_actions)] {
        let new: Vec<_> = ids.iter().copied().filter(|id| !known(id)).collect();
        let found = actions::list_by_ids(tx, workspace_id, &new).await?;
        for id in new.iter().filter(|id| !found.iter().any(|action| action.id == **id)) {
            refusals.refuse(field, "unknown_value", &format!("names no action of this workspace: {id}"));
        }
    }
    let new: Vec<_> = after.skills.iter().copied().filter(|id| !before.skills.contains(id)).collect();
    let found = skills::list_by_ids(tx, workspace_id, &new).await?;
    for id in new.iter().filter(|id| !found.iter().any(|skill| skill.id == **id)) {
        refusals.refuse("skills", "unknown_value", &format!("names no skill of this workspace: {id}"));
    }
    refusals.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::ActionId;

    fn fields(settings: AgentSettings) -> Vec<String> {
        match checked(settings) {
            Err(AppError::Malformed(problems)) => {
                assert!(problems.iter().all(|problem| problem.message.starts_with(&problem.field)));
                problems.into_iter().map(|problem| problem.field).collect()
            }
            other => panic!("not refused: {other:?}"),
        }
    }

    #[test]
    fn an_agent_needs_a_name_of_some_kind() {
        let blank = AgentSettings { name: Some(" \n".into()), ..AgentSettings::default() };
        assert_eq!(fields(blank), ["name"]);
        let last = AgentSettings { lastname: Some(" Doe\n".into()), ..AgentSettings::default() };
        assert_eq!(checked(last).expect("a last name will do").lastname.as_deref(), Some("Doe"));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = AgentSettings {
            name: Some("x".repeat(LONGEST_NAME + 1)),
            phone: Some("0049".into()),
            email: Some("maya".into()),
            voice_stability: Some(1.1),
            voice_speed: Some(f64::NAN),
            allowed_idle_seconds: Some(-1.0),
            check_human_presence_count: Some(101),
            goodbye_phrases: Some(vec!["bye".into(), "x".repeat(LONGEST_WORD + 1)]),
            ..AgentSettings::default()
        };
        let expected = [
            "phone",
            "email",
            "name",
            "goodbye_phrases[1]",
            "voice_stability",
            "voice_speed",
            "allowed_idle_seconds",
            "check_human_presence_count",
        ];
        assert_eq!(fields(wrong), expected);
    }

    #[test]
    fn addresses_have_one_form_and_ids_stand_once() {
        let id = ActionId::generate();
        let given = AgentSettings {
            name: Some("Maya\r\nBcc: all@customer.example".into()),
            phone: Some("+1 (555) 123-4567".into()),
            email: Some("Maya@Firm.Example".into()),
            image_url: Some(" ".into()),
            actions: vec![id, id],
            ..AgentSettings::default()
        };
        let kept = checked(given).expect("sound");
        assert_eq!(kept.name.as_deref(), Some("Maya Bcc: all@customer.example"));
        assert_eq!(kept.phone.as_deref(), Some("+15551234567"));
        assert_eq!(kept.email.as_deref(), Some("maya@firm.example"));
        assert_eq!((kept.image_url, kept.actions), (None, vec![id]));
    }
}
