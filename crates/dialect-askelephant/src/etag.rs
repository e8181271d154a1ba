//! Conditional reads: an ETag on what is answered, and 304 for who has it already.

use axum::Json;
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use colloquy_http::Problem;

/// Answers with `rendered`, or says that what the client has is still so. `variant` names what the client asked to have
/// rendered with it.
pub fn conditional(headers: &HeaderMap, variant: &str, rendered: Value) -> Result<Response, Problem> {
    let etag = etag(variant, &rendered);
    let header = HeaderValue::try_from(&etag).map_err(|_| Problem::internal())?;
    let mut response = if is_known(headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Json(rendered).into_response()
    };
    response.headers_mut().insert(ETAG, header);
    Ok(response)
}

/// Changes with every visible change, but not with the fresh signature of a media link.
fn etag(variant: &str, rendered: &Value) -> String {
    let mut visible = rendered.clone();
    if let Some(link) = visible.get_mut("media_url").filter(|link| link.is_string()) {
        *link = json!(true);
    }
    let digest = Sha256::digest(format!("{variant}\n{visible}"));
    let text: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{text}\"")
}

fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|candidate| matches!(candidate.trim(), "*") || candidate.trim().trim_start_matches("W/") == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_changes_with_what_is_seen() {
        let one = json!({ "title": "a", "media_url": "https://a/?sig=1" });
        let other_link = json!({ "title": "a", "media_url": "https://a/?sig=2" });
        assert_eq!(etag("", &one), etag("", &other_link));
        assert_ne!(etag("", &one), etag("media_url", &one));
        assert_ne!(etag("", &one), etag("", &json!({ "title": "a", "media_url": null })));
    }

    #[test]
    fn a_known_tag_is_found_in_every_spelling() {
        let known = |text: &'static str| {
            is_known(&HeaderMap::from_iter([(IF_NONE_MATCH, HeaderValue::from_static(text))]), "\"a\"")
        };
        for text in ["\"a\"", "W/\"a\"", "\"b\", \"a\"", "*"] {
            assert!(known(text), "{text}");
        }
        for text in ["\"b\"", "a", ""] {
            assert!(!known(text), "{text}");
        }
    }
}
