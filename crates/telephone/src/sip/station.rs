//! The SIP end of the telephone: takes what comes in to whom it is for.
//!
//! An answer belongs to a request of ours, a request to one of before (a repetition, an ACK, a CANCEL), to a call that
//! goes on, or to nobody yet: a call that comes in is given to the telephone as a [`ServerTransaction`], everything
//! else is answered here.
//!
//! A stranger ([`Standing`]) is heard within a call that goes on. Whatever else it asks for is refused (403), and nothing of
//! it is remembered. Who may begin something and asks for more than there is room for hears so (503).

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::{Instant, interval, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use super::dialog::Dialog;
use super::message::Message;
use super::own_address::own_address_towards;
use super::server::{ServerTransaction, transaction_key};
use super::transactions::Transactions;
use super::trust::{Standing, Trust};
use super::uri::HostPort;
use super::wire::{Flow, Limits, Received, Wire};
use super::{ALLOW, GIVE_UP_AFTER, T1, T2, USER_AGENT, random_word};
use crate::bucket::Bucket;
use crate::error::TelephoneError;
use crate::settings::{SipSettings, Transport};

const DEFAULT_PORT: u16 = 5060;
/// Calls that come in and wait to be looked at.
const INVITATIONS: usize = 64;
const SWEEP_EVERY: Duration = Duration::from_secs(5);
/// Strangers that are told at once, and in each second, that they are refused. More would let whoever forges addresses
/// shout at others by us.
const REFUSALS_AT_ONCE: u32 = 50;
const REFUSALS_PER_SECOND: u32 = 20;
/// Seconds after which somebody who asked for too much may ask again.
const RETRY_AFTER: &str = "5";
/// After the telephone was stopped, for the goodbyes.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// See the module.
#[derive(Debug)]
pub(crate) struct Station {
    pub settings: SipSettings,
    pub wire: Arc<Wire>,
    pub stop: CancellationToken,
    pub trust: Arc<Trust>,
    /// A slot for each call that may go on.
    pub slots: Arc<Semaphore>,
    /// For what is begun where no task is waited for.
    pub runtime: Handle,
    clients: Mutex<HashMap<(String, String), mpsc::UnboundedSender<Received>>>,
    servers: Mutex<Transactions>,
    refusals: Mutex<Bucket>,
    /// Calls that go on, by call id and our tag.
    dialogs: Mutex<HashMap<(String, String), Arc<Dialog>>>,
    invitations: mpsc::Sender<Arc<ServerTransaction>>,
}

impl Station {
    /// Listens, until `stop` and a moment more. Calls that come in are received.
    pub async fn open(
        settings: SipSettings,
        stop: CancellationToken,
    ) -> Result<(Arc<Station>, mpsc::Receiver<Arc<ServerTransaction>>), TelephoneError> {
        let wire_stop = CancellationToken::new();
        let trust = Arc::new(Trust::new(&settings));
        // Before anybody calls; where that fails it is tried again.
        if let Err(error) = trust.look_up().await {
            tracing::warn!(%error, "the sip server's name cannot be looked up");
        }
        let opened = Wire::open(settings.listen, Arc::clone(&trust), Limits::default(), wire_stop.clone());
        let (wire, received) =
            opened.await.map_err(|source| TelephoneError::Listen { address: settings.listen, source })?;
        let (invitations, receiver) = mpsc::channel(INVITATIONS);
        let station = Arc::new(Station {
            slots: Arc::new(Semaphore::new(settings.calls_at_once.min(Semaphore::MAX_PERMITS))),
            settings,
            wire,
            stop: stop.clone(),
            trust: Arc::clone(&trust),
            runtime: Handle::current(),
            clients: Mutex::default(),
            servers: Mutex::default(),
            refusals: Mutex::new(Bucket::new(REFUSALS_AT_ONCE, REFUSALS_PER_SECOND)),
            dialogs: Mutex::default(),
            invitations,
        });
        tokio::spawn(Arc::clone(&station).run(received, wire_stop.clone()));
        tokio::spawn(trust.keep_looking_up(stop.clone()));
        tokio::spawn(async move {
            stop.cancelled().await;
            sleep(LAST_WORDS).await;
            wire_stop.cancel();
        });
        Ok((station, receiver))
    }

    async fn run(self: Arc<Self>, mut received: mpsc::Receiver<Received>, wire_stop: CancellationToken) {
        let mut sweep = interval(SWEEP_EVERY);
        loop {
            tokio::select! {
                () = wire_stop.cancelled() => return,
                received = received.recv() => match received {
                    Some(received) => self.take(received).await,
                    None => return,
                },
                _ = sweep.tick() => self.servers.lock().sweep(),
            }
        }
    }

    /// Answers with this branch and method go there.
    pub fn expect_answers(&self, key: (String, String), sender: mpsc::UnboundedSender<Received>) {
        self.clients.lock().insert(key, sender);
    }

    pub fn expect_no_answers(&self, key: &(String, String)) {
        self.clients.lock().remove(key);
    }

    /// Requests of this call go there.
    pub fn add_dialog(&self, dialog: &Arc<Dialog>) {
        self.wire.hold(dialog.flow);
        self.dialogs.lock().insert(dialog.key(), Arc::clone(dialog));
    }

    pub fn remove_dialog(&self, dialog: &Dialog) {
        let was_there = self.dialogs.lock().remove(&dialog.key()).is_some();
        if was_there {
            self.wire.release(dialog.flow);
        }
    }

    async fn take(self: &Arc<Self>, received: Received) {
        if received.message.method().is_some() {
            return self.take_request(received).await;
        }
        let branch = received.message.top_via().and_then(|via| via.branch().map(str::to_owned));
        let method = received.message.cseq().map(|(_, method)| method.to_owned());
        if let (Some(branch), Some(method)) = (branch, method) {
            let sender = self.clients.lock().get(&(branch, method)).cloned();
            if let Some(sender) = sender {
                // Nobody waits any more: it was a repetition.
                let _is_awaited = sender.send(received);
            }
        }
    }

    async fn take_request(self: &Arc<Self>, Received { message, flow }: Received) {
        let method = message.method().unwrap_or_default().to_owned();
        let is_whole = message.cseq().is_some_and(|(_, named)| named == method)
            && message.header("Call-ID").is_some()
            && message.address("From").is_some()
            && message.address("To").is_some();
        if !is_whole {
            tracing::debug!(from = %flow.address(), "a sip request without its headers is dropped");
            return;
        }
        if method == "ACK" {
            return self.take_ack(&message);
        }
        let standing = self.trust.standing(flow.address().ip());
        if standing == Standing::Stranger && !self.is_within_call(&message) {
            return self.refuse_stranger(message, flow).await;
        }
        if method == "CANCEL" {
            return self.take_cancel(message, flow).await;
        }
        let Some(key) = transaction_key(&message, &method) else { return };
        let known = self.known(&key);
        if let Some(known) = known {
            if let Some(bytes) = known.last_answer() {
                self.send_answer(&known, bytes).await;
            }
            return;
        }
        let Some(transaction) = ServerTransaction::new(message, flow).map(Arc::new) else { return };
        let has_room = self.servers.lock().put(key, Arc::clone(&transaction), standing);
        if !has_room {
            tracing::debug!(from = %flow.address(), "too many sip requests: one is refused");
            let answer = transaction.answer(503).with("Retry-After", RETRY_AFTER);
            return self.answer_in_passing(&transaction, answer).await;
        }
        self.take_new(&method, &transaction).await;
    }

    fn is_within_call(&self, request: &Message) -> bool {
        let to_tag = request.address("To").and_then(|to| to.tag().map(str::to_owned));
        to_tag.is_some_and(|to_tag| self.dialog_of(request, &to_tag).is_some())
    }

    async fn refuse_stranger(self: &Arc<Self>, request: Message, flow: Flow) {
        if !self.refusals.lock().take(Instant::now()) {
            return;
        }
        if request.method() == Some("INVITE") {
            let from = flow.address();
            tracing::info!(%from, "a call of somebody who may not call is refused: see sip.accept_from");
        }
        if let Some(transaction) = ServerTransaction::new(request, flow) {
            self.answer_in_passing(&transaction, transaction.answer(403)).await;
        }
    }

    /// Answers, and remembers nothing of it: a repetition is answered anew.
    async fn answer_in_passing(self: &Arc<Self>, transaction: &ServerTransaction, answer: Message) {
        self.send_answer(transaction, answer.with("Server", USER_AGENT).to_bytes()).await;
    }

    async fn take_new(self: &Arc<Self>, method: &str, transaction: &Arc<ServerTransaction>) {
        let to_tag = transaction.request.address("To").and_then(|to| to.tag().map(str::to_owned));
        if let Some(to_tag) = to_tag {
            match self.dialog_of(&transaction.request, &to_tag) {
                Some(dialog) => dialog.take(self, transaction).await,
                None => {
                    self.refuse(transaction, 481).await;
                }
            }
            return;
        }
        match method {
            "INVITE" => {
                self.answer(transaction, transaction.answer(100)).await;
                if self.invitations.try_send(Arc::clone(transaction)).is_err() {
                    self.refuse(transaction, 503).await;
                }
            }
            "OPTIONS" => {
                let answer = transaction.answer(200).with("Allow", ALLOW).with("Accept", "application/sdp");
                self.answer(transaction, answer).await;
            }
            "BYE" => {
                self.refuse(transaction, 481).await;
            }
            _ => {
                self.answer(transaction, transaction.answer(405).with("Allow", ALLOW)).await;
            }
        }
    }

    fn known(&self, key: &str) -> Option<Arc<ServerTransaction>> {
        self.servers.lock().get(key)
    }

    fn dialog_of(&self, request: &Message, to_tag: &str) -> Option<Arc<Dialog>> {
        let call_id = request.header("Call-ID")?.to_owned();
        let from = request.address("From")?;
        let dialog = self.dialogs.lock().get(&(call_id, to_tag.to_owned())).cloned()?;
        (from.tag().unwrap_or_default() == dialog.remote_tag).then_some(dialog)
    }

    fn take_ack(&self, ack: &Message) {
        // Of a refusal: it has the INVITE's branch. Of a yes: it belongs to the call.
        if let Some(key) = transaction_key(ack, "INVITE")
            && let Some(transaction) = self.known(&key)
        {
            transaction.acknowledged.cancel();
        }
        let to_tag = ack.address("To").and_then(|to| to.tag().map(str::to_owned));
        if let Some(dialog) = to_tag.and_then(|to_tag| self.dialog_of(ack, &to_tag))
            && let Some((number, _)) = ack.cseq()
        {
            dialog.acknowledge(number);
        }
    }

    async fn take_cancel(self: &Arc<Self>, cancel: Message, flow: Flow) {
        let known = transaction_key(&cancel, "INVITE").and_then(|key| self.known(&key));
        let Some(of_cancel) = ServerTransaction::new(cancel, flow).map(Arc::new) else { return };
        let Some(invite) = known else {
            self.refuse(&of_cancel, 481).await;
            return;
        };
        let mut answer = of_cancel.answer(200);
        // Both answers have one tag.
        if let Some(to) = invite.answer(200).header("To") {
            answer.set("To", to);
        }
        self.answer(&of_cancel, answer).await;
        if self.refuse(&invite, 487).await {
            invite.canceled.cancel();
        }
    }

    /// Answers with a code alone. False where there was a final answer.
    pub async fn refuse(self: &Arc<Self>, transaction: &Arc<ServerTransaction>, code: u16) -> bool {
        self.answer(transaction, transaction.answer(code)).await
    }

    /// Sends an answer, and the final one to an INVITE again and again until it is acknowledged. False where there
    /// was a final answer: then nothing is sent.
    pub async fn answer(self: &Arc<Self>, transaction: &Arc<ServerTransaction>, answer: Message) -> bool {
        let code = answer.code();
        let bytes = answer.with("Server", USER_AGENT).to_bytes();
        if !transaction.note(code, &bytes) {
            return false;
        }
        self.send_answer(transaction, bytes.clone()).await;
        // A refusal over a connection arrives; a yes is repeated all the same, a proxy may have lost it.
        let is_repeated = code < 300 || transaction.answers_to.is_udp();
        if transaction.is_invite() && code >= 200 && is_repeated {
            self.runtime.spawn(Arc::clone(self).repeat_answer(Arc::clone(transaction), bytes));
        }
        true
    }

    async fn repeat_answer(self: Arc<Self>, transaction: Arc<ServerTransaction>, bytes: Vec<u8>) {
        let give_up_at = Instant::now() + GIVE_UP_AFTER;
        let mut interval = T1;
        loop {
            tokio::select! {
                () = transaction.acknowledged.cancelled() => return,
                () = sleep_until(give_up_at) => return,
                () = sleep(interval) => self.send_answer(&transaction, bytes.clone()).await,
            }
            interval = (interval * 2).min(T2);
        }
    }

    async fn send_answer(self: &Arc<Self>, transaction: &ServerTransaction, bytes: Vec<u8>) {
        let to = transaction.answers_to;
        // A connection that was closed is not opened again for an answer: all others would wait for it.
        if !to.is_udp() && !self.wire.is_connected(to.address()) {
            tracing::debug!(to = %to.address(), "a sip answer has no connection any more");
            return;
        }
        if let Err(error) = self.wire.send(to, bytes).await {
            tracing::debug!(%error, to = %to.address(), "a sip answer is not sent");
        }
    }

    /// The address at which the other side reaches us.
    pub fn address_for(&self, peer: SocketAddr) -> SocketAddr {
        let local = self.wire.local();
        let ip = match self.settings.public_address {
            Some(public) => public,
            None if !local.ip().is_unspecified() => local.ip(),
            None => own_address_towards(peer).unwrap_or(local.ip()),
        };
        SocketAddr::new(ip, local.port())
    }

    /// A Via of a new request.
    pub fn via(&self, flow: Flow) -> String {
        let address = self.address_for(flow.address());
        format!("SIP/2.0/{} {address};branch=z9hG4bK{};rport", flow.protocol(), random_word())
    }

    /// Our Contact.
    pub fn contact(&self, flow: Flow) -> String {
        let user = super::uri::escape_user(self.settings.username.as_deref().unwrap_or("colloquy"));
        let transport = if flow.is_udp() { "" } else { ";transport=tcp" };
        format!("<sip:{user}@{}{transport}>", self.address_for(flow.address()))
    }

    /// The way to the server; none where there is no server.
    pub async fn server(&self) -> Option<io::Result<Flow>> {
        let server = self.settings.server.as_deref().and_then(HostPort::parse)?;
        let address = self.resolve(&server).await;
        if let Ok(address) = &address {
            // Whoever we register with may call.
            self.trust.note_server(address.ip());
        }
        Some(address.map(|address| self.new_flow(address)))
    }

    /// A way of the kind that was set.
    pub fn new_flow(&self, address: SocketAddr) -> Flow {
        match self.settings.transport {
            Transport::Udp => Flow::Udp(address),
            Transport::Tcp => Flow::Tcp(address),
        }
    }

    /// The address of a host that can be reached from ours.
    pub async fn resolve(&self, at: &HostPort) -> io::Result<SocketAddr> {
        let port = at.port.unwrap_or(DEFAULT_PORT);
        if let Some(ip) = at.ip() {
            return Ok(SocketAddr::new(ip, port));
        }
        let is_v4 = self.wire.local().is_ipv4();
        tokio::net::lookup_host((at.host.as_str(), port))
            .await?
            .find(|address| address.is_ipv4() == is_v4)
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, format!("{} has no address", at.host)))
    }
}
