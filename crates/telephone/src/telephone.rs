//! The telephone itself.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::call::Call;
use crate::error::{CallFailed, TelephoneError};
use crate::incoming::{IncomingCall, take_invitations};
use crate::outgoing::{self, Order, Progress};
use crate::register::{Registration, stay_registered};
use crate::settings::SipSettings;
use crate::sip::station::Station;
use crate::sip::uri::HostPort;

/// Calls that came in and that nobody has looked at; more are refused.
const INCOMING_CALLS: usize = 64;

/// A telephone that is open. Clones are the same telephone.
#[derive(Debug, Clone)]
pub struct Telephone {
    station: Arc<Station>,
    registration: watch::Receiver<Registration>,
}

impl Telephone {
    /// Opens it: listens, registers if that is asked for, and answers what is not a call. Calls that come in are
    /// received; where nobody receives them they are refused (480).
    ///
    /// It stays open until `stop` is set, whoever holds it: then calls are hung up.
    pub async fn open(
        settings: SipSettings,
        stop: CancellationToken,
    ) -> Result<(Telephone, mpsc::Receiver<IncomingCall>), TelephoneError> {
        settings.check()?;
        let server = settings.domain.as_deref().or(settings.server.as_deref()).and_then(HostPort::parse);
        let domain = server.filter(|_| settings.register);
        let (station, invitations) = Station::open(settings, stop).await?;
        let first = if domain.is_some() { Registration::Unregistered } else { Registration::Off };
        let (state, registration) = watch::channel(first);
        if let Some(domain) = domain {
            tokio::spawn(stay_registered(Arc::clone(&station), domain, state));
        }
        let (calls, incoming) = mpsc::channel(INCOMING_CALLS);
        tokio::spawn(take_invitations(Arc::clone(&station), invitations, calls));
        tracing::info!(address = %station.wire.local(), "the telephone is open");
        Ok((Telephone { station, registration }, incoming))
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.station.wire.local()
    }

    /// Whether calls to our number come here.
    pub fn registration(&self) -> Registration {
        self.registration.borrow().clone()
    }

    /// Tells of each change of [`Telephone::registration`].
    pub fn registration_changes(&self) -> watch::Receiver<Registration> {
        self.registration.clone()
    }

    /// Calls that may still be begun or taken.
    pub fn free_slots(&self) -> usize {
        self.station.slots.available_permits()
    }

    /// Calls `to` and waits until it is answered, or not. `from` is the number that is shown. A number or name is
    /// called through the server, `sip:user@host` at that host.
    ///
    /// A call that is not waited for any more is called off.
    pub async fn call(
        &self,
        from: &str,
        to: &str,
        mut progress: impl FnMut(Progress) + Send,
    ) -> Result<Call, CallFailed> {
        let called_off = self.station.stop.child_token();
        let (tell, mut told) = mpsc::unbounded_channel();
        let order = Order { from: from.to_owned(), to: to.to_owned() };
        let placed =
            tokio::spawn(outgoing::place(Arc::clone(&self.station), order, called_off.clone(), tell));
        // Set when this future is dropped, and when the call has begun: then it means nothing any more.
        let _called_off = called_off.drop_guard();
        while let Some(step) = told.recv().await {
            progress(step);
        }
        placed.await.unwrap_or_else(|error| {
            Err(CallFailed::Failed { code: 500, reason: format!("placing the call broke off: {error}") })
        })
    }
}
