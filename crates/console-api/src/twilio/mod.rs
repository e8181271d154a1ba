//! Where Twilio posts what customers write, and how far our messages have got.
//!
//! The addresses are public and need no credential: a post counts only where Twilio signed it for the public URL. The
//! workspace follows from the number that was written to, or from the message that a report is on. What was taken, or
//! taken before, is answered with 200 and nothing for Twilio to do; our agent's answers go out by its interface.

mod messages;
mod signed;
mod status;

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(messages::receive_twilio_message))
        .routes(routes!(status::receive_twilio_status))
}

/// The media type of TwiML.
const XML: &str = "text/xml; charset=utf-8";

/// TwiML that asks for nothing.
fn nothing_to_do() -> Response {
    const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";
    ([(CONTENT_TYPE, XML)], EMPTY).into_response()
}
