//! The cookie that holds a session's token.
//!
//! Scripts cannot read it, other sites cannot send it, and over TLS it is bound to this very host. It is read at the house
//! API alone: no other API of this server knows people.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use colloquy_domain::secret::SecretText;
use colloquy_domain::session::LIVES;

use crate::{HttpState, Problem};

const NAME: &str = "colloquy_session";

/// A browser takes a cookie of such a name only over TLS, and from this host for all of its paths.
const NAME_OVER_TLS: &str = "__Host-colloquy_session";

/// Characters of 32 bytes in base 64 without padding.
const TOKEN_CHARACTERS: usize = 43;

fn is_over_tls(state: &HttpState) -> bool {
    state.app().public_url.scheme() == "https"
}

fn name(is_over_tls: bool) -> &'static str {
    if is_over_tls { NAME_OVER_TLS } else { NAME }
}

/// The token that the browser sends, if it sends one.
pub(crate) fn token(state: &HttpState, headers: &HeaderMap) -> Option<SecretText> {
    value(headers, name(is_over_tls(state))).map(SecretText::new)
}

/// Has the browser keep the token for as long as a session lives that nobody uses.
pub fn keep(state: &HttpState, token: &SecretText) -> Result<HeaderValue, Problem> {
    written(is_over_tls(state), token.reveal(), LIVES.whole_seconds())
}

/// Has the browser forget it.
pub fn forget(state: &HttpState) -> Result<HeaderValue, Problem> {
    written(is_over_tls(state), "", 0)
}

fn written(is_over_tls: bool, value: &str, seconds: i64) -> Result<HeaderValue, Problem> {
    let name = name(is_over_tls);
    let secure = if is_over_tls { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    let mut header = HeaderValue::try_from(text).map_err(|_| Problem::internal())?;
    header.set_sensitive(true);
    Ok(header)
}

/// The first cookie of that name that can be a token.
fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let sent = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
    let mut pairs = sent.flat_map(|header| header.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let is_token = |text: &str| {
        text.len() == TOKEN_CHARACTERS
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    pairs.find(|(own, value)| *own == name && is_token(value)).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE";

    fn cookies(values: &[String]) -> HeaderMap {
        values.iter().map(|value| (COOKIE, HeaderValue::from_str(value).expect("a value"))).collect()
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        for sent in [
            vec![format!("{NAME}={TOKEN}")],
            vec![format!("theme=dark; {NAME}={TOKEN};lang=en")],
            vec!["theme=dark".to_owned(), format!("{NAME}={TOKEN}")],
            // A neighbour under the same domain may set one of the same name: what is no token is none.
            vec![format!("{NAME}=x; {NAME}={TOKEN}")],
        ] {
            assert_eq!(value(&cookies(&sent), NAME), Some(TOKEN), "{sent:?}");
        }
        for sent in [
            vec![],
            vec![format!("{NAME}=")],
            vec![NAME.to_owned()],
            vec![format!("x{NAME}={TOKEN}")],
            vec![format!("{NAME}={TOKEN}A")],
            vec![format!("{NAME}={}", TOKEN.replace('-', "%"))],
            // Over plain HTTP and over TLS it has different names.
            vec![format!("{NAME_OVER_TLS}={TOKEN}")],
        ] {
            assert_eq!(value(&cookies(&sent), NAME), None, "{sent:?}");
        }
    }

    #[test]
    fn no_script_and_no_other_site_gets_at_it() {
        let text = |is_over_tls, value: &str, seconds| {
            let header = written(is_over_tls, value, seconds).expect("a header");
            header.to_str().expect("text").to_owned()
        };
        let plain = text(false, TOKEN, 60);
        assert_eq!(plain, format!("{NAME}={TOKEN}; Path=/; Max-Age=60; HttpOnly; SameSite=Strict"));
        let over_tls = text(true, TOKEN, 60);
        assert!(over_tls.starts_with("__Host-") && over_tls.ends_with("; Secure"), "{over_tls}");
        assert!(!over_tls.contains("Domain"), "{over_tls}");
        assert!(text(true, "", 0).contains("Max-Age=0"));
    }
}
