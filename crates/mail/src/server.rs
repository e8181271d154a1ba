//! The operator's SMTP server.

use std::net::IpAddr;
use std::time::Duration;

use colloquy_domain::secret::SecretText;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use percent_encoding::percent_decode_str;
use url::Url;

use crate::error::{MailError, SettingsProblem, shortened};
use crate::letter::{Letter, Posted};
use crate::message::Mail;

/// Longest wait for an answer of the server.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How mail is sent, as the operator writes it.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// `smtp://` or `smtps://`, with user and password where the server wants them.
    pub url: SecretText,
    /// The sender: an address, or a name and an address.
    pub from: String,
    /// Further certificate authorities.
    pub extra_ca_pem: Option<Vec<u8>>,
}

/// Hands messages to the server, each over a connection of its own.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    server: String,
}

/// What the server said when it took a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its code.
    pub status: u16,
    /// Its words.
    pub answer: String,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mailer").field("server", &self.server).finish_non_exhaustive()
    }
}

impl Mailer {
    /// Checks the settings; connects to nobody yet.
    ///
    /// `smtps://` speaks TLS from the first byte (port 465 unless the URL says otherwise). `smtp://` (port 587)
    /// begins in clear and demands STARTTLS before anything else is said, except to this very machine, where mail
    /// goes in clear unless the server offers STARTTLS. `?tls=none` asks for no TLS; no password is sent that way,
    /// unless to this machine.
    pub fn new(settings: &SmtpSettings) -> Result<Self, SettingsProblem> {
        let refuse = |rule: &str| SettingsProblem { setting: "smtp.url", rule: rule.to_owned() };
        let from: Mailbox = settings.from.parse().map_err(|_| SettingsProblem {
            setting: "smtp.from",
            rule: "must be the sender's address, such as Acme Calls <calls@acme.example>".to_owned(),
        })?;
        let url = Url::parse(settings.url.reveal())
            .map_err(|_| refuse("must be like smtp://user:password@mail.example:587"))?;
        let host =
            url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| refuse("must name a host"))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let without_tls = match url.query() {
            None => false,
            Some("tls=none") => true,
            Some(_) => return Err(refuse("knows no parameter but tls=none")),
        };
        let credentials = credentials(&url).ok_or_else(|| refuse("must hold user and password as UTF-8"))?;
        let is_local = is_this_machine(&host);
        let parameters = || tls(&host, settings.extra_ca_pem.as_deref());
        let (tls, usual_port) = match url.scheme() {
            "smtps" if without_tls => return Err(refuse("must not ask for tls=none with smtps://")),
            "smtps" => (Tls::Wrapper(parameters()?), 465),
            "smtp" if without_tls && credentials.is_some() && !is_local => {
                return Err(refuse("must not ask for tls=none with a password: it would be sent in clear"));
            }
            "smtp" if without_tls => (Tls::None, 587),
            "smtp" if is_local => (Tls::Opportunistic(parameters()?), 587),
            "smtp" => (Tls::Required(parameters()?), 587),
            _ => return Err(refuse("must begin with smtp:// or smtps://")),
        };
        let port = url.port().unwrap_or(usual_port);
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&host)
            .port(port)
            .tls(tls)
            .timeout(Some(TIMEOUT))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()));
        if let Some(credentials) = credentials {
            builder = builder.credentials(credentials);
        }
        Ok(Self { transport: builder.build(), from, server: format!("{host}:{port}") })
    }

    /// Hands a message to the server.
    #[tracing::instrument(skip_all, fields(mail.id = %mail.message_id))]
    pub async fn send(&self, mail: &Mail) -> Result<Taken, MailError> {
        let message = mail.write(&self.from)?;
        let answer = self.transport.send(message).await?;
        let words: Vec<&str> = answer.message().collect();
        Ok(Taken { status: answer.code().into(), answer: shortened(&words.join(" ")) })
    }

    /// Hands a letter to the server.
    #[tracing::instrument(skip_all, fields(mail.id = %letter.message_id))]
    pub async fn post(&self, letter: &Letter) -> Result<Posted, MailError> {
        let (message, message_id) = letter.write(&self.from)?;
        self.transport.send(message).await?;
        Ok(Posted { message_id })
    }

    /// The address that mail comes from unless it says otherwise.
    #[must_use]
    pub fn sender(&self) -> &str {
        self.from.email.as_ref()
    }

    /// Connects, and signs in where that is asked for. Says which server it was.
    pub async fn check(&self) -> Result<String, MailError> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(format!("{} answers; mail comes from {}", self.server, self.from)),
            Ok(false) => {
                Err(MailError::Transient { status: None, reason: format!("{} does not answer", self.server) })
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// None where they are not UTF-8; `Some(None)` where there are none.
fn credentials(url: &Url) -> Option<Option<Credentials>> {
    if url.username().is_empty() {
        return Some(None);
    }
    let decoded = |text: &str| Some(percent_decode_str(text).decode_utf8().ok()?.into_owned());
    Some(Some(Credentials::new(decoded(url.username())?, decoded(url.password().unwrap_or_default())?)))
}

fn tls(host: &str, extra_ca_pem: Option<&[u8]>) -> Result<TlsParameters, SettingsProblem> {
    let refuse = |setting, error: &dyn std::fmt::Display| SettingsProblem {
        setting,
        rule: format!("cannot be used for mail: {error}"),
    };
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(pem) = extra_ca_pem {
        let certificate = Certificate::from_pem(pem).map_err(|error| refuse("netguard.extra_ca", &error))?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build_rustls().map_err(|error| refuse("smtp.url", &error))
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(url: &str, from: &str) -> Result<Mailer, SettingsProblem> {
        Mailer::new(&SmtpSettings { url: SecretText::new(url), from: from.to_owned(), extra_ca_pem: None })
    }

    #[test]
    fn settings_are_checked_and_secrets_kept() {
        for url in [
            "smtp://mail.example",
            "smtps://user:p%40ss@mail.example",
            "smtp://127.0.0.1:2525",
            "smtp://user:pass@localhost:25?tls=none",
            "smtp://relay.internal:25?tls=none",
        ] {
            let mailer = made(url, "Acme <calls@acme.example>").unwrap();
            assert!(!format!("{mailer:?}").contains("ss"), "{mailer:?}");
        }
        for url in [
            "mail.example:25",
            "http://mail.example",
            "smtp://",
            "smtp://user:sesame@mail.example?tls=none",
            "smtps://mail.example?tls=none",
            "smtp://mail.example?tls=maybe",
            "smtp://us%ffer:sesame@mail.example",
        ] {
            let problem = made(url, "calls@acme.example").unwrap_err();
            assert_eq!(problem.setting, "smtp.url", "{url}");
            assert!(!problem.to_string().contains("sesame"), "{problem}");
        }
        assert_eq!(made("smtp://mail.example", "Acme").unwrap_err().setting, "smtp.from");
    }
}
