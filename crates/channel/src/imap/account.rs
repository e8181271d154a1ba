//! Whose mailbox it is, as the operator writes it.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use colloquy_domain::phone;
use colloquy_domain::secret::SecretText;
use colloquy_mail::SettingsProblem;
use percent_encoding::percent_decode_str;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use url::Url;

/// How a mailbox is reached.
#[derive(Debug, Clone)]
pub struct ImapSettings {
    /// `imaps://user:password@host:993`; `imap://` only to this machine.
    pub url: SecretText,
    /// The folder, usually `INBOX`.
    pub folder: String,
    /// How long to wait between two looks.
    pub poll: Duration,
    /// Further certificate authorities.
    pub extra_ca_pem: Option<Vec<u8>>,
    /// Senders of our own mail: addresses, or names and addresses. What comes from them is not answered.
    pub own_senders: Vec<String>,
}

/// A mailbox whose settings make sense.
#[derive(Clone)]
pub struct ImapAccount {
    pub(super) host: String,
    pub(super) port: u16,
    /// None where nothing is encrypted.
    pub(super) tls: Option<(Arc<ClientConfig>, ServerName<'static>)>,
    pub(super) user: String,
    pub(super) password: SecretText,
    pub(super) folder: String,
    pub(super) poll: Duration,
    /// Our own addresses, in lower case.
    pub(super) own: Vec<String>,
}

impl fmt::Debug for ImapAccount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ImapAccount")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl ImapAccount {
    /// Checks the settings; connects to nobody yet.
    ///
    /// # Errors
    ///
    /// Which setting is wrong, without repeating a secret.
    pub fn new(settings: &ImapSettings) -> Result<Self, SettingsProblem> {
        let url = Url::parse(settings.url.reveal())
            .map_err(|_| refuse("must be like imaps://user:password@mail.example:993"))?;
        let host =
            url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| refuse("must name a host"))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let is_encrypted = match url.scheme() {
            "imaps" => true,
            "imap" if is_this_machine(&host) => false,
            "imap" => return Err(refuse("must be imaps://: a password would be sent in clear")),
            _ => return Err(refuse("must begin with imaps://")),
        };
        let user = login_word(url.username()).ok_or_else(unusable)?;
        let password = login_word(url.password().unwrap_or_default()).ok_or_else(unusable)?;
        if user.is_empty() || password.is_empty() {
            return Err(refuse("must hold user and password"));
        }
        if settings.folder.is_empty() || !is_plain(&settings.folder) {
            let rule = "must be the name of a folder in printable ASCII letters, such as INBOX".to_owned();
            return Err(SettingsProblem { setting: "imap.folder", rule });
        }
        let tls = if is_encrypted { Some(tls(&host, settings.extra_ca_pem.as_deref())?) } else { None };
        Ok(Self {
            port: url.port().unwrap_or(if is_encrypted { 993 } else { 143 }),
            host,
            tls,
            user,
            password: SecretText::new(password),
            folder: settings.folder.clone(),
            poll: settings.poll.max(Duration::from_millis(100)),
            own: settings.own_senders.iter().filter_map(|sender| address(sender)).collect(),
        })
    }
}

fn refuse(rule: &str) -> SettingsProblem {
    SettingsProblem { setting: "imap.url", rule: rule.to_owned() }
}

fn unusable() -> SettingsProblem {
    refuse("must hold user and password in printable ASCII letters: the LOGIN command knows no others")
}

/// What the URL has for user or password; none where it cannot be said to the server.
fn login_word(encoded: &str) -> Option<String> {
    let word = percent_decode_str(encoded).decode_utf8().ok()?;
    is_plain(&word).then(|| word.into_owned())
}

fn is_plain(text: &str) -> bool {
    text.len() <= 1_000 && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The address in `Name <address>`, in lower case.
fn address(sender: &str) -> Option<String> {
    let bare =
        sender.rsplit_once('<').map_or(sender, |(_, address)| address.trim_end().trim_end_matches('>'));
    phone::normalise_email(bare)
}

/// The public roots and the operator's own.
fn tls(
    host: &str,
    extra_ca_pem: Option<&[u8]>,
) -> Result<(Arc<ClientConfig>, ServerName<'static>), SettingsProblem> {
    let refuse_ca = |error: &dyn fmt::Display| SettingsProblem {
        setting: "netguard.extra_ca",
        rule: format!("cannot be used for mail: {error}"),
    };
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for certificate in extra_ca_pem.map(CertificateDer::pem_slice_iter).into_iter().flatten() {
        let certificate = certificate.map_err(|error| refuse_ca(&error))?;
        roots.add(certificate).map_err(|error| refuse_ca(&error))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| refuse(&format!("cannot be reached by TLS: {error}")))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| refuse("must name a host for which there can be a certificate"))?;
    Ok((Arc::new(config), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(url: &str, folder: &str) -> Result<ImapAccount, SettingsProblem> {
        ImapAccount::new(&ImapSettings {
            url: SecretText::new(url),
            folder: folder.to_owned(),
            poll: Duration::from_secs(30),
            extra_ca_pem: None,
            own_senders: vec!["Acme <Help@Acme.example>".into(), "calls@acme.example".into(), "x".into()],
        })
    }

    #[test]
    fn settings_are_checked_and_secrets_kept() {
        for (url, port) in [
            ("imaps://jonas%40acme.example:sesame@mail.example", 993),
            ("imaps://u:sesame@mail.example:1993", 1993),
            ("imap://u:sesame@127.0.0.1", 143),
            ("imap://u:sesame@[::1]:1143", 1143),
        ] {
            let account = made(url, "INBOX").unwrap();
            assert_eq!(account.port, port, "{url}");
            assert_eq!(account.own, ["help@acme.example", "calls@acme.example"]);
            assert!(!format!("{account:?}").contains("sesame"), "{account:?}");
        }
        assert_eq!(
            made("imaps://jonas%40acme.example:sesame@m", "INBOX").unwrap().user,
            "jonas@acme.example"
        );
        for url in [
            "mail.example",
            "https://u:sesame@mail.example",
            "imap://u:sesame@mail.example",
            "imaps://mail.example",
            "imaps://u@mail.example",
            "imaps://u:sesame%0d%0a@mail.example",
            "imaps://u:sesame%C3%BC@mail.example",
            "imaps://u:sesame%FF@mail.example",
        ] {
            let problem = made(url, "INBOX").unwrap_err();
            assert_eq!(problem.setting, "imap.url", "{url}");
            assert!(!problem.to_string().contains("sesame"), "{problem}");
        }
        for folder in ["", "Entwürfe", "IN\r\nBOX"] {
            let problem = made("imap://u:sesame@localhost", folder).unwrap_err();
            assert_eq!(problem.setting, "imap.folder", "{folder}");
        }
    }
}
