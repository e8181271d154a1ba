//! A form that Twilio posted, and nobody else.

use axum::extract::Request;
use axum::http::StatusCode;
use colloquy_app::dialogues::twilio;
use colloquy_http::{HttpState, Problem, body};

/// The header that holds the signature.
const SIGNATURE: &str = "x-twilio-signature";

/// Longest form.
const LONGEST_BYTES: usize = 256 << 10;

/// The fields of the form, in the order in which they came.
pub async fn signed(state: &HttpState, request: Request) -> Result<Vec<(String, String)>, Problem> {
    let signature = request.headers().get(SIGNATURE).and_then(|value| value.to_str().ok());
    let signature = signature.unwrap_or_default().to_owned();
    let uri = request.uri();
    let path_and_query = uri.path_and_query().map_or(uri.path(), |whole| whole.as_str()).to_owned();
    let bytes = body::read(request, LONGEST_BYTES.min(state.options().body_bytes)).await?;
    let params: Vec<(String, String)> = form_urlencoded::parse(&bytes).into_owned().collect();
    if twilio::is_signed(state.app(), &path_and_query, &params, &signature) {
        return Ok(params);
    }
    let detail = "the signature is missing or wrong: it must be Twilio's, over this server's public_url, by the token \
                  in twilio.auth_token";
    Err(Problem::new(StatusCode::FORBIDDEN, "invalid_signature", detail))
}
