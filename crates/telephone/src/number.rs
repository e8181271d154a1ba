//! What can be called: telephone numbers, extensions and SIP addresses.

use crate::sip::message::Message;
use crate::sip::uri::{HostPort, SipUri, escape_user};

/// Signs that people write into numbers and that mean nothing.
const DECORATION: [char; 6] = [' ', '-', '(', ')', '.', '/'];

/// Whom a call goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Callee {
    /// The SIP address.
    pub uri: String,
    /// Where it is, for an address that was given with its host; none where the server knows.
    pub at: Option<SipUri>,
}

impl Callee {
    /// Of a SIP address as it is, and of a number or name as a user of the server. None where it is neither.
    pub fn parse(to: &str, server_host: Option<&HostPort>) -> Option<Callee> {
        let to = to.trim();
        if to.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("sip:")) {
            let at = SipUri::parse(to)?;
            let is_server = server_host.is_some_and(|server| *server == at.at);
            return Some(Callee { uri: to.to_owned(), at: (!is_server).then_some(at) });
        }
        let user = user_of(to)?;
        Some(Callee { uri: format!("sip:{}@{}", escape_user(&user), server_host?), at: None })
    }
}

/// A number without its decoration, or a name as it is.
pub(crate) fn user_of(text: &str) -> Option<String> {
    let text = text.trim();
    let plain: String = text.chars().filter(|sign| !DECORATION.contains(sign)).collect();
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    let is_number =
        !digits.is_empty() && digits.chars().all(|sign| sign.is_ascii_digit() || "*#".contains(sign));
    if is_number {
        return Some(plain);
    }
    let is_name = !text.is_empty()
        && !text.chars().any(|sign| sign.is_control() || sign.is_whitespace() || sign == '@');
    is_name.then(|| text.to_owned())
}

/// Who calls, as a request's From says it: the user, or the whole address where it has none.
pub(crate) fn caller_of(invite: &Message) -> String {
    let uri = invite.address("From").map(|from| from.uri).unwrap_or_default();
    SipUri::parse(&uri).and_then(|parsed| parsed.user).unwrap_or(uri)
}

/// Whom they want: the user that the request is for; the To, where that is only our own name. None where neither
/// names anybody.
pub(crate) fn callee_of(invite: &Message, request_uri: &str, own_name: &str) -> Option<String> {
    let named = invite.address("To").and_then(|to| SipUri::parse(&to.uri)).and_then(|to| to.user);
    match SipUri::parse(request_uri).and_then(|uri| uri.user) {
        Some(user) if user != own_name => Some(user),
        Some(user) => named.or(Some(user)),
        None => named,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_users_of_the_server() {
        let server = HostPort::parse("pbx.example:5070");
        // What is called; its address; whether it goes to the server.
        let rows = [
            ("+1 (555) 010-0123", "sip:+15550100123@pbx.example:5070", true),
            ("*31#200", "sip:*31%23200@pbx.example:5070", true),
            ("reception-2", "sip:reception-2@pbx.example:5070", true),
            ("sip:bob@192.0.2.1:5080", "sip:bob@192.0.2.1:5080", false),
            ("sip:bob@pbx.example:5070", "sip:bob@pbx.example:5070", true),
        ];
        for (to, uri, is_for_server) in rows {
            let callee = Callee::parse(to, server.as_ref()).expect(to);
            assert_eq!((callee.uri.as_str(), callee.at.is_none()), (uri, is_for_server));
        }
        for to in ["", "  ", "a b", "a@b", "sip:", "sip:a@b c", "a\r\nb"] {
            assert_eq!(Callee::parse(to, server.as_ref()), None, "{to:?}");
        }
        assert_eq!(Callee::parse("+15550100", None), None, "there is no server");
    }

    #[test]
    fn who_calls_whom() {
        let invite = Message::request("INVITE", "sip:x@y")
            .with("From", "\"A\" <sip:+15550100@pbx>;tag=1")
            .with("To", "<sip:+15550199@pbx>");
        assert_eq!(caller_of(&invite), "+15550100");
        // The request's address; whom it is for, where we are "agent".
        let rows = [
            ("sip:agent@192.0.2.1", Some("+15550199")),
            ("sip:+15550142@192.0.2.1", Some("+15550142")),
            ("sip:192.0.2.1", Some("+15550199")),
        ];
        for (uri, callee) in rows {
            assert_eq!(callee_of(&invite, uri, "agent").as_deref(), callee, "{uri}");
        }
        let anonymous = Message::request("INVITE", "sip:y").with("From", "<sip:pbx>").with("To", "<sip:y>");
        assert_eq!(caller_of(&anonymous), "sip:pbx");
        assert_eq!(callee_of(&anonymous, "sip:y", "agent"), None);
    }
}
