//! Start to first answer, and memory of an idle server.

use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use hyper::{Method, StatusCode};

use crate::api::Connection;
use crate::figure::{Bar, Figure};
use crate::machine;
use crate::server::{House, Installation, Server};
use crate::statistics::{milliseconds, quantile};

/// How often each start is measured.
const STARTS: usize = 7;

/// Pause between two looks at a server that does not answer yet.
const PAUSE: Duration = Duration::from_millis(1);

/// Time after which a server that nobody asks anything is idle.
const SETTLE: Duration = Duration::from_secs(3);

/// Measures both.
pub async fn measure(installation: &Installation) -> anyhow::Result<Vec<Figure>> {
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let house = installation.house(None)?;
        let (server, took) = start(&house).await?;
        first.push(took);
        server.stop().await?;
        let (server, took) = start(&house).await?;
        again.push(took);
        server.stop().await?;
    }
    let median = |samples: &mut Vec<f64>, name: &str| {
        Figure::new(name, quantile(samples, 0.5), "ms")
            .bar(Bar::Below(1_000.0))
            .note(format!("median of {STARTS}; slowest {:.0} ms", quantile(samples, 1.0)))
    };
    let mut figures = vec![
        median(&mut first, "start to first answer, empty data folder"),
        median(&mut again, "start to first answer, existing data"),
    ];
    let house = installation.house(None)?;
    let (server, _) = start(&house).await?;
    tokio::time::sleep(SETTLE).await;
    figures.push(
        Figure::new("idle memory without models", machine::resident_mb(server.process()), "MB")
            .bar(Bar::Below(60.0))
            .note("resident, 3 s after the start"),
    );
    server.stop().await?;
    Ok(figures)
}

/// Starts a server and asks for `/health` until it answers; the time in milliseconds.
async fn start(house: &House) -> anyhow::Result<(Server, f64)> {
    // Somebody else may take the port in between; then the server does not start and that is told.
    let address = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))?.local_addr()?;
    let began = Instant::now();
    let server = house.start_at("all", address)?;
    let answered = async {
        loop {
            if let Ok(mut connection) = Connection::open(address, "").await
                && let Ok((StatusCode::OK, _)) = connection.send(Method::GET, "/health", None).await
            {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), answered).await?;
    Ok((server, milliseconds(began.elapsed())))
}
