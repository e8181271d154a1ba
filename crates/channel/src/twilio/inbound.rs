//! Messages that customers send to a number at Twilio.

use colloquy_domain::dialogue::Channel;
use colloquy_domain::dialogue_message::LONGEST_CONTENT;
use colloquy_domain::phone;

use super::{WHATSAPP, field};
use crate::text::{cleaned, one_line};

/// A message that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwilioMessage {
    /// By what.
    pub channel: Channel,
    /// The customer's number: E.164, or digits where it is a short code.
    pub from: String,
    /// Our number.
    pub to: String,
    /// The words; empty where a picture came alone.
    pub text: String,
    /// The first picture or file that came along.
    pub media_url: Option<String>,
    /// Twilio's name of the message. A message that is posted again has the same.
    pub channel_key: String,
    /// The name that the customer shows at WhatsApp.
    pub name: Option<String>,
}

impl TwilioMessage {
    /// Reads the form that Twilio posts; none where it is no message to a number of ours.
    #[must_use]
    pub fn read(params: &[(String, String)]) -> Option<Self> {
        let (channel, from) = number(field(params, "From")?)?;
        let (to_channel, to) = number(field(params, "To")?)?;
        if channel != to_channel {
            return None;
        }
        let sid = field(params, "MessageSid").or_else(|| field(params, "SmsMessageSid"))?;
        let media_url = field(params, "MediaUrl0").filter(|url| url.starts_with("https://"));
        let name = field(params, "ProfileName").map(|name| one_line(name, 200));
        Some(Self {
            channel,
            from,
            to,
            text: cleaned(field(params, "Body").unwrap_or_default(), LONGEST_CONTENT),
            media_url: media_url.map(|url| one_line(url, 2_000)),
            channel_key: one_line(sid, 64),
            name: name.filter(|name| !name.is_empty()),
        })
    }
}

fn number(text: &str) -> Option<(Channel, String)> {
    let (channel, number) = match text.strip_prefix(WHATSAPP) {
        Some(number) => (Channel::Whatsapp, number),
        None => (Channel::Sms, text),
    };
    Some((channel, phone::normalise(number)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twilio::form;

    #[test]
    fn a_short_message_and_one_from_whatsapp_are_read() {
        let sms = TwilioMessage::read(&form(
            b"ToCountry=US&MessageSid=SM11&NumMedia=1&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2Fm&\
              Body=Hi%0Athere%21%00&From=%2B14155550100&To=%2B14155550199",
        ));
        let expected = TwilioMessage {
            channel: Channel::Sms,
            from: "+14155550100".into(),
            to: "+14155550199".into(),
            text: "Hi\nthere!".into(),
            media_url: Some("https://api.twilio.com/m".into()),
            channel_key: "SM11".into(),
            name: None,
        };
        assert_eq!(sms, Some(expected));

        let whatsapp = TwilioMessage::read(&form(
            b"MessageSid=SM12&ProfileName=Jonas+W%C3%B6hr&From=whatsapp%3A%2B4915112345&To=whatsapp%3A%2B49301&Body=",
        ))
        .unwrap();
        assert_eq!((whatsapp.channel, whatsapp.from.as_str()), (Channel::Whatsapp, "+4915112345"));
        assert_eq!((whatsapp.name.as_deref(), whatsapp.text.as_str()), (Some("Jonas Wöhr"), ""));
    }

    #[test]
    fn what_is_no_message_is_none() {
        for body in [
            "",
            "MessageSid=SM1&From=%2B1415&Body=x",
            "From=%2B1415&To=%2B1416&Body=x",
            "MessageSid=SM1&From=somebody&To=%2B1416",
            "MessageSid=SM1&From=whatsapp%3A%2B1415&To=%2B1416",
        ] {
            assert_eq!(TwilioMessage::read(&form(body.as_bytes())), None, "{body}");
        }
    }
}
