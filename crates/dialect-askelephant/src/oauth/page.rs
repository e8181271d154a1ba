//! The consent page and its errors: HTML without a script, that nobody may frame or keep.

use std::sync::LazyLock;

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::{Environment, Value, context};
use sha2::{Digest, Sha256};
use url::{Host, Url};

use colloquy_app::oauth::authorize::Consent;
use colloquy_domain::RequestId;
use colloquy_domain::credential::KNOWN_SCOPES;
use colloquy_domain::scope_words::in_words;
use colloquy_http::{Form, Problem};

use crate::ids;

/// The names end in `.html`: what is put into them is escaped.
const CONSENT: (&str, &str) = ("consent.html", include_str!("consent.html"));
const PROBLEM: (&str, &str) = ("problem.html", include_str!("problem.html"));
const STYLE: &str = include_str!("page.css");

/// What the page sends back as it came.
const CARRIED: [&str; 7] = [
    "client_id",
    "response_type",
    "redirect_uri",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
];

/// The page that asks the user, with what was wrong with the answer before.
pub fn consent(consent: &Consent, form: &Form, status: StatusCode, wrong: Option<&str>) -> Response {
    // In the order in which they make sense: what widens another one after it.
    let granted = KNOWN_SCOPES.into_iter().filter(|scope| consent.scopes.grants(scope));
    let scopes: Vec<&str> = granted.map(in_words).collect();
    let carried: Vec<(&str, &str)> =
        CARRIED.into_iter().filter_map(|name| form.get(name).map(|value| (name, value))).collect();
    let target = consent.way.target();
    let values = context! {
        style => Value::from_safe_string(STYLE.to_owned()),
        client => consent.client.name,
        workspace => consent.workspace.name,
        scopes,
        carried,
        wrong,
        target => shown_target(target),
    };
    written(CONSENT, values, status, &format!("'self' {}", source_of(target)))
}

/// A problem as a page.
pub fn render(problem: &Problem, request_id: RequestId) -> Response {
    let values = context! {
        style => Value::from_safe_string(STYLE.to_owned()),
        kind => kind_of(problem.status),
        detail => problem.detail,
        request_id => ids::request(request_id),
    };
    written(PROBLEM, values, problem.status, "'none'")
}

/// Whose fault it is, as the template tells it.
fn kind_of(status: StatusCode) -> &'static str {
    match status {
        status if status.is_server_error() => "server",
        _ => "program",
    }
}

/// Whom the user's answer goes to.
fn shown_target(target: &Url) -> String {
    match (target.host(), target.scheme()) {
        (Some(Host::Domain(name)), "https") => name.to_owned(),
        (Some(host), "https") => host.to_string(),
        _ => "a program on this computer".to_owned(),
    }
}

/// The redirect URI's origin as a policy names it. Browsers apply `form-action` to where a form's answer leads, too. A
/// policy cannot name an IPv6 address: for programs on the user's own machine at one, the scheme has to do.
fn source_of(target: &Url) -> String {
    match target.host() {
        Some(Host::Ipv6(_)) => format!("{}:", target.scheme()),
        _ => target.origin().ascii_serialization(),
    }
}

fn written((name, template): (&str, &str), values: Value, status: StatusCode, form_action: &str) -> Response {
    // Names and texts of clients come from people: whatever the template is, everything is escaped.
    let html = match Environment::new().render_named_str(name, template, values) {
        Ok(html) => html,
        Err(error) => {
            tracing::error!(%error, page = name, "a page cannot be written");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let policy = format!(
        "default-src 'none'; style-src '{}'; form-action {form_action}; frame-ancestors 'none'; base-uri 'none'",
        *STYLE_HASH
    );
    let Ok(policy) = HeaderValue::try_from(policy) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_SECURITY_POLICY, policy),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    ];
    (status, headers, html).into_response()
}

/// Lets the page's own style in and no other.
static STYLE_HASH: LazyLock<String> =
    LazyLock::new(|| format!("sha256-{}", STANDARD.encode(Sha256::digest(STYLE.as_bytes()))));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_names_the_target_alone() {
        let rows = [
            ("https://app.example/cb?a=1", "https://app.example", "app.example"),
            ("https://app.example:8443/cb", "https://app.example:8443", "app.example"),
            ("http://127.0.0.1:5100/cb", "http://127.0.0.1:5100", "a program on this computer"),
            ("http://[::1]:5100/cb", "http:", "a program on this computer"),
        ];
        for (uri, source, shown) in rows {
            let url = Url::parse(uri).unwrap();
            assert_eq!((source_of(&url).as_str(), shown_target(&url).as_str()), (source, shown), "{uri}");
        }
    }

    #[test]
    fn a_problem_cannot_bring_markup() {
        let problem = Problem::bad_request("x", "<script>alert(1)</script>");
        let response = render(&problem, RequestId::generate());
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        let html = Environment::new()
            .render_named_str(PROBLEM.0, PROBLEM.1, context! { detail => problem.detail })
            .unwrap();
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script"), "{html}");
    }
}
