//! What is to be said after the last word on an INVITE, and how one is taken back.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::line::Line;
use crate::sdp::Local;
use crate::sip::client::{ClientTransaction, Unanswered, exchange_signed, sign};
use crate::sip::dialog::Dialog;
use crate::sip::message::{Message, Start};
use crate::sip::station::Station;
use crate::sip::wire::{Flow, Received};
use crate::sip::{GIVE_UP_AFTER, USER_AGENT};

/// How long a refusal may be repeated by datagrams.
const REFUSALS_FOR: Duration = GIVE_UP_AFTER;

/// An INVITE on its way.
pub(crate) struct Sent {
    pub station: Arc<Station>,
    pub transaction: ClientTransaction,
    /// As it was sent.
    pub invite: Message,
    /// Whether anything came back: only then it can be canceled.
    pub is_heard: bool,
}

impl Sent {
    fn uri(&self) -> String {
        match &self.invite.start {
            Start::Request { uri, .. } => uri.clone(),
            Start::Response { .. } => String::new(),
        }
    }

    /// A request that goes the way of the INVITE and has its number: CANCEL, or the ACK of a refusal.
    fn companion(&self, method: &str, to: Option<&str>) -> Message {
        let mut message = Message::request(method, &self.uri());
        let number = self.invite.cseq().map_or(1, |(number, _)| number);
        for name in ["Via", "From", "To", "Call-ID", "Route"] {
            for value in self.invite.headers(name) {
                message.add(name, value);
            }
        }
        if let Some(to) = to {
            message.set("To", to);
        }
        message
            .with("CSeq", &format!("{number} {method}"))
            .with("Max-Forwards", "70")
            .with("User-Agent", USER_AGENT)
    }
}

/// Acknowledges a refusal, and its repetitions in the background.
pub(crate) async fn acknowledge_refusal(sent: Sent, refusal: &Message) {
    let ack = sent.companion("ACK", refusal.header("To")).to_bytes();
    let flow = sent.transaction.flow;
    send(&sent.station, flow, ack.clone()).await;
    if flow.is_udp() {
        tokio::spawn(keep_acknowledging(sent, flow, ack, None));
    }
}

/// Acknowledges a yes, and its repetitions in the background. Fails where there is no way to who said it.
pub(crate) async fn acknowledge_yes(sent: Sent, dialog: &Arc<Dialog>) -> Result<(), Unanswered> {
    let station = Arc::clone(&sent.station);
    let flow = dialog.way(&station).await;
    let mut ack = dialog.ack();
    for name in ["Authorization", "Proxy-Authorization"] {
        for value in sent.invite.headers(name) {
            ack.add(name, value);
        }
    }
    sign(&station, &mut ack, flow);
    let ack = ack.to_bytes();
    station.wire.send(flow, ack.clone()).await?;
    tokio::spawn(keep_acknowledging(sent, flow, ack, Some(Arc::clone(dialog))));
    Ok(())
}

/// Whoever repeats a last word has not heard our ACK. A yes of somebody else, which a proxy that rang at several
/// places lets through, is acknowledged and hung up on.
async fn keep_acknowledging(mut sent: Sent, flow: Flow, ack: Vec<u8>, dialog: Option<Arc<Dialog>>) {
    let until = Instant::now() + REFUSALS_FOR;
    while let Ok(Some(Received { message, flow: came_by })) =
        timeout_at(until, sent.transaction.answers.recv()).await
    {
        if message.code() < 200 {
            continue;
        }
        let tag = message.address("To").and_then(|to| to.tag().map(str::to_owned)).unwrap_or_default();
        match &dialog {
            Some(dialog) if message.code() < 300 && dialog.remote_tag != tag => {
                hang_up_on(&sent, &message, came_by).await;
            }
            _ => send(&sent.station, flow, ack.clone()).await,
        }
    }
}

/// Takes an INVITE back: CANCEL, as soon as anybody has heard of it. One who answered before that is hung up on.
pub(crate) async fn call_off(mut sent: Sent) {
    let until = Instant::now() + GIVE_UP_AFTER;
    let mut is_canceled = false;
    loop {
        if sent.is_heard && !is_canceled {
            is_canceled = true;
            // The INVITE's branch is the CANCEL's too: that is how they are known to belong together.
            let (station, flow) = (Arc::clone(&sent.station), sent.transaction.flow);
            let cancel = sent.companion("CANCEL", None);
            tokio::spawn(async move {
                if let Err(error) = exchange_signed(&station, &cancel, flow).await {
                    tracing::debug!(%error, "a cancel is not answered");
                }
            });
        }
        let Ok(Some(answer)) = timeout_at(until, sent.transaction.answers.recv()).await else { return };
        match answer.message.code() {
            0..200 => sent.is_heard = true,
            200..300 => {
                hang_up_on(&sent, &answer.message, answer.flow).await;
                return;
            }
            _ => return acknowledge_refusal(sent, &answer.message).await,
        }
    }
}

/// Acknowledges a yes that nobody wants any more, and says goodbye.
async fn hang_up_on(sent: &Sent, yes: &Message, came_by: Flow) {
    let local = Local { address: sent.station.wire.local(), session: 0, version: 0 };
    let (line, _keys) = Line::new(local, super::nobody(local), 0);
    let station = Arc::clone(&sent.station);
    let Some(dialog) = Dialog::of_answer(&sent.invite, yes, came_by, Arc::new(line)) else { return };
    let flow = dialog.way(&station).await;
    let mut ack = dialog.ack();
    sign(&station, &mut ack, flow);
    send(&station, flow, ack.to_bytes()).await;
    tokio::spawn(async move {
        if let Err(error) = dialog.bye(&station).await {
            tracing::debug!(%error, "a goodbye is not answered");
        }
    });
}

async fn send(station: &Arc<Station>, flow: Flow, bytes: Vec<u8>) {
    if let Err(error) = station.wire.send(flow, bytes).await {
        tracing::debug!(%error, "an ack is not sent");
    }
}
