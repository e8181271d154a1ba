//! A request of ours, until it is answered (RFC 3261, section 17.1).

use std::io;
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use super::digest::{Challenge, Credentials};
use super::message::{Message, Start};
use super::station::Station;
use super::wire::{Flow, Received};
use super::{GIVE_UP_AFTER, T1, T2};
use crate::settings::SipSettings;

/// Challenges that are answered in a row, all but the first because a nonce was old.
const MAX_CHALLENGES: u32 = 3;

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unanswered {
    /// Nobody says anything.
    #[error("no answer in time")]
    Silence,
    /// The network refuses, or the name is unknown.
    #[error("{0}")]
    Network(#[from] io::Error),
}

/// A request on its way. While this lives its answers come to `answers`.
#[derive(Debug)]
pub(crate) struct ClientTransaction {
    station: Arc<Station>,
    key: (String, String),
    pub answers: mpsc::UnboundedReceiver<Received>,
    pub flow: Flow,
    bytes: Vec<u8>,
}

impl ClientTransaction {
    /// Sends a request that has its Via.
    pub async fn begin(
        station: &Arc<Station>,
        request: &Message,
        flow: Flow,
    ) -> Result<ClientTransaction, Unanswered> {
        let branch = request.top_via().and_then(|via| via.branch().map(str::to_owned)).unwrap_or_default();
        let method = request.method().unwrap_or_default().to_owned();
        let (sender, answers) = mpsc::unbounded_channel();
        let key = (branch, method);
        station.expect_answers(key.clone(), sender);
        let bytes = request.to_bytes();
        let transaction = ClientTransaction { station: Arc::clone(station), key, answers, flow, bytes };
        station.wire.send(flow, transaction.bytes.clone()).await?;
        Ok(transaction)
    }

    /// Sends it once more. A failure shows itself by silence.
    pub async fn repeat(&self) {
        if let Err(error) = self.station.wire.send(self.flow, self.bytes.clone()).await {
            tracing::debug!(%error, "a sip request is not repeated");
        }
    }
}

impl Drop for ClientTransaction {
    fn drop(&mut self) {
        self.station.expect_no_answers(&self.key);
    }
}

/// Puts our Via on a request, in place of one of before.
pub(crate) fn sign(station: &Station, request: &mut Message, flow: Flow) {
    request.remove("Via");
    request.add_first("Via", &station.via(flow));
}

/// Sends a request other than INVITE and waits for its final answer.
pub(crate) async fn exchange(
    station: &Arc<Station>,
    mut request: Message,
    flow: Flow,
) -> Result<Message, Unanswered> {
    sign(station, &mut request, flow);
    exchange_signed(station, &request, flow).await
}

/// The same for a request that has its Via.
pub(crate) async fn exchange_signed(
    station: &Arc<Station>,
    request: &Message,
    flow: Flow,
) -> Result<Message, Unanswered> {
    let mut transaction = ClientTransaction::begin(station, request, flow).await?;
    let give_up_at = Instant::now() + GIVE_UP_AFTER;
    let mut interval = T1;
    let mut repeat_at = Instant::now() + interval;
    loop {
        tokio::select! {
            received = transaction.answers.recv() => match received {
                Some(received) if received.message.code() >= 200 => return Ok(received.message),
                // Somebody works on it: there is no hurry.
                Some(_) => interval = T2,
                None => return Err(Unanswered::Silence),
            },
            () = sleep_until(repeat_at), if flow.is_udp() => {
                transaction.repeat().await;
                interval = (interval * 2).min(T2);
                repeat_at = Instant::now() + interval;
            }
            () = sleep_until(give_up_at) => return Err(Unanswered::Silence),
        }
    }
}

/// Our answers to a server's challenges, to one request.
#[derive(Debug, Default)]
pub(crate) struct Login {
    challenges: u32,
}

impl Login {
    /// Puts credentials on the request that was answered by 401 or 407, and counts it up. False where we have none,
    /// or they were refused.
    pub fn answer(&mut self, settings: &SipSettings, request: &mut Message, answer: &Message) -> bool {
        let (asks, answers) = match answer.code() {
            401 => ("WWW-Authenticate", "Authorization"),
            407 => ("Proxy-Authenticate", "Proxy-Authorization"),
            _ => return false,
        };
        let (Some(username), Some(password)) = (&settings.username, &settings.password) else {
            return false;
        };
        let Some(challenge) = Challenge::choose(answer.headers(asks)) else {
            return false;
        };
        // A second challenge of the same server says that the first answer was wrong, unless it says that it was old.
        let was_answered = request.header(answers).is_some();
        self.challenges += 1;
        if (was_answered && !challenge.is_stale) || self.challenges > MAX_CHALLENGES {
            return false;
        }
        let Start::Request { method, uri } = request.start.clone() else {
            return false;
        };
        let credentials = Credentials { username, password: password.reveal() };
        request.set(answers, &challenge.answer(credentials, &method, &uri));
        let number = request.cseq().map_or(1, |(number, _)| number + 1);
        request.set("CSeq", &format!("{number} {method}"));
        true
    }
}
