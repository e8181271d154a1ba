//! Health: looked at now and then for everybody, and every loop of the workers counts.

use std::time::Duration;

use colloquy_app::health::{HealthStatus, HealthWatch, check};
use colloquy_app::work::{WorkerOptions, Workers};
use colloquy_testkit::TestDatabase;

use crate::support::TestApp;

#[tokio::test]
async fn what_was_seen_is_told_for_five_seconds() {
    let test = TestApp::new(TestDatabase::sqlite().await).await;
    let watch = HealthWatch::new(None);
    assert_eq!(watch.look(&test.app).await.status, HealthStatus::Healthy);
    test.app.store.close().await;
    test.clock.advance(Duration::from_millis(4_999));
    assert_eq!(watch.look(&test.app).await.status, HealthStatus::Healthy, "not tried again so soon");
    test.clock.advance(Duration::from_millis(1));
    assert_eq!(watch.look(&test.app).await.status, HealthStatus::Unhealthy);
}

#[tokio::test]
async fn workers_whose_loops_have_ended_are_not_healthy() {
    let test = TestApp::new(TestDatabase::sqlite().await).await;
    let workers = Workers::start(test.app.clone(), WorkerOptions::default());
    let beat = workers.beat();
    assert_eq!(check(&test.app, Some(&beat)).await.status, HealthStatus::Healthy);
    workers.stop().await;
    test.clock.advance(Duration::from_secs(61));
    let seen = check(&test.app, Some(&beat)).await;
    assert_eq!(seen.status, HealthStatus::Degraded, "requests are still answered");
    let failing: Vec<&str> = seen.checks.iter().filter(|one| !one.ok).map(|one| one.name).collect();
    assert_eq!(failing, ["workers"]);
}
