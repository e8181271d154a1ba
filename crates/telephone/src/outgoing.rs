//! Calls that we make.
//!
//! A call is placed by a task of its own, so that whoever waits for it may stop waiting at any moment: then the call
//! is called off, and somebody who answers all the same is hung up on.

mod call_off;

use std::sync::Arc;
use std::time::Duration;

use tokio::net::UdpSocket;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::call::Call;
use crate::error::CallFailed;
use crate::line::Line;
use crate::number::{Callee, user_of};
use crate::ports;
use crate::sdp::{self, Local, Remote};
use crate::sip::client::{ClientTransaction, Login, Unanswered, sign};
use crate::sip::dialog::Dialog;
use crate::sip::message::Message;
use crate::sip::station::Station;
use crate::sip::uri::{HostPort, escape_user};
use crate::sip::wire::{Flow, Received};
use crate::sip::{ALLOW, GIVE_UP_AFTER, T1, USER_AGENT, random_word};
use call_off::{Sent, acknowledge_refusal, acknowledge_yes, call_off};

/// How far a call has come that is not answered yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It rings.
    Ringing,
    /// Something is to be heard before it is answered: a tone, or an announcement. It is not handed out.
    EarlyMedia,
}

/// Who calls whom.
#[derive(Debug)]
pub(crate) struct Order {
    pub from: String,
    pub to: String,
}

/// What became of an INVITE.
enum Event {
    /// The last word, and a description that was given before it.
    Final(Received, Option<String>),
    RangOut,
    CalledOff,
    Silence,
}

/// What the INVITE is made of.
struct Plan {
    invite: Message,
    flow: Flow,
    /// Whether the server's challenges are answered: only our own server hears of our password.
    is_by_server: bool,
    socket: UdpSocket,
    local: Local,
}

/// Places a call and waits until it is answered, or not.
pub(crate) async fn place(
    station: Arc<Station>,
    order: Order,
    called_off: CancellationToken,
    progress: mpsc::UnboundedSender<Progress>,
) -> Result<Call, CallFailed> {
    let slot = Arc::clone(&station.slots).try_acquire_owned().map_err(|_none_left| CallFailed::too_many())?;
    let Plan { mut invite, flow, is_by_server, socket, local } = plan(&station, &order).await?;
    let begun_at = Instant::now();
    let rings_until = begun_at + station.settings.ring_for;
    let mut login = Login::default();
    loop {
        sign(&station, &mut invite, flow);
        let mut transaction = ClientTransaction::begin(&station, &invite, flow).await.map_err(unreachable)?;
        let mut is_heard = false;
        let event = wait(&mut transaction, rings_until, &called_off, &progress, &mut is_heard).await;
        let sent = Sent { station: Arc::clone(&station), transaction, invite: invite.clone(), is_heard };
        match event {
            Event::Final(answer, _) if answer.message.code() >= 300 => {
                acknowledge_refusal(sent, &answer.message).await;
                let message = answer.message;
                if is_by_server && login.answer(&station.settings, &mut invite, &message) {
                    continue;
                }
                return Err(CallFailed::of_answer(message.code(), message.reason()));
            }
            Event::Final(yes, early) => {
                let set_up = begun_at.elapsed();
                return connect(Accepted { sent, yes, early, set_up, socket, local, slot }).await;
            }
            Event::RangOut => {
                tokio::spawn(call_off(sent));
                return Err(CallFailed::NoAnswer);
            }
            Event::CalledOff => {
                tokio::spawn(call_off(sent));
                return Err(CallFailed::Canceled);
            }
            Event::Silence => return Err(unreachable(Unanswered::Silence)),
        }
    }
}

async fn plan(station: &Arc<Station>, order: &Order) -> Result<Plan, CallFailed> {
    let settings = &station.settings;
    let server_host = settings.server.as_deref().and_then(HostPort::parse);
    let callee = Callee::parse(&order.to, server_host.as_ref()).ok_or_else(|| {
        let problem = match server_host {
            Some(_) => "not a number that can be called",
            None => "not a sip address, and sip.server is not set",
        };
        CallFailed::Unreachable(problem.to_owned())
    })?;
    let flow = match &callee.at {
        Some(uri) => {
            let address = station.resolve(&uri.at).await.map_err(network)?;
            if uri.is_tcp { Flow::Tcp(address) } else { station.new_flow(address) }
        }
        None => station
            .server()
            .await
            .ok_or_else(|| CallFailed::Unreachable("sip.server is not set".to_owned()))?
            .map_err(network)?,
    };
    let socket = ports::bind(station.wire.local().ip(), &settings.rtp_ports).map_err(network)?;
    let mut address = station.address_for(flow.address());
    let domain = settings.domain.clone().or(server_host.map(|server| server.to_string()));
    let domain = domain.unwrap_or_else(|| address.to_string());
    address.set_port(socket.local_addr().map_err(network)?.port());
    let local = Local { address, session: rand::random::<u64>() >> 2, version: 1 };
    let from = user_of(&order.from).unwrap_or_else(|| "anonymous".to_owned());
    let invite = Message::request("INVITE", &callee.uri)
        .with("Max-Forwards", "70")
        .with("From", &format!("<sip:{}@{domain}>;tag={}", escape_user(&from), random_word()))
        .with("To", &format!("<{}>", callee.uri))
        .with("Call-ID", &random_word())
        .with("CSeq", "1 INVITE")
        .with("Contact", &station.contact(flow))
        .with("Allow", ALLOW)
        .with("User-Agent", USER_AGENT)
        .with_body("application/sdp", local.offer());
    Ok(Plan { invite, flow, is_by_server: callee.at.is_none(), socket, local })
}

/// Waits for the last word, and tells of what comes before it.
async fn wait(
    transaction: &mut ClientTransaction,
    rings_until: Instant,
    called_off: &CancellationToken,
    progress: &mpsc::UnboundedSender<Progress>,
    is_heard: &mut bool,
) -> Event {
    let silence_at = Instant::now() + GIVE_UP_AFTER;
    let mut interval = T1;
    let mut repeat_at = Instant::now() + interval;
    let mut early = None;
    loop {
        tokio::select! {
            biased;
            () = called_off.cancelled() => return Event::CalledOff,
            answer = transaction.answers.recv() => {
                let Some(answer) = answer else { return Event::Silence };
                if answer.message.code() >= 200 {
                    return Event::Final(answer, early);
                }
                *is_heard = true;
                if let Some(description) = answer.message.sdp() {
                    early = Some(description.to_owned());
                    tell(progress, Progress::EarlyMedia);
                } else if answer.message.code() == 180 {
                    tell(progress, Progress::Ringing);
                }
            }
            () = sleep_until(rings_until) => return Event::RangOut,
            () = sleep_until(silence_at), if !*is_heard => return Event::Silence,
            () = sleep_until(repeat_at), if !*is_heard && transaction.flow.is_udp() => {
                transaction.repeat().await;
                interval *= 2;
                repeat_at = Instant::now() + interval;
            }
        }
    }
}

fn tell(progress: &mpsc::UnboundedSender<Progress>, what: Progress) {
    // Whoever does not wait any more has called it off.
    let _is_listening = progress.send(what);
}

/// What it takes to begin talking.
struct Accepted {
    sent: Sent,
    yes: Received,
    early: Option<String>,
    set_up: Duration,
    socket: UdpSocket,
    local: Local,
    slot: OwnedSemaphorePermit,
}

async fn connect(accepted: Accepted) -> Result<Call, CallFailed> {
    let Accepted { sent, yes, early, set_up, socket, local, slot } = accepted;
    let station = Arc::clone(&sent.station);
    // Some describe their side only before they answer.
    let description = yes.message.sdp().map(str::to_owned).or(early);
    let agreed = description.as_deref().map(sdp::agreed);
    let peer = yes.flow.address().ip();
    let remote: Option<Remote> =
        agreed.and_then(Result::ok).map(|remote| station.trust.screened(remote, peer));
    let set_up_ms = u64::try_from(set_up.as_millis()).unwrap_or(u64::MAX);
    // A call that cannot be talked on is acknowledged like any other, and then hung up on.
    let (line, dtmf) = Line::new(local, remote.unwrap_or(nobody(local)), set_up_ms);
    let dialog = Dialog::of_answer(&sent.invite, &yes.message, yes.flow, Arc::new(line))
        .map(Arc::new)
        .ok_or_else(|| failed_with(502, "the answer lacks headers"))?;
    station.add_dialog(&dialog);
    if let Err(error) = acknowledge_yes(sent, &dialog).await {
        station.remove_dialog(&dialog);
        return Err(unreachable(error));
    }
    if remote.is_none() {
        let (station, dialog) = (Arc::clone(&station), Arc::clone(&dialog));
        tokio::spawn(async move {
            if let Err(error) = dialog.bye(&station).await {
                tracing::debug!(%error, "a goodbye is not answered");
            }
            station.remove_dialog(&dialog);
        });
        return Err(failed_with(488, "the answer describes no audio that we understand"));
    }
    // What came before the answer is not part of the call.
    let mut early_packet = [0; 2_048];
    while socket.try_recv_from(&mut early_packet).is_ok() {}
    Ok(Call::start(&station, dialog, socket, slot, dtmf))
}

/// The other side of a call that is never talked on.
fn nobody(local: Local) -> Remote {
    Remote {
        address: local.address,
        codec: crate::g711::Codec::Pcmu,
        payload_type: 0,
        event_type: None,
        is_listening: false,
        is_behind_router: false,
    }
}

fn network(error: std::io::Error) -> CallFailed {
    CallFailed::Unreachable(error.to_string())
}

fn unreachable(error: Unanswered) -> CallFailed {
    CallFailed::Unreachable(error.to_string())
}

fn failed_with(code: u16, reason: &str) -> CallFailed {
    CallFailed::Failed { code, reason: reason.to_owned() }
}
