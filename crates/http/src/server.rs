//! One router out of all surfaces, and the loop that serves it.

use std::future::Future;

use axum::{Router, middleware};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use utoipa_axum::router::OpenApiRouter;

use crate::{HttpState, docs, health, layer, media};

/// What a dialect or the house API adds.
pub struct Surface {
    /// Its routes with their descriptions.
    pub routes: OpenApiRouter<HttpState>,
}

/// The server's router. `metrics` renders what `/metrics` answers.
pub fn router(
    state: HttpState,
    surfaces: Vec<Surface>,
    metrics: impl Fn() -> String + Clone + Send + Sync + 'static,
) -> Router {
    let mut described = docs::described().merge(health::routes()).merge(media::routes());
    for surface in surfaces {
        described = described.merge(surface.routes);
    }
    let (routes, api) = described.split_for_parts();
    layered(state, routes.merge(docs::routes(&api)), metrics)
}

/// The router of a process that only works: `/health` and `/metrics`.
pub fn operation_router(
    state: HttpState,
    metrics: impl Fn() -> String + Clone + Send + Sync + 'static,
) -> Router {
    layered(state, health::routes().into(), metrics)
}

fn layered(
    state: HttpState,
    routes: Router<HttpState>,
    metrics: impl Fn() -> String + Clone + Send + Sync + 'static,
) -> Router {
    let rendered_metrics = axum::routing::get(move || {
        let metrics = metrics.clone();
        async move {
            ([(axum::http::header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], metrics())
        }
    });
    let compressed = CompressionLayer::new().compress_when(
        SizeAbove::new(1_024).and(NotForContentType::new("audio/")).and(NotForContentType::new("video/")),
    );
    routes
        .route("/metrics", rendered_metrics)
        .fallback(layer::no_such_path)
        .method_not_allowed_fallback(layer::no_such_method)
        .layer(middleware::from_fn(layer::note_route))
        .layer(middleware::from_fn_with_state(state.clone(), layer::around))
        .layer(compressed)
        .with_state(state)
}

/// Serves until `shutdown` comes and the requests at work are answered.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(
        axum::serve::ListenerExt::tap_io(listener, |stream| {
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "could not set TCP_NODELAY");
            }
        }),
        router,
    )
    .with_graceful_shutdown(shutdown)
    .await
}
