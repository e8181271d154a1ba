//! Requests as strangers send them, byte for byte.

use tokio::net::UdpSocket;

use crate::raw::{SDP, ask, request};
use crate::support::{Phone, settings, soon};

#[tokio::test]
async fn each_request_has_its_answer() {
    let phone = Phone::open(settings()).await;
    let to = phone.telephone.address();
    let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a socket");
    let port = socket.local_addr().expect("an address").port();
    let offer = |formats| format!("v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 9000 RTP/AVP {formats}\r\n");
    let (good, bad) = (offer("0"), offer("18"));
    let bob = "sip:bob@127.0.0.1";
    // Method, address, more headers, body; the answer.
    let rows = [
        ("OPTIONS", bob, "", "", "200 OK"),
        ("BYE", bob, "", "", "481 Call/Transaction Does Not Exist"),
        ("CANCEL", bob, "", "", "481 Call/Transaction Does Not Exist"),
        ("MESSAGE", bob, "", "", "405 Method Not Allowed"),
        ("INVITE", bob, "", "", "488 Not Acceptable Here"),
        ("INVITE", bob, SDP, bad.as_str(), "488 Not Acceptable Here"),
        ("INVITE", bob, "Content-Type: text/plain\r\n", "hello", "415 Unsupported Media Type"),
        ("INVITE", bob, "Require: 100rel\r\n", "", "420 Bad Extension"),
        ("INVITE", "tel:+15550100", SDP, good.as_str(), "416 Unsupported URI Scheme"),
        ("INVITE", "sip:127.0.0.1", SDP, good.as_str(), "404 Not Found"),
    ];
    for (number, (method, uri, more, body, expected)) in (1..).zip(rows) {
        let text = request(method, uri, number, more, body);
        let answer = ask(&socket, to, &text).await;
        assert!(answer.starts_with(&format!("SIP/2.0 {expected}\r\n")), "{text}\n{answer}");
        assert!(
            answer.contains(&format!("branch=z9hG4bK{method}{number};received=127.0.0.1;rport={port}")),
            "{answer}"
        );
        assert!(answer.contains(&format!("CSeq: {number} {method}\r\n")), "{answer}");
        let has_allow = answer.contains("Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO");
        assert_eq!(has_allow, ["OPTIONS", "MESSAGE"].contains(&method), "{answer}");
        if method == "INVITE" {
            // Else the refusal would come again among the next answers.
            let ack = text
                .replace(&format!("{number} INVITE"), &format!("{number} ACK"))
                .replacen("INVITE", "ACK", 1);
            socket.send_to(ack.as_bytes(), to).await.expect("an ack sent");
        }
    }
    assert_eq!(phone.telephone.free_slots(), 20);
}

#[tokio::test]
async fn a_repeated_invitation_is_one_call() {
    let mut phone = Phone::open(settings()).await;
    let to = phone.telephone.address();
    let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a socket");
    let offer = "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 9000 RTP/AVP 8\r\n";
    let invite = request("INVITE", "sip:bob@127.0.0.1", 1, SDP, offer);
    for _ in 0..3 {
        socket.send_to(invite.as_bytes(), to).await.expect("an invitation sent");
    }
    let call = phone.next_call().await;
    assert_eq!((call.from.as_str(), call.display_name.as_deref()), ("stranger", Some("A stranger")));
    let call = call.answer().await.expect("a call");
    let mut datagram = vec![0; 4_096];
    // The yes is repeated until it is acknowledged.
    for _ in 0..2 {
        let yes = loop {
            let (length, _) = soon("a yes", socket.recv_from(&mut datagram)).await.expect("an answer");
            let text = String::from_utf8_lossy(&datagram[..length]).into_owned();
            if text.starts_with("SIP/2.0 200 OK\r\n") {
                break text;
            }
        };
        assert!(yes.contains(" RTP/AVP 8\r\n"), "{yes}");
    }
    let stray = soon("nothing", async { phone.calls.try_recv().err() }).await;
    assert!(stray.is_some(), "there is one call");
    drop(call);
}

#[tokio::test]
async fn noise_is_no_trouble() {
    let phone = Phone::open(settings()).await;
    let to = phone.telephone.address();
    let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a socket");
    for noise in [
        &b"\r\n\r\n"[..],
        b"\0\xff\xfe",
        b"INVITE",
        b"SIP/2.0 200 OK\r\n\r\n",
        b"ACK sip:a@b SIP/2.0\r\n\r\n",
        &[b'x'; 2_000],
    ] {
        socket.send_to(noise, to).await.expect("noise sent");
    }
    let answer = ask(&socket, to, &request("OPTIONS", "sip:bob@127.0.0.1", 1, "", "")).await;
    assert!(answer.starts_with("SIP/2.0 200 OK\r\n"), "{answer}");
}
