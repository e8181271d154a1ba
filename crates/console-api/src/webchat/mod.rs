//! Chats on web pages: what the visitor's browser speaks with.
//!
//! A page names an inbound route, which is public. With it the browser opens a session ([`session`]), not too often from
//! one address ([`peers`]), and gets an access word, which opens that one dialogue and nothing else. It shows the word in the first frame on a WebSocket ([`socket`]),
//! never in an address, where logs would keep it. What the visitor says is acknowledged once it is committed; a browser
//! says again what was not acknowledged, under the same `client_id`, and it is one message. What our agent says is read
//! from the database ([`hub`]), whichever process wrote it; who was away gives the position that it has and gets the rest.
//! So neither side loses a message when the connection or the server ends.
//!
//! [`widget`] is such a browser's side in one file, with a page for trying it, and one for who was given the word of a chat.

mod frames;
mod hub;
mod origin;
mod pace;
mod peers;
mod session;
mod socket;
mod visit;
mod widget;

pub use self::widget::visit_url;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(session::open_webchat_session, session::announce_webchat_session))
        .routes(routes!(socket::webchat_socket))
        .routes(routes!(widget::webchat_widget))
        .routes(routes!(widget::webchat_visit))
        .routes(routes!(widget::webchat_page))
}
