//! Calls that come in.

use std::sync::Arc;
use std::time::Instant;

use tokio::net::UdpSocket;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use crate::call::Call;
use crate::error::CallFailed;
use crate::line::{Line, Party};
use crate::number::{callee_of, caller_of};
use crate::ports;
use crate::sdp::Local;
use crate::sip::dialog::Dialog;
use crate::sip::message::{Message, Start};
use crate::sip::server::ServerTransaction;
use crate::sip::station::Station;
use crate::sip::uri::SipUri;
use crate::sip::{ALLOW, GIVE_UP_AFTER};

/// Somebody calls. Dropping it says that nobody is there.
#[derive(Debug)]
pub struct IncomingCall {
    /// Who calls: a number or a name, as the caller's telephone says it. Nobody has checked it.
    pub from: String,
    /// The caller's name, where one is shown.
    pub display_name: Option<String>,
    /// Whom they want: a number or a name.
    pub to: String,
    /// SIP's name of the call.
    pub call_id: String,
    received_at: Instant,
    station: Arc<Station>,
    offer: String,
    /// Until it is answered.
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    transaction: Arc<ServerTransaction>,
    slot: OwnedSemaphorePermit,
}

/// Where audio goes, and what we say about it.
struct Agreed {
    line: Arc<Line>,
    dtmf: mpsc::Receiver<char>,
    socket: UdpSocket,
    description: String,
}

/// Looks at invitations, refuses what cannot be taken, and hands on the others.
pub(crate) async fn take_invitations(
    station: Arc<Station>,
    mut invitations: mpsc::Receiver<Arc<ServerTransaction>>,
    calls: mpsc::Sender<IncomingCall>,
) {
    loop {
        let transaction = tokio::select! {
            () = station.stop.cancelled() => return,
            invitation = invitations.recv() => match invitation {
                Some(transaction) => transaction,
                None => return,
            },
        };
        match IncomingCall::look_at(&station, &transaction) {
            // Where nobody takes calls the call is dropped here, and so refused.
            Ok(call) => {
                let _is_taken = calls.try_send(call);
            }
            Err(refusal) => {
                station.answer(&transaction, refusal).await;
            }
        }
    }
}

impl IncomingCall {
    fn look_at(
        station: &Arc<Station>,
        transaction: &Arc<ServerTransaction>,
    ) -> Result<IncomingCall, Message> {
        let invite = &transaction.request;
        let Start::Request { uri, .. } = &invite.start else {
            return Err(transaction.answer(400));
        };
        if let Some(required) = invite.header("Require") {
            return Err(transaction.answer(420).with("Unsupported", required));
        }
        if SipUri::parse(uri).is_none() {
            return Err(transaction.answer(416));
        }
        let own_name = station.settings.username.as_deref().unwrap_or_default();
        let to = callee_of(invite, uri, own_name).ok_or_else(|| transaction.answer(404))?;
        if !invite.body.is_empty() && invite.sdp().is_none() {
            return Err(transaction.answer(415).with("Accept", "application/sdp"));
        }
        // Without an offer we would have to make one, which few ask for; and one that we cannot answer is refused
        // before it rings.
        let nowhere = Local { address: station.wire.local(), session: 0, version: 0 };
        let offer = invite.sdp().filter(|offer| nowhere.answer(offer).is_ok());
        let offer = offer.ok_or_else(|| transaction.answer(488))?.to_owned();
        let slot =
            Arc::clone(&station.slots).try_acquire_owned().map_err(|_none_left| transaction.answer(486))?;
        Ok(IncomingCall {
            from: caller_of(invite),
            display_name: invite.address("From").and_then(|from| from.display),
            to,
            call_id: invite.header("Call-ID").unwrap_or_default().to_owned(),
            received_at: Instant::now(),
            station: Arc::clone(station),
            offer,
            open: Some(Open { transaction: Arc::clone(transaction), slot }),
        })
    }

    /// Lets it ring.
    pub async fn ring(&self) {
        if let Some(open) = &self.open {
            let contact = self.station.contact(open.transaction.flow);
            let ringing = self.with_route(&open.transaction, 180).with("Contact", &contact);
            self.station.answer(&open.transaction, ringing).await;
        }
    }

    /// Waits until the caller gives up; for good where it was answered.
    pub async fn canceled(&self) {
        match &self.open {
            Some(open) => open.transaction.canceled.cancelled().await,
            None => std::future::pending().await,
        }
    }

    /// Takes the call. The audio runs from here on.
    pub async fn answer(mut self) -> Result<Call, CallFailed> {
        let Some(Open { transaction, slot }) = self.open.take() else {
            return Err(CallFailed::Canceled);
        };
        let station = Arc::clone(&self.station);
        let Agreed { line, dtmf, socket, description } = match self.agree(&transaction) {
            Ok(agreed) => agreed,
            Err(failed) => {
                station.refuse(&transaction, 500).await;
                return Err(failed);
            }
        };
        let Some(dialog) = Dialog::of_invite(&transaction, Arc::clone(&line)).map(Arc::new) else {
            station.refuse(&transaction, 400).await;
            return Err(failed_with(400, "the invitation lacks headers"));
        };
        // Its ACK, and its BYE, may be here before we look again.
        station.add_dialog(&dialog);
        let yes = self
            .with_route(&transaction, 200)
            .with("Contact", &station.contact(transaction.flow))
            .with("Allow", ALLOW)
            .with_body("application/sdp", description);
        if !station.answer(&transaction, yes).await {
            station.remove_dialog(&dialog);
            return Err(CallFailed::Canceled);
        }
        tokio::spawn(watch_for_ack(transaction, line));
        Ok(Call::start(&station, dialog, socket, slot, dtmf))
    }

    /// Does not take the call. Codes are SIP's, 400 to 699: 486 busy, 404 unknown, 603 declined; others count as 480.
    pub async fn reject(mut self, code: u16) {
        if let Some(Open { transaction, slot }) = self.open.take() {
            let code = if (400..700).contains(&code) { code } else { 480 };
            self.station.refuse(&transaction, code).await;
            drop(slot);
        }
    }

    /// Says yes to the offer, with a socket of our own.
    fn agree(&self, transaction: &ServerTransaction) -> Result<Agreed, CallFailed> {
        let station = &self.station;
        let local = station.wire.local();
        let socket = ports::bind(local.ip(), &station.settings.rtp_ports)
            .map_err(|error| failed_with(500, &error.to_string()))?;
        let port = socket.local_addr().map_err(|error| failed_with(500, &error.to_string()))?.port();
        let mut address = station.address_for(transaction.flow.address());
        address.set_port(port);
        let local = Local { address, session: rand::random::<u64>() >> 2, version: 1 };
        let (description, remote) =
            local.answer(&self.offer).map_err(|error| failed_with(488, &error.to_string()))?;
        let remote = station.trust.screened(remote, transaction.flow.address().ip());
        let set_up_ms = u64::try_from(self.received_at.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (line, dtmf) = Line::new(local, remote, set_up_ms);
        Ok(Agreed { line: Arc::new(line), dtmf, socket, description })
    }

    /// An answer that makes the proxies on the way part of the call.
    fn with_route(&self, transaction: &ServerTransaction, code: u16) -> Message {
        let mut answer = transaction.answer(code);
        for hop in transaction.request.headers("Record-Route") {
            answer.add("Record-Route", hop);
        }
        answer
    }
}

impl Drop for IncomingCall {
    fn drop(&mut self) {
        if let Some(Open { transaction, slot }) = self.open.take() {
            let station = Arc::clone(&self.station);
            self.station.runtime.spawn(async move {
                station.refuse(&transaction, 480).await;
                drop(slot);
            });
        }
    }
}

/// A call whose answer never arrived is none.
async fn watch_for_ack(transaction: Arc<ServerTransaction>, line: Arc<Line>) {
    tokio::select! {
        () = transaction.acknowledged.cancelled() => {}
        () = line.over.cancelled() => {}
        () = tokio::time::sleep(GIVE_UP_AFTER) => {
            line.end(Party::Us, "the caller never acknowledged the answer");
        }
    }
}

fn failed_with(code: u16, reason: &str) -> CallFailed {
    CallFailed::Failed { code, reason: reason.to_owned() }
}
