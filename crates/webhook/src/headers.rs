//! The headers of an attempt, and what a log may show of them.

use time::OffsetDateTime;

use crate::attempt::Message;
use crate::manner::Manner;
use crate::rotation::SigningSecrets;

const CONTENT_TYPE: (&str, &str) = ("content-type", "application/json");

/// What one attempt, made at `now`, sends beside what is the connection's.
pub(crate) fn sent_headers(
    message: &Message,
    secrets: &SigningSecrets,
    now: OffsetDateTime,
    manner: &Manner,
) -> Vec<(String, String)> {
    let mut headers = message.headers.clone();
    headers.extend(manner.signing.headers(secrets, message, now));
    headers.push((CONTENT_TYPE.0.to_owned(), CONTENT_TYPE.1.to_owned()));
    headers
}

/// The headers that every attempt to deliver a message sends, for those who look after its endpoint: with names in lower
/// case, and without the values of the endpoint's own headers, which may be secrets, and of those that differ from
/// attempt to attempt: signatures and times.
pub fn shown_headers(message: &Message, manner: &Manner) -> Vec<(String, Option<String>)> {
    let own = message.headers.iter().map(|(name, _)| (name.clone(), None));
    let content_type = (CONTENT_TYPE.0.to_owned(), Some(CONTENT_TYPE.1.to_owned()));
    let all = own.chain(manner.signing.lasting_headers(message)).chain([content_type]);
    all.map(|(name, value)| (name.to_ascii_lowercase(), value)).collect()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::manner::Signing;
    use crate::secret::Secret;

    #[test]
    fn what_is_shown_is_what_is_sent_without_secrets_and_times() {
        let message = Message {
            id: "msg_1".to_owned(),
            event_id: "evt_1".to_owned(),
            body: "{}".into(),
            url: "https://receiver.example".to_owned(),
            headers: vec![("x-key".to_owned(), "secret".to_owned())],
        };
        let secrets = SigningSecrets::new(Secret::generate());
        let timestamped = Signing::TimestampedBase64 {
            signature_header: "X-Signature",
            timestamp_header: "X-Timestamp",
            id_header: "X-Webhook-Id",
        };
        let content_type = ("content-type", "application/json");
        // How it is signed, and what is shown with its value.
        let rows: [(Signing, &[(&str, &str)]); 3] = [
            (Signing::Standard, &[("svix-id", "msg_1"), ("webhook-id", "msg_1"), content_type]),
            (Signing::BodyHex { header: "X-Signature" }, &[content_type]),
            (timestamped, &[("x-webhook-id", "evt_1"), content_type]),
        ];
        for (signing, expected) in rows {
            let manner = Manner { signing, ..Manner::STANDARD };
            let sent = sent_headers(&message, &secrets, datetime!(2026-03-30 12:00 UTC), &manner);
            let shown = shown_headers(&message, &manner);
            let sent_names: Vec<String> = sent.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
            let shown_names: Vec<String> = shown.iter().map(|(name, _)| name.clone()).collect();
            assert_eq!(shown_names, sent_names, "{signing:?}");
            let with_value: Vec<(&str, &str)> =
                shown.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_deref()?))).collect();
            assert_eq!(with_value, expected, "{signing:?}");
            for (name, value) in with_value {
                let is_sent =
                    |(own, sent): &(String, String)| own.eq_ignore_ascii_case(name) && sent == value;
                assert!(sent.iter().any(is_sent), "{signing:?}: {name}");
            }
        }
    }
}
