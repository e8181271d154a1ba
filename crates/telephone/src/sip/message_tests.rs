//! Messages as they come from the net, and as they should not.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;

const INVITE: &str = "INVITE sip:bob@192.0.2.2 SIP/2.0\r\n\
    v: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKa, SIP/2.0/UDP 192.0.2.7\r\n\
    Via: SIP/2.0/TCP 192.0.2.8;branch=z9hG4bKb\r\n\
    f: \"Alice\"\r\n <sip:alice@192.0.2.1>;tag=1\r\n\
    To: <sip:bob@192.0.2.2>\r\n\
    i: abc\r\n\
    CSeq: 7 INVITE\r\n\
    c: application/SDP; charset=utf-8\r\n\
    l: 5\r\n\r\nv=0\r\nmore";

#[test]
fn short_names_folded_lines_and_lists() {
    let message = Message::parse(INVITE.as_bytes()).expect("a message");
    assert_eq!(message.method(), Some("INVITE"));
    assert_eq!(message.cseq(), Some((7, "INVITE")));
    assert_eq!(message.address("From").and_then(|from| from.display), Some("Alice".to_owned()));
    assert_eq!(message.values("Via").count(), 3);
    assert_eq!(
        message.top_via().and_then(|via| via.branch().map(str::to_owned)),
        Some("z9hG4bKa".to_owned())
    );
    assert_eq!(message.sdp(), Some("v=0\r\n"), "the body is as long as its header says");
}

#[test]
fn an_answer_repeats_what_it_has_to() {
    let request = Message::parse(INVITE.as_bytes()).expect("a message");
    let answer = Message::answer(&request, 486, Some("tag2"));
    let text = String::from_utf8(answer.to_bytes()).expect("text");
    assert!(text.starts_with("SIP/2.0 486 Busy Here\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;"), "{text}");
    assert!(text.ends_with("Content-Length: 0\r\n\r\n"), "{text}");
    assert_eq!(answer.values("Via").count(), 3);
    assert_eq!(answer.address("To").and_then(|to| to.tag().map(str::to_owned)), Some("tag2".to_owned()));
    let again = Message::parse(&answer.to_bytes()).expect("a message");
    assert_eq!((again.code(), again.reason()), (486, "Busy Here"));
    // A tag that is there stays.
    let mut in_dialog = request;
    in_dialog.set("To", "<sip:bob@192.0.2.2>;tag=old");
    let answer = Message::answer(&in_dialog, 200, Some("tag2"));
    assert_eq!(answer.header("To"), Some("<sip:bob@192.0.2.2>;tag=old"));
}

#[test]
fn no_value_begins_another_header() {
    let message = Message::request("BYE", "sip:a@b\r\nX: 1").with("From", "<sip:a\r\nEvil: 1\0@b>");
    let text = String::from_utf8(message.to_bytes()).expect("text");
    assert_eq!(text.lines().count(), 4, "{text}");
    assert!(!text.lines().any(|line| line.starts_with("Evil") || line.starts_with("X:")), "{text}");
}

#[test]
fn what_is_no_message_is_refused() {
    for text in [
        "",
        "\r\n\r\n",
        "INVITE sip:a@b SIP/2.0\r\n",
        "INVITE sip:a@b SIP/3.0\r\n\r\n",
        "invite sip:a@b SIP/2.0\r\n\r\n",
        "INVITE  SIP/2.0\r\n\r\n",
        "SIP/2.0 99 Low\r\n\r\n",
        "SIP/2.0 abc\r\n\r\n",
        "BYE sip:a@b SIP/2.0\r\nno colon\r\n\r\n",
        "BYE sip:a@b SIP/2.0\r\n folded\r\n\r\n",
        "BYE sip:a@b SIP/2.0\r\nContent-Length: 5\r\n\r\nv=0",
        "BYE sip:a@b SIP/2.0\r\nContent-Length: -1\r\n\r\n",
    ] {
        assert!(Message::parse(text.as_bytes()).is_err(), "{text:?}");
    }
}

#[test]
fn spoilt_messages_never_panic() {
    let mut random = StdRng::seed_from_u64(2);
    for _ in 0..5_000 {
        let mut bytes = INVITE.as_bytes().to_vec();
        for _ in 0..random.random_range(1..12) {
            let position = random.random_range(0..bytes.len());
            match random.random_range(0..3) {
                0 => bytes[position] = random.random(),
                1 => bytes.truncate(position.max(1)),
                _ => bytes.insert(position, random.random()),
            }
        }
        if let Ok(message) = Message::parse(&bytes) {
            let _seen = (
                message.top_via(),
                message.cseq().is_some(),
                message.address("From"),
                message.sdp().is_some(),
            );
            let _answer = Message::answer(&message, 200, Some("t")).to_bytes();
        }
    }
}
