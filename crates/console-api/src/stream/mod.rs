//! `GET /api/colloquy/v1/events/stream`: what happens in the workspace, as it happens.
//!
//! Server-sent events over one answer that goes on. It ends when the server does, when the time that it may last is over, and
//! where the other side does not take what it is told; whoever comes back shows a credential anew. It also ends within
//! seconds where that credential lets nobody in any more, or to something else.

mod frames;
mod hub;

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use colloquy_app::AppError;
use colloquy_http::{HttpState, Problem, QueryPairs, Standing};
use futures::{StreamExt, stream};
use tokio::sync::watch;
use tokio::time::{Instant as Moment, Interval, MissedTickBehavior, interval_at, sleep_until};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::hub::{Hub, Seat};
use crate::params::Params;

/// Pause between two signs of life.
const HEARTBEAT_PAUSE: Duration = Duration::from_secs(15);

/// Pause between two looks at whether who hears it may still do so.
const LOOK_PAUSE: Duration = Duration::from_secs(5);

/// Longest stream, in seconds.
const LONGEST_SECONDS: u64 = 300;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(stream_events))
}

/// Query of the stream.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
struct StreamQuery {
    /// After so many seconds the stream ends, for the client to come back; 300 where it is left out.
    #[param(minimum = 1, maximum = 300)]
    seconds: Option<u64>,
}

/// Tells what happens in the workspace while it happens, as server-sent events.
///
/// `conversation` has `{conversation_id, kind, stage?, at}`, where `kind` is such as `conversation_created`,
/// `transcript_completed` or `insight_completed`; `stage` has `{conversation_id, name, status}`; `dialogue` has
/// `{conversation_id, position, status}`; `missed` says that more happened than is told. A comment comes every 15 seconds.
/// What happened shortly before may come again. What is private is told with `engagements:private:read`, and to keys of
/// those who took part. Being told is a reason to read anew, and no record: a client that comes back reads what it shows.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/events/stream",
    tag = "Conversations",
    params(StreamQuery),
    security(("key" = ["engagements:read"])),
    responses(
        (status = 200, description = "the events", body = String, content_type = "text/event-stream"),
        (status = 503, description = "there are too many streams; try again after Retry-After"),
    )
)]
async fn stream_events(
    State(state): State<HttpState>,
    standing: Standing,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Response, Problem> {
    let caller = standing.caller();
    caller.require("engagements:read")?;
    let seconds = read(&pairs?)?;
    let hub = state.kept(Hub::default);
    let seat = hub
        .watch(state.app(), caller)
        .ok_or_else(|| Problem::unavailable("too many watch already; try again in a moment"))?;
    // The state itself is not kept: it lives as long as the server serves.
    let open = Open::new(seat, standing, state.is_ending(), seconds);
    let told = stream::once(async { Bytes::from_static(frames::OPEN.as_bytes()) })
        .chain(stream::unfold(open, Open::next))
        .map(Ok::<_, Infallible>);
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // Proxies that gather answers before they hand them on are asked not to.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    Ok((headers, Body::from_stream(told)).into_response())
}

fn read(pairs: &QueryPairs) -> Result<u64, AppError> {
    let mut params = Params::of(pairs);
    let given = params.value("seconds").map(|text| text.parse().unwrap_or_default());
    let seconds = given.unwrap_or(LONGEST_SECONDS);
    if !(1..=LONGEST_SECONDS).contains(&seconds) {
        let rule = format!("must be a whole number from 1 to {LONGEST_SECONDS}");
        params.refuse("seconds", "invalid_range", &rule);
    }
    params.finish()?;
    Ok(seconds)
}

/// A stream that is open.
struct Open {
    seat: Seat,
    standing: Standing,
    is_ending: watch::Receiver<bool>,
    heartbeat: Interval,
    look: Interval,
    ends_at: Moment,
}

impl Open {
    fn new(seat: Seat, standing: Standing, is_ending: watch::Receiver<bool>, seconds: u64) -> Self {
        let now = Moment::now();
        let every = |pause| {
            let mut interval = interval_at(now + pause, pause);
            interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
            interval
        };
        let ends_at = now + Duration::from_secs(seconds);
        Self {
            seat,
            standing,
            is_ending,
            heartbeat: every(HEARTBEAT_PAUSE),
            look: every(LOOK_PAUSE),
            ends_at,
        }
    }

    /// What comes next; none at the end.
    async fn next(mut self) -> Option<(Bytes, Self)> {
        let Self { seat, standing, is_ending, heartbeat, look, ends_at } = &mut self;
        loop {
            let told = tokio::select! {
                frames = seat.frames() => frames?,
                _ = heartbeat.tick() => Bytes::from_static(frames::HEARTBEAT.as_bytes()),
                _ = look.tick() => {
                    if standing.holds().await { continue } else { return None }
                }
                () = sleep_until(*ends_at) => return None,
                () = ended(is_ending) => return None,
            };
            return Some((told, self));
        }
    }
}

/// Waits until the server ends.
async fn ended(is_ending: &mut watch::Receiver<bool>) {
    // A sender that is gone has ended, too.
    let _ = is_ending.wait_for(|is_ending| *is_ending).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_lasts_as_long_as_is_asked_and_no_longer_than_it_may() {
        let seconds = |query: &str| read(&QueryPairs::parse(query).unwrap()).ok();
        assert_eq!(
            (seconds(""), seconds("seconds=1"), seconds("seconds=300")),
            (Some(300), Some(1), Some(300))
        );
        for wrong in ["seconds=0", "seconds=301", "seconds=", "seconds=x", "second=1"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }
}
