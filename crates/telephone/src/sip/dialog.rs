//! What two telephones have once a call is answered (RFC 3261, section 12).

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;

use super::client::{Unanswered, exchange};
use super::header::NameAddr;
use super::message::Message;
use super::server::ServerTransaction;
use super::station::Station;
use super::uri::SipUri;
use super::wire::Flow;
use super::{ALLOW, USER_AGENT};
use crate::line::{Line, Party};

/// INVITEs within a call whose ACK may still come.
const MAX_UNACKNOWLEDGED: usize = 8;

/// See the module.
#[derive(Debug)]
pub(crate) struct Dialog {
    pub call_id: String,
    local_tag: String,
    pub remote_tag: String,
    /// Our From and theirs, with tags, as they stand in our requests.
    local: String,
    remote: String,
    route: Vec<String>,
    target: Mutex<String>,
    /// The way that the other side came.
    pub flow: Flow,
    local_number: AtomicU32,
    remote_number: Mutex<Option<u32>>,
    unacknowledged: Mutex<Vec<(u32, CancellationToken)>>,
    pub line: Arc<Line>,
}

impl Dialog {
    /// Of our INVITE and the yes to it, which came by `flow`.
    pub fn of_answer(invite: &Message, yes: &Message, flow: Flow, line: Arc<Line>) -> Option<Dialog> {
        let local = invite.header("From")?.to_owned();
        let remote = yes.header("To")?.to_owned();
        let mut route: Vec<String> = yes.values("Record-Route").map(str::to_owned).collect();
        route.reverse();
        let target = yes.address("Contact").or_else(|| invite.address("To"))?.uri;
        Some(Dialog {
            call_id: invite.header("Call-ID")?.to_owned(),
            local_tag: NameAddr::parse(&local)?.tag()?.to_owned(),
            remote_tag: NameAddr::parse(&remote)?.tag().unwrap_or_default().to_owned(),
            local,
            remote,
            route,
            target: Mutex::new(target),
            flow,
            local_number: AtomicU32::new(invite.cseq()?.0),
            remote_number: Mutex::new(None),
            unacknowledged: Mutex::default(),
            line,
        })
    }

    /// Of an INVITE that we say yes to.
    pub fn of_invite(transaction: &ServerTransaction, line: Arc<Line>) -> Option<Dialog> {
        let invite = &transaction.request;
        let remote = invite.header("From")?.to_owned();
        let target = invite.address("Contact").or_else(|| invite.address("From"))?.uri;
        let number = invite.cseq()?.0;
        Some(Dialog {
            call_id: invite.header("Call-ID")?.to_owned(),
            local_tag: transaction.to_tag.clone(),
            remote_tag: NameAddr::parse(&remote)?.tag().unwrap_or_default().to_owned(),
            local: transaction.answer(200).header("To")?.to_owned(),
            remote,
            route: invite.values("Record-Route").map(str::to_owned).collect(),
            target: Mutex::new(target),
            flow: transaction.flow,
            local_number: AtomicU32::new(0),
            remote_number: Mutex::new(Some(number)),
            unacknowledged: Mutex::new(vec![(number, transaction.acknowledged.clone())]),
            line,
        })
    }

    /// What it is found by.
    pub fn key(&self) -> (String, String) {
        (self.call_id.clone(), self.local_tag.clone())
    }

    /// An ACK came for the INVITE of this number.
    pub fn acknowledge(&self, number: u32) {
        self.unacknowledged.lock().retain(|(of, acknowledged)| {
            if *of == number {
                acknowledged.cancel();
            }
            *of != number
        });
    }

    /// A request of ours, with the next number.
    pub fn request(&self, method: &str) -> Message {
        let number = self.local_number.fetch_add(1, Ordering::Relaxed) + 1;
        self.numbered_request(method, number)
    }

    /// The ACK to the yes that began the call.
    pub fn ack(&self) -> Message {
        self.numbered_request("ACK", self.local_number.load(Ordering::Relaxed))
    }

    fn numbered_request(&self, method: &str, number: u32) -> Message {
        let mut request = Message::request(method, &self.target.lock());
        for hop in &self.route {
            request.add("Route", hop);
        }
        request
            .with("Max-Forwards", "70")
            .with("From", &self.local)
            .with("To", &self.remote)
            .with("Call-ID", &self.call_id)
            .with("CSeq", &format!("{number} {method}"))
            .with("User-Agent", USER_AGENT)
    }

    /// Where our requests go: along the route, else to the other side itself; back the way that it came where that leads
    /// to where nobody should lead us ([`may_lead_to`](crate::sip::trust::Trust::may_lead_to)), or nowhere.
    pub async fn way(&self, station: &Station) -> Flow {
        let first = self.route.first().and_then(|hop| NameAddr::parse(hop)).map(|hop| hop.uri);
        let next = first.unwrap_or_else(|| self.target.lock().clone());
        let Some(uri) = SipUri::parse(&next) else { return self.flow };
        let came_from = self.flow.address();
        // An open connection with the same machine is the way.
        let is_same_machine = uri.at.ip() == Some(came_from.ip());
        if !self.flow.is_udp() && is_same_machine && station.wire.is_connected(came_from) {
            return self.flow;
        }
        match station.resolve(&uri.at).await {
            Ok(address) if station.trust.may_lead_to(address.ip(), came_from.ip()) => {
                if uri.is_tcp {
                    Flow::Tcp(address)
                } else {
                    self.flow.to(address)
                }
            }
            Ok(_) => self.flow,
            Err(error) => {
                let call_id = &self.call_id;
                tracing::debug!(call_id, host = uri.at.host, %error, "there is no way to the host that a call names");
                self.flow
            }
        }
    }

    /// Says goodbye and waits for the answer.
    pub async fn bye(&self, station: &Arc<Station>) -> Result<Message, Unanswered> {
        let flow = self.way(station).await;
        exchange(station, self.request("BYE"), flow).await
    }

    /// A request of the other side within the call.
    pub async fn take(&self, station: &Arc<Station>, transaction: &Arc<ServerTransaction>) {
        let request = &transaction.request;
        let number = request.cseq().map_or(0, |(number, _)| number);
        let is_late = {
            let mut last = self.remote_number.lock();
            let is_late = last.is_some_and(|last| number < last);
            if !is_late {
                *last = Some(number);
            }
            is_late
        };
        if is_late {
            station.refuse(transaction, 500).await;
            return;
        }
        match request.method().unwrap_or_default() {
            "BYE" => {
                station.refuse(transaction, 200).await;
                self.line.end(Party::Them, &reason_of(request));
            }
            "INVITE" => self.take_invite(station, transaction, number).await,
            "INFO" => {
                if let Some(key) = key_of_info(request) {
                    self.line.hear_key(key);
                }
                station.refuse(transaction, 200).await;
            }
            "OPTIONS" => {
                station.answer(transaction, transaction.answer(200).with("Allow", ALLOW)).await;
            }
            _ => {
                station.answer(transaction, transaction.answer(405).with("Allow", ALLOW)).await;
            }
        }
    }

    /// The other side wants it otherwise: another address, hold, or only to know whether we are there.
    async fn take_invite(&self, station: &Arc<Station>, transaction: &Arc<ServerTransaction>, number: u32) {
        let agreed = match transaction.request.sdp() {
            Some(offer) => {
                let peer = transaction.flow.address().ip();
                self.line.renegotiate(offer, |remote| station.trust.screened(remote, peer))
            }
            None => Ok(self.line.describe()),
        };
        let Ok(description) = agreed else {
            station.refuse(transaction, 488).await;
            return;
        };
        if let Some(contact) = transaction.request.address("Contact") {
            *self.target.lock() = contact.uri;
        }
        {
            let mut unacknowledged = self.unacknowledged.lock();
            if unacknowledged.len() >= MAX_UNACKNOWLEDGED {
                unacknowledged.remove(0);
            }
            unacknowledged.push((number, transaction.acknowledged.clone()));
        }
        let answer = transaction
            .answer(200)
            .with("Contact", &station.contact(self.flow))
            .with("Allow", ALLOW)
            .with_body("application/sdp", description);
        station.answer(transaction, answer).await;
    }
}

/// Why the other side hung up, where it says so (RFC 3326).
fn reason_of(bye: &Message) -> String {
    let text = bye.header("Reason").and_then(|reason| reason.split_once("text=")).map(|(_, text)| text);
    let text = text.and_then(|text| text.split(';').next()).map(super::header::unquote);
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| "hung up".to_owned())
}

/// A key that was sent in the old way, as a message.
fn key_of_info(info: &Message) -> Option<char> {
    let content_type = info.header("Content-Type")?.trim();
    let body = std::str::from_utf8(&info.body).ok()?;
    let signal = match content_type.to_ascii_lowercase().as_str() {
        "application/dtmf-relay" => body
            .lines()
            .filter_map(|line| line.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("signal"))
            .map(|(_, value)| value.trim())?,
        "application/dtmf" => body.trim(),
        _ => return None,
    };
    let mut characters = signal.chars();
    let key = characters.next().filter(|_| characters.next().is_none())?;
    crate::dtmf::event_of(key).map(|_| key.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_reasons_in_messages() {
        let info = |content_type: &str, body: &str| {
            key_of_info(&Message::request("INFO", "sip:a@b").with_body(content_type, body.to_owned()))
        };
        assert_eq!(info("application/dtmf-relay", "Signal= 5\r\nDuration=160\r\n"), Some('5'));
        assert_eq!(info("application/dtmf", "d"), Some('D'));
        assert_eq!(info("application/dtmf", "55"), None);
        assert_eq!(info("text/plain", "5"), None);
        let bye = Message::request("BYE", "sip:a@b");
        assert_eq!(reason_of(&bye), "hung up");
        let bye = bye.with("Reason", "SIP;cause=200;text=\"Call completed elsewhere\"");
        assert_eq!(reason_of(&bye), "Call completed elsewhere");
    }
}
