//! Offers as telephones make them.

use super::*;

fn local() -> Local {
    Local { address: "192.0.2.1:40002".parse().expect("an address"), session: 5, version: 6 }
}

fn address(text: &str) -> SocketAddr {
    text.parse().expect("an address")
}

#[test]
fn our_offer_meets_our_answer() {
    let offer = local().offer();
    assert!(offer.starts_with("v=0\r\no=- 5 6 IN IP4 192.0.2.1\r\n"), "{offer}");
    let other = Local { address: address("[2001:db8::1]:40010"), session: 1, version: 1 };
    let (answer, caller) = other.answer(&offer).expect("an answer");
    assert_eq!(
        caller,
        Remote {
            address: address("192.0.2.1:40002"),
            codec: Codec::Pcmu,
            payload_type: 0,
            event_type: Some(101),
            is_listening: true,
            is_behind_router: false
        }
    );
    assert!(answer.contains("m=audio 40010 RTP/AVP 0 101\r\n"), "{answer}");
    assert!(answer.contains("c=IN IP6 2001:db8::1\r\n"), "{answer}");
    assert_eq!(agreed(&answer).map(|callee| callee.address), Ok(address("[2001:db8::1]:40010")));
}

#[test]
fn the_first_law_that_they_name_is_taken() {
    // Formats and mappings of the stream; law, payload type and event type agreed.
    let rows = [
        ("8 0", "", Codec::Pcma, 8, None),
        ("18 0 8 96", "a=rtpmap:96 telephone-event/8000\r\n", Codec::Pcmu, 0, Some(96)),
        ("111 9 97", "a=rtpmap:111 opus/48000/2\r\na=rtpmap:97 pcma/8000/1\r\n", Codec::Pcma, 97, None),
        // Events of another clock are not for us.
        ("0 126", "a=rtpmap:126 telephone-event/48000\r\n", Codec::Pcmu, 0, None),
        // 8 was declared to be something else.
        ("8 0", "a=rtpmap:8 L16/16000\r\n", Codec::Pcmu, 0, None),
    ];
    for (formats, mappings, codec, payload_type, event_type) in rows {
        let offer = format!("v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 9000 RTP/AVP {formats}\r\n{mappings}");
        let (_, remote) = local().answer(&offer).expect(formats);
        assert_eq!((remote.codec, remote.payload_type, remote.event_type), (codec, payload_type, event_type));
    }
}

#[test]
fn streams_that_we_cannot_take_are_refused_in_their_places() {
    let offer = "v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 5000 RTP/SAVP 0\r\nm=video 5002 RTP/AVP 31 34\r\n\
                 m=audio 5004 RTP/AVP 0\r\nc=IN IP4 192.0.2.10/127\r\nm=audio 5006 RTP/AVP 8\r\n";
    let (answer, remote) = local().answer(offer).expect("an answer");
    let streams: Vec<&str> = answer.lines().filter(|line| line.starts_with("m=")).collect();
    assert_eq!(
        streams,
        ["m=audio 0 RTP/SAVP 0", "m=video 0 RTP/AVP 31 34", "m=audio 40002 RTP/AVP 0", "m=audio 0 RTP/AVP 8"]
    );
    assert_eq!(remote.address, address("192.0.2.10:5004"));
}

#[test]
fn a_call_on_hold_does_not_listen() {
    // Connection, attribute; whether they listen, what we answer.
    let rows = [
        ("192.0.2.9", "sendrecv", true, "sendrecv"),
        ("192.0.2.9", "sendonly", false, "recvonly"),
        ("192.0.2.9", "recvonly", true, "sendonly"),
        ("192.0.2.9", "inactive", false, "inactive"),
        ("0.0.0.0", "sendrecv", false, "sendrecv"),
    ];
    for (connection, attribute, is_listening, answered) in rows {
        // For the session as a whole, and for the stream.
        for offer in [
            format!("v=0\nc=IN IP4 {connection}\na={attribute}\nm=audio 9000 RTP/AVP 0\n"),
            format!("v=0\nc=IN IP4 {connection}\nm=audio 9000 RTP/AVP 0\na={attribute}\n"),
        ] {
            let (answer, remote) = local().answer(&offer).expect(attribute);
            assert_eq!(remote.is_listening, is_listening, "{offer}");
            assert!(answer.contains(&format!("a={answered}\r\n")), "{answer}");
        }
    }
}

#[test]
fn what_cannot_be_agreed_to_is_refused() {
    let no_codec = "v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 9000 RTP/AVP 18 9\r\n";
    let refused = "v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 0 RTP/AVP 0\r\n";
    let nowhere = "v=0\r\nc=IN IP4 pbx.example\r\nm=audio 9000 RTP/AVP 0\r\n";
    for offer in [no_codec, refused, nowhere, "v=0\r\n"] {
        assert_eq!(local().answer(offer).err(), Some(SdpError::NoCommonCodec), "{offer}");
        assert_eq!(agreed(offer).err(), Some(SdpError::NoCommonCodec), "{offer}");
    }
    let too_many = format!("v=0\r\n{}", "m=audio 1 RTP/AVP 0\r\n".repeat(17));
    for offer in ["", "hello", "v=1\r\n", "v=0\r\nm=audio\r\n", "v=0\r\nm=audio 70000 RTP/AVP 0", &too_many] {
        assert!(matches!(local().answer(offer), Err(SdpError::Malformed(_))), "{offer}");
    }
}
