//! A server that asks for a password: a stand-in that knows one user.

use std::collections::HashMap;
use std::sync::Arc;

use colloquy_domain::secret::SecretText;
use colloquy_telephone::{CallFailed, Registration, SipSettings};
use md5::{Digest, Md5};
use parking_lot::Mutex;
use tokio::net::UdpSocket;

use crate::support::{Phone, settings, soon};

const REALM: &str = "pbx.example";
const NONCE: &str = "a1b2c3";

/// Requests that came with the right password, as method and Expires.
type Seen = Arc<Mutex<Vec<(String, Option<String>)>>>;

fn md5(text: &str) -> String {
    Md5::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a request carries the answer to our challenge.
fn is_right(method: &str, credentials: &str) -> bool {
    let parameters: HashMap<&str, &str> = credentials
        .trim_start_matches("Digest ")
        .split(", ")
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name, value.trim_matches('"')))
        .collect();
    let part = |name: &str| parameters.get(name).copied().unwrap_or_default();
    let secret = md5(&format!("agent:{REALM}:right"));
    let request = md5(&format!("{method}:{}", part("uri")));
    let expected = md5(&format!("{secret}:{NONCE}:{}:{}:auth:{request}", part("nc"), part("cnonce")));
    part("username") == "agent" && part("nonce") == NONCE && part("response") == expected
}

/// Registers who has the password; of those who call, it says that the callee is busy.
async fn serve(socket: UdpSocket, seen: Seen) {
    let mut datagram = vec![0; 8_192];
    while let Ok((length, from)) = socket.recv_from(&mut datagram).await {
        let text = String::from_utf8_lossy(&datagram[..length]).into_owned();
        let header = |name: &str| {
            text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).map(str::to_owned)
        };
        let method = text.split(' ').next().unwrap_or_default().to_owned();
        let (asks, credentials) = match method.as_str() {
            "REGISTER" => ("401 Unauthorized\r\nWWW-Authenticate", header("Authorization")),
            "INVITE" => {
                ("407 Proxy Authentication Required\r\nProxy-Authenticate", header("Proxy-Authorization"))
            }
            _ => continue,
        };
        let status = if credentials.is_some_and(|credentials| is_right(&method, &credentials)) {
            seen.lock().push((method.clone(), header("Expires")));
            if method == "INVITE" { "486 Busy Here".to_owned() } else { "200 OK\r\nExpires: 60".to_owned() }
        } else {
            format!("{asks}: Digest realm=\"{REALM}\", nonce=\"{NONCE}\", qop=\"auth\", algorithm=MD5")
        };
        let repeated: String = ["Via", "From", "Call-ID", "CSeq"]
            .into_iter()
            .filter_map(|name| Some(format!("{name}: {}\r\n", header(name)?)))
            .collect();
        let to = header("To").unwrap_or_default();
        let answer =
            format!("SIP/2.0 {status}\r\n{repeated}To: {to};tag=server\r\nContent-Length: 0\r\n\r\n");
        if socket.send_to(answer.as_bytes(), from).await.is_err() {
            return;
        }
    }
}

/// The stand-in's settings for a telephone, and what it sees.
async fn server(password: &str) -> (SipSettings, Seen) {
    let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a socket");
    let address = socket.local_addr().expect("an address");
    let seen = Seen::default();
    tokio::spawn(serve(socket, Arc::clone(&seen)));
    let settings = SipSettings {
        server: Some(address.to_string()),
        username: Some("agent".to_owned()),
        password: Some(SecretText::new(password)),
        domain: Some(REALM.to_owned()),
        register: true,
        ..settings()
    };
    (settings, seen)
}

#[tokio::test]
async fn it_registers_calls_and_says_goodbye() {
    let (settings, seen) = server("right").await;
    let phone = Phone::open(settings).await;
    let mut changes = phone.telephone.registration_changes();
    let registered =
        soon("the registration", changes.wait_for(|state| *state == Registration::Registered)).await;
    drop(registered.expect("a telephone"));
    assert_eq!(phone.telephone.registration(), Registration::Registered);

    let called = soon("an answer", phone.telephone.call("+15550100", "+15550199", |_progress| {})).await;
    assert_eq!(called.err(), Some(CallFailed::Busy), "behind the password somebody is busy");
    drop(phone);
    let gone = soon("the goodbye", changes.wait_for(|state| *state == Registration::Unregistered)).await;
    drop(gone.expect("a last word"));
    let seen = seen.lock().clone();
    let row = |method: &str, expires: Option<&str>| (method.to_owned(), expires.map(str::to_owned));
    assert_eq!(seen, [row("REGISTER", Some("300")), row("INVITE", None), row("REGISTER", Some("0"))]);
}

#[tokio::test]
async fn a_wrong_password_is_said_and_not_tried_again_at_once() {
    let (settings, seen) = server("wrong").await;
    let phone = Phone::open(settings).await;
    let mut changes = phone.telephone.registration_changes();
    let failed = soon(
        "the refusal",
        changes.wait_for(
            |state| matches!(state, Registration::Failed { reason } if reason == "401 Unauthorized"),
        ),
    )
    .await;
    drop(failed.expect("a telephone"));
    let called = soon("an answer", phone.telephone.call("+15550100", "+15550199", |_progress| {})).await;
    assert!(matches!(called, Err(CallFailed::Failed { code: 407, .. })), "{called:?}");
    assert!(seen.lock().is_empty());
}

#[tokio::test]
async fn the_password_is_for_the_server_alone() {
    let (mut settings, _) = server("right").await;
    settings.register = false;
    let phone = Phone::open(settings).await;
    assert_eq!(phone.telephone.registration(), Registration::Off);
    // Another host that asks for it, though it is the same stand-in.
    let (other, seen) = server("right").await;
    let to = format!("sip:bob@{}", other.server.expect("a server"));
    let called = soon("an answer", phone.telephone.call("alice", &to, |_progress| {})).await;
    assert!(matches!(called, Err(CallFailed::Failed { code: 407, .. })), "{called:?}");
    assert!(seen.lock().is_empty());
}
