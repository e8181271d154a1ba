//! Dialogues of our own agents: their bounds, and the ways to customers.

mod secrets;
mod sip;

use std::collections::BTreeMap;
use std::time::Duration;

use colloquy_agent::tools::Secret;
use colloquy_app::{DialogueLimits, Senders};
use colloquy_channel::imap::{ImapAccount, ImapSettings};
use colloquy_channel::twilio::TwilioSettings;
use colloquy_domain::phone::{is_e164, valid_email};
use colloquy_domain::secret::SecretText;
use colloquy_telephone::SipSettings;
use url::Url;

use super::optional;
use super::raw::{self, Raw};

/// Longest telephone call that can be set, in minutes: a day.
const LONGEST_MINUTES: u64 = 24 * 60;

/// Dialogues of our own agents.
#[derive(Debug, Clone)]
pub struct SpeakingSettings {
    /// How much at once.
    pub limits: DialogueLimits,
    /// Short messages and WhatsApp.
    pub twilio: TwilioSettings,
    /// Sender of mail in dialogues, where it is another one than the mail server's usual one.
    pub email_from: Option<String>,
    /// The mailbox of customers' mail, where one is set.
    pub imap: Option<ImapSettings>,
    /// The telephone, where one is set.
    pub sip: Option<SipSettings>,
    /// From where messages go out of agents that have no address of their own.
    pub senders: Senders,
    /// What actions may name, and where each of it may go.
    pub action_secrets: BTreeMap<String, Secret>,
}

pub(super) fn check(
    raw: &Raw,
    extra_ca_pem: Option<Vec<u8>>,
    problems: &mut Vec<String>,
) -> Option<SpeakingSettings> {
    let limits = limits(&raw.dialogues, problems);
    let twilio = twilio(&raw.twilio, problems);
    let email_from = optional(&raw.email.from).map(str::to_owned);
    if let Some(from) = &email_from {
        if optional(&raw.smtp.url).is_none() {
            problems.push("email.from must be empty while smtp.url is: nothing is sent".to_owned());
        }
        if address(from).is_none() {
            problems.push("email.from must be an address, such as Acme Help <help@acme.example>".to_owned());
        }
    }
    let sender = email_from.as_deref().or(optional(&raw.smtp.from));
    let own_senders = [optional(&raw.email.from), optional(&raw.smtp.from)];
    let own_senders: Vec<String> = own_senders.into_iter().flatten().map(str::to_owned).collect();
    let imap = imap(&raw.imap, own_senders, extra_ca_pem, problems);
    let sip = sip::check(&raw.sip, problems);
    let action_secrets = secrets::check(&raw.actions, problems);
    let twilio = twilio?;
    let number = |from: &Option<String>| from.clone().filter(|from| is_e164(from));
    Some(SpeakingSettings {
        limits,
        senders: Senders {
            sms: number(&twilio.sms_from),
            whatsapp: number(&twilio.whatsapp_from),
            email: sender.and_then(address),
        },
        twilio,
        email_from,
        imap,
        sip,
        action_secrets,
    })
}

fn limits(raw: &raw::Dialogues, problems: &mut Vec<String>) -> DialogueLimits {
    if raw.calls_at_once == 0 {
        problems.push("dialogues.calls_at_once must be greater than 0".to_owned());
    }
    if !(1..=LONGEST_MINUTES).contains(&raw.longest_minutes) {
        problems.push(format!("dialogues.longest_minutes must be 1 to {LONGEST_MINUTES}"));
    }
    DialogueLimits {
        calls_at_once: raw.calls_at_once,
        begun_per_minute: raw.begun_per_minute,
        longest: Duration::from_secs(raw.longest_minutes.min(LONGEST_MINUTES) * 60),
    }
}

fn twilio(raw: &raw::Twilio, problems: &mut Vec<String>) -> Option<TwilioSettings> {
    let account_sid = optional(&raw.account_sid).map(str::to_owned);
    let auth_token = optional(&raw.auth_token.0).map(SecretText::new);
    let sender = |setting: &str, text: &str, problems: &mut Vec<String>| {
        let from = optional(text).map(|text| text.trim_start_matches("whatsapp:").to_owned())?;
        if !is_e164(&from) && !from.starts_with("MG") {
            problems
                .push(format!("{setting} must be a number such as +12025550100, or a messaging service MG…"));
        }
        Some(from)
    };
    let sms_from = sender("twilio.sms_from", &raw.sms_from.0, problems);
    let whatsapp_from = sender("twilio.whatsapp_from", &raw.whatsapp_from.0, problems);
    match account_sid {
        Some(_) if auth_token.is_none() => {
            problems.push("twilio.auth_token must be set where twilio.account_sid is".to_owned());
        }
        Some(_) => {}
        None => {
            for (setting, is_set) in [
                ("twilio.auth_token", auth_token.is_some()),
                ("twilio.sms_from", sms_from.is_some()),
                ("twilio.whatsapp_from", whatsapp_from.is_some()),
            ] {
                if is_set {
                    problems.push(format!(
                        "{setting} must be empty while twilio.account_sid is: nothing is sent"
                    ));
                }
            }
        }
    }
    let url = Url::parse(&raw.url).ok().filter(|url| ["http", "https"].contains(&url.scheme()));
    if url.is_none() {
        problems.push("twilio.url must be an absolute http or https URL".to_owned());
    }
    Some(TwilioSettings { account_sid, auth_token, url: url?, sms_from, whatsapp_from })
}

fn imap(
    raw: &raw::Imap,
    own_senders: Vec<String>,
    extra_ca_pem: Option<Vec<u8>>,
    problems: &mut Vec<String>,
) -> Option<ImapSettings> {
    if raw.poll_seconds == 0 {
        problems.push("imap.poll_seconds must be greater than 0".to_owned());
    }
    let settings = ImapSettings {
        url: SecretText::new(optional(&raw.url)?),
        folder: raw.folder.trim().to_owned(),
        poll: Duration::from_secs(raw.poll_seconds),
        extra_ca_pem,
        own_senders,
    };
    if let Err(problem) = ImapAccount::new(&settings) {
        problems.push(problem.to_string());
    }
    Some(settings)
}

/// The address in `Name <address>`, in lower case.
fn address(sender: &str) -> Option<String> {
    let bare = match sender.trim().strip_suffix('>') {
        Some(named) => named.rsplit_once('<')?.1,
        None => sender,
    };
    valid_email(bare)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_address_of_a_sender_is_found() {
        for (sender, found) in [
            ("Acme Help <Help@Acme.example>", Some("help@acme.example")),
            ("help@acme.example", Some("help@acme.example")),
            ("Acme Help", None),
            ("Acme help@acme.example>", None),
        ] {
            assert_eq!(address(sender).as_deref(), found, "{sender}");
        }
    }
}
