//! Signatures against the published test vector and against another implementation.

use colloquy_webhook::{Manner, ROTATION_OVERLAP, Secret, SigningSecrets, deliver, sign, signed_headers};
use http::{HeaderMap, HeaderName};
use standardwebhooks::Webhook;
use time::OffsetDateTime;

use crate::receiver::{Receiver, guard};

fn header_map(headers: impl IntoIterator<Item = (String, String)>) -> HeaderMap {
    headers
        .into_iter()
        .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
        .collect()
}

#[test]
fn the_published_vector() {
    let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let body = br#"{"test": 2432232314}"#;
    let signature = sign(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
    assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

#[test]
fn both_families_of_headers_say_the_same() {
    let (one, two) = (Secret::generate(), Secret::generate());
    let headers = signed_headers(&[&one, &two], "msg_1", 1_700_000_000, b"{}");
    let expected_signature = format!(
        "{} {}",
        sign(&one, "msg_1", 1_700_000_000, b"{}"),
        sign(&two, "msg_1", 1_700_000_000, b"{}")
    );
    for prefix in ["svix", "webhook"] {
        let value = |name: &str| {
            let name = format!("{prefix}-{name}");
            headers.iter().find(|header| header.0 == name).map(|header| header.1.as_str())
        };
        assert_eq!(value("id"), Some("msg_1"));
        assert_eq!(value("timestamp"), Some("1700000000"));
        assert_eq!(value("signature"), Some(expected_signature.as_str()));
    }
    assert_eq!(headers.len(), 6);
}

/// What arrives is what another library accepts, with the old secret and with the new one.
#[tokio::test]
async fn a_receiver_accepts_a_delivery_during_rotation() {
    let receiver = Receiver::answering("204 No Content", "", b"").await;
    #[expect(clippy::disallowed_methods, reason = "the other library compares with the wall clock")]
    let now = OffsetDateTime::now_utc();
    let (old, new, strange) = (Secret::generate(), Secret::generate(), Secret::generate());
    let secrets =
        SigningSecrets { current: new.clone(), previous: Some((old.clone(), now + ROTATION_OVERLAP)) };
    let body = r#"{"type":"v1.engagement.created","title":"Zoë — „ok“"}"#;
    let result = deliver(&guard(), &receiver.message("msg_2", body), &secrets, now, &Manner::STANDARD).await;
    assert_eq!((result.status, result.error), (Some(204), None));

    let (head, received_body) = receiver.requests().remove(0);
    assert_eq!(received_body, body.as_bytes());
    assert!(head.contains("\r\ncontent-type: application/json"), "{head}");
    let headers = head.lines().skip(1).filter_map(|line| line.split_once(": "));
    let headers = header_map(headers.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let verify =
        |secret: &Secret, body: &[u8]| Webhook::new(&secret.expose()).unwrap().verify(body, &headers);
    verify(&new, &received_body).unwrap();
    verify(&old, &received_body).unwrap();
    assert!(verify(&strange, &received_body).is_err());
    assert!(verify(&new, b"{}").is_err());
}
