//! The outermost layer: request id, owner, log line, metrics, and the shape of problems.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::X_CONTENT_TYPE_OPTIONS;
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use tracing::Instrument;

use colloquy_domain::RequestId;

use crate::edge::{HOUSE, owner};
use crate::{HttpState, Pages, Problem};

/// Counts requests at work, also when they are dropped half-way.
struct InFlight;

impl InFlight {
    fn enter() -> Self {
        metrics::gauge!("colloquy_http_requests_in_flight").increment(1.0);
        Self
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        metrics::gauge!("colloquy_http_requests_in_flight").decrement(1.0);
    }
}

/// Wraps the whole router.
pub(crate) async fn around(State(state): State<HttpState>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let _in_flight = InFlight::enter();
    let request_id = RequestId::generate();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let edge = owner(state.edges(), &path).copied();
    let span = tracing::info_span!(
        "request",
        request.id = %request_id.ulid(),
        http.method = %method,
        credential.id = tracing::field::Empty,
    );
    // For layers of a dialect: they are made before there is a state, and see requests before any extractor does.
    request.extensions_mut().insert(request_id);
    request.extensions_mut().insert(state.clone());
    let handled = AssertUnwindSafe(next.run(request)).catch_unwind().instrument(span.clone()).await;
    let mut response = handled.unwrap_or_else(|_| {
        metrics::counter!("colloquy_http_panics_total").increment(1);
        span.in_scope(|| tracing::error!("a request handler panicked"));
        Problem::internal().into_response()
    });
    let route =
        response.extensions_mut().remove::<Route>().map_or_else(|| "unmatched".to_owned(), |route| route.0);
    if let (Some(problem), Some(edge)) = (response.extensions_mut().remove::<Problem>(), edge) {
        response = (edge.render)(&problem, request_id);
        for (name, value) in problem.headers {
            response.headers_mut().insert(name, value);
        }
    }
    // No answer is anything else than what it says it is, whatever its bytes look like.
    response.headers_mut().entry(X_CONTENT_TYPE_OPTIONS).or_insert(HeaderValue::from_static("nosniff"));
    let status = response.status().as_u16();
    let duration = started.elapsed();
    let labels =
        [("method", label_of(&method).to_owned()), ("route", route.clone()), ("status", status.to_string())];
    metrics::counter!("colloquy_http_requests_total", &labels).increment(1);
    metrics::histogram!("colloquy_http_request_duration_seconds", "route" => route.clone())
        .record(duration.as_secs_f64());
    span.in_scope(|| {
        let duration_ms = duration.as_millis() as u64;
        tracing::info!(http.route = route, http.status = status, duration_ms, "{method} {status}");
    });
    response
}

/// The method as a label. A client may spell any: each would make a row that lives as long as the process.
fn label_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// The route's template, handed outwards so that metrics do not get a row for each id.
#[derive(Clone)]
struct Route(String);

/// Runs inside the router, where the matched route is known.
pub(crate) async fn note_route(matched: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(matched) = matched {
        response.extensions_mut().insert(Route(matched.as_str().to_owned()));
    }
    response
}

/// What browsers get is one row, whatever its path is.
const PAGES: &str = "console";

/// No route has this path. Of those that no API but the house has, a page may be there for browsers.
pub(crate) fn no_such_path(
    state: &HttpState,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    pages: Pages,
) -> Response {
    if let Some(problem) = absent(state, method, uri) {
        return problem.into_response();
    }
    let is_of_house = owner(state.edges(), uri.path()).is_none_or(|edge| edge.name == HOUSE);
    match is_of_house.then(|| pages(state, method, uri, headers)).flatten() {
        Some(mut page) => {
            page.extensions_mut().insert(Route(PAGES.to_owned()));
            page
        }
        None => Problem::not_found("there is nothing at this path").into_response(),
    }
}

/// A route has this path, but not with this method; axum adds the `Allow` header.
pub(crate) async fn no_such_method(State(state): State<HttpState>, method: Method, uri: Uri) -> Problem {
    absent(&state, &method, &uri).unwrap_or_else(|| {
        Problem::new(
            axum::http::StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "this path does not take this method",
        )
    })
}

fn absent(state: &HttpState, method: &Method, uri: &Uri) -> Option<Problem> {
    owner(state.edges(), uri.path()).and_then(|edge| (edge.absent)(method, uri.path()))
}
