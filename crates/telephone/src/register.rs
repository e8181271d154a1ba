//! Stays registered with the server, so that calls to our number come here.

use std::sync::Arc;
use std::time::Duration;

use rand::Rng;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::sip::client::{Login, exchange};
use crate::sip::header::NameAddr;
use crate::sip::message::Message;
use crate::sip::station::Station;
use crate::sip::uri::{HostPort, SipUri, escape_user};
use crate::sip::{ALLOW, USER_AGENT, random_word};

/// How long a registration is asked for, in seconds.
const EXPIRES_SECONDS: u64 = 300;
/// The shortest time between two registrations.
const LEAST_INTERVAL: Duration = Duration::from_secs(15);
const FIRST_RETRY: Duration = Duration::from_secs(2);
const LAST_RETRY: Duration = Duration::from_secs(300);
/// How long a goodbye to the server may take.
const GOODBYE: Duration = Duration::from_secs(1);

/// Whether calls to our number come here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Registration {
    /// It was not asked for.
    Off,
    /// Not yet, or not any more since the telephone was stopped.
    Unregistered,
    /// They do.
    Registered,
    /// The server does not have it; it is tried again.
    Failed {
        /// What it says, or that it says nothing.
        reason: String,
    },
}

/// What makes the registrations of one telephone one.
struct Registrar {
    station: Arc<Station>,
    /// The server's name in addresses.
    domain: HostPort,
    call_id: String,
    tag: String,
    number: u32,
    expires_seconds: u64,
}

/// Registers again and again until the telephone is stopped; then says goodbye.
pub(crate) async fn stay_registered(
    station: Arc<Station>,
    domain: HostPort,
    state: watch::Sender<Registration>,
) {
    let stop = station.stop.clone();
    let mut registrar = Registrar {
        station,
        domain,
        call_id: random_word(),
        tag: random_word(),
        number: 0,
        expires_seconds: EXPIRES_SECONDS,
    };
    let mut retry = FIRST_RETRY;
    loop {
        let registered = tokio::select! {
            () = stop.cancelled() => break,
            registered = registrar.register() => registered,
        };
        let wait = match registered {
            Ok(granted) => {
                retry = FIRST_RETRY;
                state.send_replace(Registration::Registered);
                // With time for some failures before it runs out.
                (granted * 2 / 3).max(LEAST_INTERVAL)
            }
            Err(reason) => {
                tracing::warn!(reason, "the telephone is not registered");
                state.send_replace(Registration::Failed { reason });
                let wait = retry.mul_f64(rand::rng().random_range(0.8..1.2));
                retry = (retry * 2).min(LAST_RETRY);
                wait
            }
        };
        tokio::select! {
            () = stop.cancelled() => break,
            () = sleep(wait) => {}
        }
    }
    let was_registered = *state.borrow() == Registration::Registered;
    if was_registered {
        registrar.expires_seconds = 0;
        match timeout(GOODBYE, registrar.register()).await {
            Ok(Ok(_)) => {}
            Ok(Err(reason)) => tracing::debug!(reason, "the registration is not taken back"),
            Err(_elapsed) => tracing::debug!("the registration is not taken back in time"),
        }
    }
    state.send_replace(Registration::Unregistered);
}

impl Registrar {
    /// Registers once; for how long, or why not.
    async fn register(&mut self) -> Result<Duration, String> {
        let station = Arc::clone(&self.station);
        let flow = match station.server().await {
            Some(Ok(flow)) => flow,
            Some(Err(error)) => return Err(error.to_string()),
            None => return Err("sip.server is not set".to_owned()),
        };
        let contact = station.contact(flow);
        let mut request = self.request(&contact);
        let mut login = Login::default();
        loop {
            let answer =
                exchange(&station, request.clone(), flow).await.map_err(|error| error.to_string())?;
            self.number = request.cseq().map_or(self.number, |(number, _)| number);
            if answer.code() < 300 {
                return Ok(Duration::from_secs(granted(&answer, &contact).unwrap_or(self.expires_seconds)));
            }
            if login.answer(&station.settings, &mut request, &answer) {
                continue;
            }
            let least = answer.header("Min-Expires").and_then(|least| least.parse::<u64>().ok());
            if let Some(least) = least.filter(|least| answer.code() == 423 && *least > self.expires_seconds) {
                self.expires_seconds = least.min(86_400);
            }
            return Err(format!("{} {}", answer.code(), answer.reason()));
        }
    }

    fn request(&self, contact: &str) -> Message {
        let user = escape_user(self.station.settings.username.as_deref().unwrap_or_default());
        let address = format!("<sip:{user}@{}>", self.domain);
        Message::request("REGISTER", &format!("sip:{}", self.domain))
            .with("Max-Forwards", "70")
            .with("From", &format!("{address};tag={}", self.tag))
            .with("To", &address)
            .with("Call-ID", &self.call_id)
            .with("CSeq", &format!("{} REGISTER", self.number + 1))
            .with("Contact", contact)
            .with("Expires", &self.expires_seconds.to_string())
            .with("Allow", ALLOW)
            .with("User-Agent", USER_AGENT)
    }
}

/// For how many seconds the server has us.
fn granted(answer: &Message, contact: &str) -> Option<u64> {
    let own = NameAddr::parse(contact).and_then(|own| SipUri::parse(&own.uri));
    let of_contact = answer
        .values("Contact")
        .filter_map(NameAddr::parse)
        .find(|contact| SipUri::parse(&contact.uri) == own)
        .and_then(|contact| contact.parameter("expires").and_then(|seconds| seconds.parse().ok()));
    of_contact.or_else(|| answer.header("Expires").and_then(|seconds| seconds.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_says_for_how_long() {
        let own = "<sip:me@192.0.2.1:5060>";
        // Contacts and Expires of the answer; seconds.
        let rows = [
            (
                Some("<sip:other@192.0.2.9>;expires=9, <sip:me@192.0.2.1:5060>;expires=60"),
                Some("90"),
                Some(60),
            ),
            (Some("<sip:me@192.0.2.1:5060>"), Some("90"), Some(90)),
            (None, None, None),
        ];
        for (contacts, expires, seconds) in rows {
            let mut answer = Message::request("X", "y");
            if let Some(contacts) = contacts {
                answer.add("Contact", contacts);
            }
            if let Some(expires) = expires {
                answer.add("Expires", expires);
            }
            assert_eq!(granted(&answer, own), seconds);
        }
    }
}
