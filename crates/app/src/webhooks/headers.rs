//! Headers that the owner of an endpoint wants sent along with each delivery, such as a key of the receiver's own.

use colloquy_domain::endpoint::Endpoint;
use colloquy_webhook::Signing;

use crate::{App, FieldProblem};

/// Most headers of an endpoint.
const MOST: usize = 20;
/// Longest name, and longest value.
const LONGEST: (usize, usize) = (100, 1_000);

/// Headers that say something of the connection (RFC 9110, section 7.6.1) or of the message as it is sent: ours to set.
const KEPT: [&str; 16] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// What the headers of the Standard Webhooks specification begin with, by which receivers trust a message. No endpoint
/// may carry them, whatever it is signed with: its receiver may look for either.
const SIGNATURE_PREFIXES: [&str; 2] = ["svix-", "webhook-"];

/// The headers with their names in lower case and in order, each of which may be sent; notes the others.
pub(super) fn checked(
    app: &App,
    dialect: &str,
    headers: Vec<(String, String)>,
    problems: &mut Vec<FieldProblem>,
) -> Vec<(String, String)> {
    let mut refuse = |field: &str, rule: &str| {
        problems.push(FieldProblem::new(field, "invalid_header", format!("{field} {rule}")));
    };
    if headers.len() > MOST {
        refuse("headers", &format!("must be at most {MOST}"));
        return Vec::new();
    }
    let signature =
        app.dialects.get(dialect).map_or_else(Vec::new, |dialect| match dialect.manner().signing {
            Signing::Standard => Vec::new(),
            Signing::BodyHex { header } => vec![header],
            Signing::TimestampedBase64 { signature_header, timestamp_header, id_header } => {
                vec![signature_header, timestamp_header, id_header]
            }
        });
    let mut checked: Vec<(String, String)> = Vec::with_capacity(headers.len());
    for (name, value) in headers {
        let lower = name.to_ascii_lowercase();
        if !is_token(&lower) || lower.len() > LONGEST.0 {
            let rule = format!("must have names of at most {} letters, digits and dashes", LONGEST.0);
            refuse("headers", &rule);
            continue;
        }
        let field = format!("headers.{name}");
        let signs = SIGNATURE_PREFIXES.iter().any(|prefix| lower.starts_with(prefix))
            || signature.iter().any(|header| header.eq_ignore_ascii_case(&lower));
        if KEPT.contains(&lower.as_str()) || signs {
            refuse(&field, "is set by this server and cannot be given");
        } else if value.len() > LONGEST.1 || !value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            refuse(&field, &format!("must be at most {} visible ASCII characters", LONGEST.1));
        } else if checked.iter().any(|(known, _)| *known == lower) {
            refuse(&field, "is there more than once, in another case of letters");
        } else {
            checked.push((lower, value));
        }
    }
    checked.sort();
    checked
}

/// The headers of an endpoint after a change, checked as [`checked`] does: those with a value are set, those without are
/// taken away, and the others stay.
pub(super) fn changed(
    app: &App,
    dialect: &str,
    known: &[(String, String)],
    change: Vec<(String, Option<String>)>,
    problems: &mut Vec<FieldProblem>,
) -> Vec<(String, String)> {
    let is_named = |name: &str| change.iter().any(|(changed, _)| changed.eq_ignore_ascii_case(name));
    let mut headers: Vec<(String, String)> =
        known.iter().filter(|(name, _)| !is_named(name)).cloned().collect();
    headers.extend(change.into_iter().filter_map(|(name, value)| Some((name, value?))));
    checked(app, dialect, headers, problems)
}

/// The values of headers are shown to nobody: to another server they go only where whoever names it sends them again.
pub(super) fn check_move(
    endpoint: &Endpoint,
    url: &str,
    change: &[(String, Option<String>)],
    problems: &mut Vec<FieldProblem>,
) {
    let is_given = |name: &str| change.iter().any(|(given, _)| given.eq_ignore_ascii_case(name));
    let left: Vec<&str> =
        endpoint.headers.iter().map(|(name, _)| name.as_str()).filter(|name| !is_given(name)).collect();
    let Some(next) = origin_of(url) else { return };
    if left.is_empty() || origin_of(&endpoint.url) == Some(next) {
        return;
    }
    let rule =
        format!("is of another server: send the values of its headers again, or null ({})", left.join(", "));
    problems.push(FieldProblem::new("url", "headers_required", format!("url {rule}")));
}

/// Where a request goes, whatever its path.
fn origin_of(url: &str) -> Option<url::Origin> {
    url::Url::parse(url).ok().map(|url| url.origin())
}

/// Whether it can be the name of a header (RFC 9110, section 5.6.2), in lower case.
fn is_token(name: &str) -> bool {
    let is_token =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}
