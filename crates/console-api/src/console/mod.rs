//! The web console: its files, embedded in the binary, and the answers that carry them.
//!
//! Every path that no API owns and that a browser opens as a page gets the same `index.html`; which page it is, the script
//! in it decides. Files whose names hold a hash of their content are kept for ever by browsers, everything else is asked
//! for anew. A file may stand beside itself compressed (`.br`, `.gz`, by the console's build): whoever takes that gets it.
//! What is not compressed beforehand is compressed on the way, as every other answer is.
//!
//! The policy allows nothing from elsewhere and nothing inline. Where objects of recordings are played from is this server
//! alone: their links lead here.

mod files;

use std::borrow::Cow;

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use colloquy_http::HttpState;
use colloquy_http::edge::is_below;

use self::files::{Encoding, File};

/// The page that all pages are.
const INDEX: &str = "index.html";

/// Files below it have names that change with their content.
const HASHED: &str = "assets/";

/// Paths that no page has, though no API may have anything there either: who asks there is a program.
const OF_PROGRAMS: [&str; 10] = [
    "/api",
    "/v1",
    "/storage",
    "/mcp",
    "/metrics",
    "/health",
    "/docs",
    "/openapi.json",
    "/swagger",
    "/.well-known",
];

/// The console's answer at a path that no API has, if it has one.
pub fn page(state: &HttpState, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    if ![Method::GET, Method::HEAD].contains(method) {
        return None;
    }
    let path = uri.path();
    let name = path.trim_start_matches('/');
    let is_file = !name.is_empty() && name != INDEX && !files::is_compressed(name);
    if let Some(file) = is_file.then(|| files::find(name, &accepted(headers))).flatten() {
        return Some(answer(file, name, method, headers, file_headers(name)));
    }
    if !is_page(path, headers) {
        return None;
    }
    let index = files::find(INDEX, &accepted(headers))?;
    Some(answer(index, INDEX, method, headers, page_headers(state)))
}

/// Whether somebody opened the path in a browser. The server's own address is a page for everybody.
fn is_page(path: &str, headers: &HeaderMap) -> bool {
    if path == "/" || path == "/index.html" {
        return true;
    }
    let is_of_programs = OF_PROGRAMS.iter().any(|prefix| is_below(path, prefix)) || is_below(path, "/assets");
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    !is_of_programs && accept.contains("text/html")
}

/// The compressed forms that the browser takes, the smallest first.
fn accepted(headers: &HeaderMap) -> Vec<Encoding> {
    let header = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let takes = |encoding: &Encoding| {
        header.split(',').any(|one| {
            let mut parts = one.split(';').map(str::trim);
            let is_it = parts.next() == Some(encoding.as_str());
            // `q=0` is a refusal.
            is_it && !parts.any(|parameter| matches!(parameter, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    };
    Encoding::ALL.into_iter().filter(takes).collect()
}

fn file_headers(name: &str) -> Vec<(HeaderName, HeaderValue)> {
    let kept = match name.starts_with(HASHED) {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    };
    vec![(CACHE_CONTROL, HeaderValue::from_static(kept))]
}

fn page_headers(state: &HttpState) -> Vec<(HeaderName, HeaderValue)> {
    let policy = policy(state.app().public_url.as_str());
    // An address that no header can hold: the sockets of the own origin are allowed by 'self' in any case.
    let policy = HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static(STRICTEST));
    vec![
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (CONTENT_SECURITY_POLICY, policy),
        (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        // An address may hold what is nobody else's business, such as the word of a shared conversation.
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    ]
}

/// A policy that allows nothing at all.
const STRICTEST: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

fn policy(public_url: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
         media-src 'self' blob:; connect-src 'self' {}; font-src 'self'; frame-ancestors 'none'; \
         base-uri 'none'; form-action 'self'",
        sockets(public_url)
    )
}

/// The origin of the server's WebSockets. Browsers of today take `'self'` for it, older ones do not.
fn sockets(public_url: &str) -> String {
    let (scheme, rest) = public_url.split_once("://").unwrap_or(("http", ""));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // A name and password before the host are no part of an origin.
    let host = host.rsplit('@').next().unwrap_or_default();
    format!("{}://{host}", if scheme == "https" { "wss" } else { "ws" })
}

fn answer(
    file: File,
    name: &str,
    method: &Method,
    headers: &HeaderMap,
    more: Vec<(HeaderName, HeaderValue)>,
) -> Response {
    let File { data, hash, encoding } = file;
    let form = encoding.map_or("", Encoding::as_str);
    let tag =
        format!("\"{}{form}\"", hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>());
    let mut answer = match is_known(headers, &tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false if *method == Method::HEAD => Body::empty().into_response(),
        false => Body::from(bytes(data)).into_response(),
    };
    let told = answer.headers_mut();
    told.insert(CONTENT_TYPE, HeaderValue::from_static(files::media_type(name)));
    told.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    told.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        told.insert(ETAG, tag);
    }
    if let Some(encoding) = encoding {
        told.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.as_str()));
    }
    told.extend(more);
    answer
}

/// Whether the browser has this very file. Who compresses it on the way may mark the tag as weak (`W/`).
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
}

fn bytes(data: Cow<'static, [u8]>) -> Bytes {
    match data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => Bytes::from(data),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn only_what_a_browser_opens_is_a_page() {
        let browser = headers(ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8");
        let program = headers(ACCEPT, "*/*");
        for path in ["/", "/conversations", "/conversations/0199", "/reset", "/shared/abc", "/apiary"] {
            assert!(is_page(path, &browser), "{path}");
            assert_eq!(is_page(path, &program), path == "/", "{path}");
            assert_eq!(is_page(path, &HeaderMap::new()), path == "/", "{path}");
        }
        for path in
            ["/api/colloquy/v1/nothing", "/api", "/v1/nothing", "/mcp", "/docs/x", "/assets/gone-1.js"]
        {
            assert!(!is_page(path, &browser), "{path}");
        }
    }

    #[test]
    fn a_compressed_form_is_sent_to_whoever_takes_it() {
        for (header, expected) in [
            ("gzip, deflate, br", vec![Encoding::Brotli, Encoding::Gzip]),
            ("br;q=1.0, gzip;q=0.5", vec![Encoding::Brotli, Encoding::Gzip]),
            ("gzip, br;q=0", vec![Encoding::Gzip]),
            ("identity", vec![]),
            ("", vec![]),
            ("brotli, xgzip", vec![]),
        ] {
            assert_eq!(accepted(&headers(ACCEPT_ENCODING, header)), expected, "{header}");
        }
    }

    #[test]
    fn the_policy_names_the_own_sockets_and_nothing_else() {
        for (url, expected) in [
            ("http://127.0.0.1:8080/", "ws://127.0.0.1:8080"),
            ("https://calls.acme.example/", "wss://calls.acme.example"),
            ("https://calls.acme.example/below?x#y", "wss://calls.acme.example"),
            ("http://rae:secret@127.0.0.1/", "ws://127.0.0.1"),
        ] {
            assert_eq!(sockets(url), expected);
        }
        let policy = policy("http://127.0.0.1:8080/");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("connect-src 'self' ws://"));
        for loose in ["unsafe", "http://", "https:", "*"] {
            assert!(!policy.contains(loose), "{policy}");
        }
    }

    #[test]
    fn a_file_is_told_with_its_kind_and_once() {
        let file = || files::find(INDEX, &[]).expect("there is always an index");
        let first = answer(file(), INDEX, &Method::GET, &HeaderMap::new(), file_headers(INDEX));
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(first.headers()[CACHE_CONTROL], "no-cache");
        assert_eq!(first.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
        let tag = first.headers()[ETAG].to_str().expect("text").to_owned();
        for (sent, status) in
            [(tag.clone(), 304), (format!("\"x\", W/{tag}"), 304), ("\"x\"".to_owned(), 200)]
        {
            let sent =
                HeaderMap::from_iter([(IF_NONE_MATCH, HeaderValue::try_from(&sent).expect("a value"))]);
            let again = answer(file(), INDEX, &Method::GET, &sent, Vec::new());
            assert_eq!(again.status().as_u16(), status, "{sent:?}");
        }
        assert!(
            file_headers("assets/index-1a2b.js")[0].1.to_str().is_ok_and(|kept| kept.contains("immutable"))
        );
    }
}
