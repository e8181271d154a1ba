//! Who is let in, and where who was let in can lead us.

use std::net::SocketAddr;

use colloquy_telephone::SipSettings;
use tokio::net::UdpSocket;

use crate::raw::{SDP, ask, request};
use crate::support::{Phone, settings, soon};

const BOB: &str = "sip:bob@127.0.0.1";

/// Lets in the server at 127.0.0.2 and these networks.
async fn open(accept_from: &[&str]) -> Phone {
    let networks = accept_from.iter().map(|text| SipSettings::network(text).expect("a network"));
    let accept_from = networks.collect();
    Phone::open(SipSettings { server: Some("127.0.0.2:5070".to_owned()), accept_from, ..settings() }).await
}

async fn socket(ip: [u8; 4]) -> UdpSocket {
    UdpSocket::bind(SocketAddr::from((ip, 0))).await.expect("a socket")
}

/// An offer of audio at this address.
fn offer(connection: &str, port: u16) -> String {
    format!("v=0\r\nc=IN IP4 {connection}\r\nm=audio {port} RTP/AVP 0\r\n")
}

fn is_answer(answer: &str, code: u16) -> bool {
    answer.starts_with(&format!("SIP/2.0 {code} "))
}

#[tokio::test]
async fn a_stranger_is_refused_whatever_it_asks_for() {
    let mut phone = open(&[]).await;
    let to = phone.telephone.address();
    let stranger = socket([127, 0, 0, 1]).await;
    let body = offer("127.0.0.1", 9_000);
    for (number, method) in (1..).zip(["INVITE", "OPTIONS", "BYE", "CANCEL", "MESSAGE"]) {
        let (more, body) = if method == "INVITE" { (SDP, body.as_str()) } else { ("", "") };
        let answer = ask(&stranger, to, &request(method, BOB, number, more, body)).await;
        assert!(is_answer(&answer, 403), "{method}: {answer}");
    }
    assert!(phone.calls.try_recv().is_err(), "nobody hears of it");
    assert_eq!(phone.telephone.free_slots(), 20);
}

#[tokio::test]
async fn the_server_and_who_was_named_are_let_in() {
    let mut phone = open(&["127.0.0.3", "127.0.1.0/24"]).await;
    let to = phone.telephone.address();
    // An address; whether its call comes in.
    let rows = [
        ([127, 0, 0, 2], true),
        ([127, 0, 0, 3], true),
        ([127, 0, 1, 77], true),
        ([127, 0, 0, 1], false),
        ([127, 0, 2, 1], false),
    ];
    for (number, (ip, is_let_in)) in (1..).zip(rows) {
        let caller = socket(ip).await;
        let invite = request("INVITE", BOB, number, SDP, &offer("127.0.0.9", 9_000));
        if is_let_in {
            caller.send_to(invite.as_bytes(), to).await.expect("an invitation sent");
            phone.next_call().await.reject(603).await;
        } else {
            let answer = ask(&caller, to, &invite).await;
            assert!(is_answer(&answer, 403), "{ip:?}: {answer}");
        }
    }
}

#[tokio::test]
async fn a_flood_of_one_leaves_room_for_the_server() {
    let phone = open(&["127.0.0.3"]).await;
    let to = phone.telephone.address();
    let (flooder, server) = (socket([127, 0, 0, 3]).await, socket([127, 0, 0, 2]).await);
    let mut numbers = 1..;
    let mut options = || request("OPTIONS", BOB, numbers.next().expect("a number"), "", "");
    let taken = async {
        for taken in 0.. {
            let answer = ask(&flooder, to, &options()).await;
            if is_answer(&answer, 503) {
                assert!(answer.contains("\r\nRetry-After: 5\r\n"), "{answer}");
                return taken;
            }
            assert!(is_answer(&answer, 200), "{answer}");
        }
        unreachable!("numbers do not end")
    };
    let taken = soon("the end of what is remembered", taken).await;
    assert!((500..5_000).contains(&taken), "{taken} requests");
    let answer = ask(&server, to, &options()).await;
    assert!(is_answer(&answer, 200), "{answer}");
}

#[tokio::test]
async fn audio_goes_to_no_address_that_a_caller_may_not_name() {
    let mut phone = open(&[]).await;
    let to = phone.telephone.address();
    let caller = socket([127, 0, 0, 2]).await;
    let audio = socket([127, 0, 0, 2]).await;
    let port = audio.local_addr().expect("an address").port();
    // A group's address: that of nobody.
    let invite = request("INVITE", BOB, 1, SDP, &offer("224.0.0.251", port));
    caller.send_to(invite.as_bytes(), to).await.expect("an invitation sent");
    let call = phone.next_call().await.answer().await.expect("a call");
    let mut packet = [0; 2_048];
    let (length, _) = soon("audio", audio.recv_from(&mut packet)).await.expect("a packet");
    assert_eq!(length, 12 + 160, "it comes back to the caller");
    drop(call);
}

#[tokio::test]
async fn what_we_ask_for_goes_to_no_address_that_a_caller_may_not_name() {
    let mut phone = open(&[]).await;
    let to = phone.telephone.address();
    let caller = socket([127, 0, 0, 2]).await;
    let contact = "Contact: <sip:stranger@224.0.0.251>\r\nContent-Type: application/sdp\r\n";
    let invite = request("INVITE", BOB, 1, contact, &offer("127.0.0.2", 9_000));
    caller.send_to(invite.as_bytes(), to).await.expect("an invitation sent");
    let call = phone.next_call().await.answer().await.expect("a call");
    let goodbye = async {
        let mut datagram = [0; 4_096];
        loop {
            let (length, _) = caller.recv_from(&mut datagram).await.expect("a request");
            if datagram[..length].starts_with(b"BYE ") {
                return;
            }
        }
    };
    // Nobody answers it, so that nothing but its coming here is waited for.
    tokio::select! {
        () = soon("the goodbye", goodbye) => {}
        () = async { call.hang_up().await; std::future::pending().await } => {}
    }
}
