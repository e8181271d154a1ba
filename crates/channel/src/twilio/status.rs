//! How far Twilio says a message has got.

use colloquy_domain::dialogue_message::MessageStatus;

use super::field;
use crate::text::one_line;

/// A report on a message of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusReport {
    /// Twilio's name of the message.
    pub sid: String,
    /// How far it has got.
    pub status: MessageStatus,
    /// Why it did not arrive, where it did not.
    pub error: Option<String>,
}

impl StatusReport {
    /// Reads the form that Twilio posts; none where it names no message, or no state that is known.
    #[must_use]
    pub fn read(params: &[(String, String)]) -> Option<Self> {
        let sid = field(params, "MessageSid").or_else(|| field(params, "SmsSid"))?;
        let word = field(params, "MessageStatus").or_else(|| field(params, "SmsStatus"))?;
        let status = message_status(word)?;
        let has_failed = matches!(status, MessageStatus::Undelivered | MessageStatus::Failed);
        let error = has_failed.then(|| reason(params));
        Some(Self { sid: one_line(sid, 64), status, error })
    }
}

/// The state that a word of Twilio's stands for. What Twilio has taken is sent, whether it has passed it on or not.
#[must_use]
pub fn message_status(word: &str) -> Option<MessageStatus> {
    Some(match word {
        "accepted" | "scheduled" | "queued" | "sending" | "sent" => MessageStatus::Sent,
        "delivered" => MessageStatus::Delivered,
        "read" => MessageStatus::Read,
        "undelivered" => MessageStatus::Undelivered,
        "failed" | "canceled" => MessageStatus::Failed,
        "receiving" | "received" => MessageStatus::Received,
        _ => return None,
    })
}

fn reason(params: &[(String, String)]) -> String {
    let code = field(params, "ErrorCode");
    let words = field(params, "ErrorMessage").or_else(|| code.and_then(meaning));
    match (code, words) {
        (Some(code), Some(words)) => format!("twilio: {} ({})", one_line(words, 300), one_line(code, 20)),
        (Some(code), None) => format!("twilio: error {}", one_line(code, 20)),
        (None, Some(words)) => format!("twilio: {}", one_line(words, 300)),
        (None, None) => "twilio: it did not arrive, without a reason".to_owned(),
    }
}

/// What Twilio's usual codes mean: its reports carry the number alone.
fn meaning(code: &str) -> Option<&'static str> {
    Some(match code {
        "30001" => "too many messages wait at this number",
        "30002" => "the account is suspended",
        "30003" => "the telephone cannot be reached",
        "30004" => "the recipient blocks such messages",
        "30005" => "the number is unknown or not in use any more",
        "30006" => "the number is a landline, or its carrier cannot be reached",
        "30007" => "the carrier filtered the message",
        "30008" => "the carrier gave no reason",
        "30034" => "the sending number is not registered with the carriers",
        "63003" => "the recipient has no account at this channel",
        "63016" => "outside of the window for free text: WhatsApp takes templates only",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_report_is_read() {
        let report = StatusReport::read(&params(&[("MessageSid", "SM1"), ("MessageStatus", "delivered")]));
        let expected = StatusReport { sid: "SM1".into(), status: MessageStatus::Delivered, error: None };
        assert_eq!(report, Some(expected));

        let failed = |more: &[(&str, &str)]| {
            let mut all = params(&[("SmsSid", "SM1"), ("SmsStatus", "undelivered")]);
            all.extend(params(more));
            StatusReport::read(&all).unwrap().error.unwrap()
        };
        assert_eq!(failed(&[("ErrorCode", "30003")]), "twilio: the telephone cannot be reached (30003)");
        assert_eq!(failed(&[("ErrorCode", "99999")]), "twilio: error 99999");
        assert_eq!(failed(&[("ErrorCode", "1"), ("ErrorMessage", "a\r\nb")]), "twilio: a b (1)");
        assert_eq!(failed(&[]), "twilio: it did not arrive, without a reason");
    }

    #[test]
    fn what_is_no_report_is_none() {
        for all in [
            &[("MessageStatus", "sent")][..],
            &[("MessageSid", "SM1")],
            &[("MessageSid", "SM1"), ("MessageStatus", "partying")],
        ] {
            assert_eq!(StatusReport::read(&params(all)), None, "{all:?}");
        }
    }
}
