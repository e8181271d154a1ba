//! The mail with a link to a new password.

use colloquy_domain::Instant;
use colloquy_domain::directory::User;
use colloquy_mail::Mail;
use uuid::Uuid;

use super::ResetLink;

/// Recipients sort by it.
const LIST_ID: &str = "password-resets";

/// Writes it. Nothing of what stands in it was written by a stranger: the link is ours.
pub(super) fn letter(user: &User, link: &ResetLink, now: Instant) -> Mail {
    let url = link.url.reveal();
    let text = format!(
        "Somebody, most likely you, asked for a new password for your account at Colloquy.\n\n\
         Choose it here, within an hour:\n\n{url}\n\n\
         If it was not you, you need not do anything: your password stays as it is.\n"
    );
    let html = format!(
        "<p>Somebody, most likely you, asked for a new password for your account at Colloquy.</p>\n\
         <p><a href=\"{url}\">Choose it here</a>, within an hour.</p>\n\
         <p>If it was not you, you need not do anything: your password stays as it is.</p>\n"
    );
    Mail {
        to: user.email.clone(),
        to_name: Some(user.name.clone()),
        subject: "Choose a new password".to_owned(),
        text,
        html,
        message_id: format!("{LIST_ID}.{}", Uuid::new_v4().simple()),
        list_id: LIST_ID.to_owned(),
        written_at: now,
    }
}
