//! A request that came to us, until it is answered for good (RFC 3261, section 17.2).

use std::net::SocketAddr;

use parking_lot::Mutex;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::header::{Via, split_outside};
use super::message::Message;
use super::wire::Flow;
use super::{GIVE_UP_AFTER, random_word};

const DEFAULT_PORT: u16 = 5060;
/// What branches begin with since RFC 3261.
const BRANCH_COOKIE: &str = "z9hG4bK";

/// See the module.
#[derive(Debug)]
pub(crate) struct ServerTransaction {
    pub request: Message,
    /// The way that it came.
    pub flow: Flow,
    /// Where its answers go.
    pub answers_to: Flow,
    /// The tag that our answers give to its To.
    pub to_tag: String,
    /// Set when the final answer to an INVITE was acknowledged.
    pub acknowledged: CancellationToken,
    /// Set when the caller called it off before it was answered.
    pub canceled: CancellationToken,
    answered: Mutex<Answered>,
}

#[derive(Debug, Default)]
struct Answered {
    last: Option<Vec<u8>>,
    finally_at: Option<Instant>,
}

impl ServerTransaction {
    /// Of a request that has all the headers of one; none of another.
    pub fn new(mut request: Message, flow: Flow) -> Option<ServerTransaction> {
        let via = request.top_via()?;
        let answers_to = match flow {
            Flow::Udp(from) if !via.wants_rport() => {
                Flow::Udp(SocketAddr::new(from.ip(), via.sent_by.port.unwrap_or(DEFAULT_PORT)))
            }
            other => other,
        };
        let marked = mark_via(request.header("Via")?, &via, flow.address());
        request.set("Via", &marked);
        Some(ServerTransaction {
            request,
            flow,
            answers_to,
            to_tag: random_word(),
            acknowledged: CancellationToken::new(),
            canceled: CancellationToken::new(),
            answered: Mutex::default(),
        })
    }

    /// An answer with the headers that it has to have.
    pub fn answer(&self, code: u16) -> Message {
        let tag = (code > 100).then_some(self.to_tag.as_str());
        Message::answer(&self.request, code, tag)
    }

    pub fn is_invite(&self) -> bool {
        self.request.method() == Some("INVITE")
    }

    /// Notes an answer that is about to be sent. False where a final one was: then it must not be.
    pub fn note(&self, code: u16, bytes: &[u8]) -> bool {
        let mut answered = self.answered.lock();
        if answered.finally_at.is_some() {
            return false;
        }
        answered.last = Some(bytes.to_vec());
        if code >= 200 {
            answered.finally_at = Some(Instant::now());
        }
        true
    }

    /// What a repetition of the request is answered with.
    pub fn last_answer(&self) -> Option<Vec<u8>> {
        self.answered.lock().last.clone()
    }

    /// Whether no repetition can come any more.
    pub fn is_over(&self) -> bool {
        self.answered.lock().finally_at.is_some_and(|at| at.elapsed() > GIVE_UP_AFTER)
    }
}

/// What a request and its repetitions have in common; of an ACK or a CANCEL, with `method` INVITE, what they have in
/// common with the INVITE.
pub(crate) fn transaction_key(request: &Message, method: &str) -> Option<String> {
    let via = request.top_via()?;
    match via.branch().filter(|branch| branch.starts_with(BRANCH_COOKIE)) {
        Some(branch) => Some(format!("{method} {branch} {}", via.sent_by)),
        None => {
            let from = request.address("From")?;
            let (number, _) = request.cseq()?;
            let call_id = request.header("Call-ID")?;
            Some(format!("{method} {number} {} {call_id}", from.tag().unwrap_or_default()))
        }
    }
}

/// Writes into the first Via where the request really came from (RFC 3581).
fn mark_via(line: &str, via: &Via, from: SocketAddr) -> String {
    let mut all = split_outside(line, ',').into_iter();
    let first = all.next().unwrap_or_default();
    let is_kept = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default().trim();
        !name.eq_ignore_ascii_case("rport") && !name.eq_ignore_ascii_case("received")
    };
    let mut marked = split_outside(first, ';').into_iter().filter(is_kept).collect::<Vec<_>>().join(";");
    marked.push_str(&format!(";received={}", from.ip()));
    if via.wants_rport() {
        marked.push_str(&format!(";rport={}", from.port()));
    }
    for other in all {
        marked.push(',');
        marked.push_str(other);
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(via: &str) -> Message {
        let text = format!(
            "BYE sip:a@b SIP/2.0\r\nVia: {via}\r\nFrom: <sip:c@d>;tag=f\r\nCSeq: 4 BYE\r\nCall-ID: x\r\n\r\n"
        );
        Message::parse(text.as_bytes()).expect("a request")
    }

    #[test]
    fn answers_go_where_the_request_came_from() {
        let from: SocketAddr = "203.0.113.5:4444".parse().expect("an address");
        // Via; where answers go; the Via in them.
        let rows = [
            (
                "SIP/2.0/UDP 10.0.0.1:5070;branch=z9hG4bKa;rport, SIP/2.0/UDP x",
                "203.0.113.5:4444",
                "SIP/2.0/UDP 10.0.0.1:5070;branch=z9hG4bKa;received=203.0.113.5;rport=4444, SIP/2.0/UDP x",
            ),
            (
                "SIP/2.0/UDP 10.0.0.1:5070;received=1.2.3.4;branch=z9hG4bKa",
                "203.0.113.5:5070",
                "SIP/2.0/UDP 10.0.0.1:5070;branch=z9hG4bKa;received=203.0.113.5",
            ),
            ("SIP/2.0/UDP host", "203.0.113.5:5060", "SIP/2.0/UDP host;received=203.0.113.5"),
        ];
        for (via, to, marked) in rows {
            let transaction = ServerTransaction::new(request(via), Flow::Udp(from)).expect(via);
            assert_eq!(transaction.answers_to, Flow::Udp(to.parse().expect("an address")), "{via}");
            assert_eq!(transaction.answer(200).header("Via"), Some(marked));
        }
        let by_tcp =
            ServerTransaction::new(request("SIP/2.0/TCP host"), Flow::Tcp(from)).expect("a transaction");
        assert_eq!(by_tcp.answers_to, Flow::Tcp(from));
    }

    #[test]
    fn there_is_one_final_answer() {
        let from = "203.0.113.5:4444".parse().expect("an address");
        let transaction =
            ServerTransaction::new(request("SIP/2.0/UDP host"), Flow::Udp(from)).expect("a transaction");
        assert!(transaction.note(180, b"ringing"));
        assert!(transaction.note(200, b"yes"));
        assert!(!transaction.note(487, b"no"));
        assert_eq!(transaction.last_answer(), Some(b"yes".to_vec()));
    }

    #[test]
    fn repetitions_have_one_key() {
        let key = |via, method| transaction_key(&request(via), method);
        let modern = "SIP/2.0/UDP h:1;branch=z9hG4bKa";
        assert_eq!(key(modern, "INVITE"), key("SIP/2.0/UDP h:1;rport;branch=z9hG4bKa", "INVITE"));
        assert_ne!(key(modern, "INVITE"), key(modern, "BYE"));
        assert_ne!(key(modern, "BYE"), key("SIP/2.0/UDP h:2;branch=z9hG4bKa", "BYE"));
        assert_eq!(key("SIP/2.0/UDP h;branch=1", "BYE").as_deref(), Some("BYE 4 f x"));
    }
}
