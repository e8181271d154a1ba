//! One router out of all surfaces, and the loop that serves it.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, Method, Uri};
use axum::serve::Listener;
use axum::{Extension, Router, middleware};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tower::Layer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::timeout::RequestBodyTimeoutLayer;
use utoipa_axum::router::OpenApiRouter;

use crate::{HttpState, Pages, docs, health, layer, media, pages};

/// How long a connection may take to send a request's head, silence before it included.
const HEAD_WITHIN: Duration = Duration::from_secs(75);

/// Longest silence in the middle of a request's body.
const BODY_SILENCE: Duration = Duration::from_secs(30);

/// What a dialect or the house API adds.
pub struct Surface {
    /// Its routes with their descriptions.
    pub routes: OpenApiRouter<HttpState>,
}

/// The server's router. `pages` is asked where no API has anything, `metrics` renders what `/metrics` answers.
pub fn router(
    state: HttpState,
    surfaces: Vec<Surface>,
    pages: Pages,
    metrics: impl Fn() -> String + Clone + Send + Sync + 'static,
) -> Router {
    let mut described = docs::described().merge(health::routes()).merge(media::routes());
    for surface in surfaces {
        described = described.merge(surface.routes);
    }
    let (routes, api) = described.split_for_parts();
    let documents = docs::routes(api, state.edges());
    layered(state, routes.merge(documents), pages, metrics)
}

/// The router of a process that only works: `/health` and `/metrics`.
pub fn operation_router(
    state: HttpState,
    metrics: impl Fn() -> String + Clone + Send + Sync + 'static,
) -> Router {
    layered(state, health::routes().into(), pages::none, metrics)
}

fn layered(
    state: HttpState,
    routes: Router<HttpState>,
    pages: Pages,
    metrics: impl Fn() -> String + Clone + Send + Sync + 'static,
) -> Router {
    let rendered_metrics = axum::routing::get(move || {
        let metrics = metrics.clone();
        async move {
            ([(axum::http::header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], metrics())
        }
    });
    let compressed = CompressionLayer::new().compress_when(
        SizeAbove::new(1_024)
            .and(NotForContentType::new("audio/"))
            .and(NotForContentType::new("video/"))
            // What is told as it happens would wait for a full block.
            .and(NotForContentType::SSE),
    );
    let no_such_path = move |State(state): State<HttpState>, method: Method, uri: Uri, headers: HeaderMap| {
        let answer = layer::no_such_path(&state, &method, &uri, &headers, pages);
        async move { answer }
    };
    routes
        .route("/metrics", rendered_metrics)
        .fallback(no_such_path)
        .method_not_allowed_fallback(layer::no_such_method)
        .layer(middleware::from_fn(layer::note_route))
        .layer(middleware::from_fn_with_state(state.clone(), layer::around))
        .layer(compressed)
        .layer(RequestBodyTimeoutLayer::new(BODY_SILENCE))
        .with_state(state)
}

/// Serves until `shutdown` comes and the requests at work are answered. Requests carry the address of who sent them, as
/// [`ConnectInfo`].
///
/// A connection on which no request's head has arrived within [`HEAD_WITHIN`], from its beginning or since the last
/// answer, is closed: whoever opens connections and stays silent must not take them all.
pub async fn serve(
    mut listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let mut http = Builder::new(TokioExecutor::new()).http1_only();
    http.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
    let at_work = GracefulShutdown::new();
    let mut shutdown = pin!(shutdown);
    loop {
        let (stream, address) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut shutdown => break,
        };
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "could not set TCP_NODELAY");
        }
        let service = TowerToHyperService::new(Extension(ConnectInfo(address)).layer(router.clone()));
        let connection =
            at_work.watch(http.serve_connection_with_upgrades(TokioIo::new(stream), service).into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    at_work.shutdown().await;
    Ok(())
}
