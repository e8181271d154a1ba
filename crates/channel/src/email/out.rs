//! Letters of dialogues, sent by the operator's mail server.

use std::fmt;

use async_trait::async_trait;
use colloquy_domain::dialogue_message::MessageStatus;
use colloquy_domain::{DialogueMessageId, Instant};
use colloquy_mail::{Letter, MailError, Mailer};

use super::name::MessageName;
use crate::outgoing::{Outgoing, SendError, Sent, TextChannel};
use crate::text::one_line;

/// A subject that is made from the text has so many characters at most.
const LONGEST_MADE_SUBJECT: usize = 60;

/// E-mail.
pub struct EmailChannel {
    mailer: Option<Mailer>,
    from: Option<String>,
}

impl fmt::Debug for EmailChannel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("EmailChannel").field("mailer", &self.mailer).finish_non_exhaustive()
    }
}

impl EmailChannel {
    /// Sends by this mail server; from that address, where one is set, else from the server's usual one.
    #[must_use]
    pub fn new(mailer: Option<Mailer>, from: Option<String>) -> Self {
        Self { mailer, from }
    }
}

#[async_trait]
impl TextChannel for EmailChannel {
    fn missing(&self) -> Option<String> {
        self.mailer.is_none().then(|| "smtp.url".to_owned())
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<Sent, SendError> {
        let mailer = self.mailer.as_ref().ok_or_else(|| SendError::not_configured("smtp.url"))?;
        let letter = letter(outgoing, self.from.as_deref());
        let posted = mailer.post(&letter).await.map_err(|error| match error {
            MailError::Transient { reason, .. } => SendError::passing(reason),
            MailError::Permanent { reason, .. } => SendError::lasting(reason),
        })?;
        Ok(Sent { sid: None, channel_key: Some(posted.message_id), status: MessageStatus::Sent })
    }
}

fn letter(outgoing: &Outgoing, usual_sender: Option<&str>) -> Letter {
    let name = MessageName { message_id: outgoing.message_id, conversation_id: outgoing.conversation_id };
    let thread = outgoing.thread.clone().unwrap_or_default();
    let text = match &outgoing.media_url {
        Some(media_url) => format!("{}\n\n{media_url}\n", outgoing.text.trim_end()),
        None => outgoing.text.clone(),
    };
    Letter {
        from: outgoing.from.as_deref().or(usual_sender).map(str::to_owned),
        to: outgoing.to.clone(),
        subject: outgoing.subject.clone().unwrap_or_else(|| made_subject(&outgoing.text)),
        text,
        message_id: name.local_part(),
        in_reply_to: thread.in_reply_to,
        references: thread.references,
        written_at: made_at(outgoing.message_id),
    }
}

/// The first line, or its beginning.
fn made_subject(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let line = one_line(line, usize::MAX);
    let Some((end, _)) = line.char_indices().nth(LONGEST_MADE_SUBJECT) else { return line };
    let begun = &line[..end];
    let whole_words = begun.rsplit_once(' ').map_or(begun, |(words, _)| words);
    format!("{whole_words}…")
}

/// An id says when it was made, so that a letter has the same date whenever it is sent.
fn made_at(id: DialogueMessageId) -> Instant {
    let seconds = id.0.get_timestamp().map_or(0, |made| made.to_unix().0);
    i64::try_from(seconds)
        .ok()
        .and_then(|seconds| Instant::from_unix_timestamp(seconds).ok())
        .unwrap_or(Instant::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outgoing::Thread;
    use colloquy_domain::ConversationId;

    fn outgoing() -> Outgoing {
        Outgoing {
            message_id: DialogueMessageId::generate(),
            conversation_id: ConversationId::generate(),
            from: None,
            to: "jonas@customer.example".into(),
            subject: None,
            text: "\nHello Jonas,\nyour order is on its way.\n".into(),
            media_url: None,
            thread: None,
            status_callback: None,
        }
    }

    #[test]
    fn a_letter_is_the_same_whenever_it_is_made() {
        let outgoing = outgoing();
        let made = letter(&outgoing, Some("help@acme.example"));
        assert_eq!(made, letter(&outgoing, Some("help@acme.example")));
        assert_eq!(made.subject, "Hello Jonas,");
        assert_eq!(made.from.as_deref(), Some("help@acme.example"));
        assert!(made.written_at.year() >= 2024, "{}", made.written_at);
        let name = MessageName::read(&format!("{}@acme.example", made.message_id)).unwrap();
        assert_eq!(name.message_id, outgoing.message_id);
    }

    #[test]
    fn what_is_given_is_kept() {
        let given = Outgoing {
            from: Some("Maya <maya@acme.example>".into()),
            subject: Some("Re: Order 17".into()),
            media_url: Some("https://acme.example/a.png".into()),
            thread: Some(Thread { in_reply_to: Some("b@c".into()), references: vec!["a@c".into()] }),
            ..outgoing()
        };
        let made = letter(&given, Some("help@acme.example"));
        assert_eq!(made.from.as_deref(), Some("Maya <maya@acme.example>"));
        assert_eq!(made.subject, "Re: Order 17");
        assert_eq!(
            (made.in_reply_to.as_deref(), made.references.as_slice()),
            (Some("b@c"), &["a@c".to_owned()][..])
        );
        assert!(made.text.ends_with("way.\n\nhttps://acme.example/a.png\n"), "{}", made.text);
    }

    #[test]
    fn a_long_first_line_is_cut_between_words() {
        assert_eq!(
            made_subject("Good morning, we wanted to let you know that your parcel has left our house"),
            "Good morning, we wanted to let you know that your parcel…"
        );
        assert_eq!(made_subject(" \n "), "");
    }
}
