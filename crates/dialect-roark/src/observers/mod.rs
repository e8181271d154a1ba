//! What the published observers send while a call goes on: `/v1/integrations/pipecat` and `/v1/integrations/livekit-sdk`.
//!
//! Both work alike; only the path and the name of the call's id differ ([`Observer`]). They send nothing twice but
//! pieces of audio: an event that is refused is lost, so little is refused.

mod began;
mod chunk;
mod ended;
mod event;
mod kind;
mod schema;
mod tools;
mod turns;
mod upload;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::kind::Observer;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(event::take_pipecat_event))
        .routes(routes!(event::take_livekit_event))
        .routes(routes!(upload::get_pipecat_upload_url))
        .routes(routes!(upload::get_livekit_upload_url))
        .routes(routes!(chunk::put_audio_chunk))
}
