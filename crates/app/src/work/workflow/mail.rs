//! A recap to one recipient.

use colloquy_domain::workflow::RecapMail;
use colloquy_mail::{Mail, MailError};
use sha2::{Digest, Sha256};

use super::{RunAttempt, StepEnd, Verdict};
use crate::workflows::{Sources, recap, recipients};

/// Addresses of everybody who gets one, and what is to be said of those who do not.
pub fn targets(mail: &RecapMail, sources: &Sources) -> (Vec<String>, Option<String>) {
    let all = recipients(mail, sources);
    let note = (all.left_out > 0).then(|| {
        format!("{} recipients were left out: a recap goes to at most {}", all.left_out, all.found.len())
    });
    (all.found.into_iter().map(|recipient| recipient.address).collect(), note)
}

/// Sends it to `address`.
pub async fn send(attempt: &RunAttempt<'_>, position: usize, mail: &RecapMail, address: &str) -> StepEnd {
    let Some(mailer) = &attempt.app.mailer else {
        return StepEnd::never("no mail server is set; the setting is smtp.url");
    };
    // Asked again at every attempt: who has left meanwhile, or was named by mistake, gets nothing more.
    let mut all = recipients(mail, &attempt.sources).found.into_iter();
    let recipient = all.find(|one| one.address.eq_ignore_ascii_case(address));
    let Some(recipient) = recipient else {
        return StepEnd::never("the address is not one of the recipients any more");
    };
    let written = match recap(&attempt.facts, &attempt.sources, recipient.audience) {
        Ok(Some(written)) => written,
        Ok(None) => return StepEnd::never("nothing is known of the conversation that could be told"),
        Err(error) => return StepEnd::never(format!("the mail cannot be written: {error}")),
    };
    let mail = Mail {
        to: recipient.address,
        to_name: recipient.name,
        subject: written.subject,
        text: written.text,
        html: written.html,
        message_id: message_id(attempt, position, address),
        list_id: format!("workflow-{}", attempt.run.workflow_id.ulid().to_lowercase()),
        written_at: attempt.run.created_at,
    };
    match mailer.send(&mail).await {
        Ok(taken) => StepEnd::done(Some(taken.status), Some(taken.answer)),
        Err(error) => {
            let (status, reason) = (error.status(), error.to_string());
            let verdict = match error {
                MailError::Transient { .. } => Verdict::Again(None),
                MailError::Permanent { .. } => Verdict::Never,
            };
            StepEnd { verdict, status, answer: None, error: Some(reason) }
        }
    }
}

/// The same at every attempt; says nothing of the recipient.
fn message_id(attempt: &RunAttempt<'_>, position: usize, address: &str) -> String {
    let digest = Sha256::digest(address.to_lowercase().as_bytes());
    let short: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{}.{position}.{short}", attempt.run.id.ulid().to_lowercase())
}
