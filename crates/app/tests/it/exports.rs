//! Files with many rows: made once, named once, for as long as they are promised.

use colloquy_app::exports;
use colloquy_app::work::attempt;
use colloquy_app::{App, AppError};
use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::export::{AnalyticsExport, ExportContent, ExportFormat, ExportJob, ExportStatus};
use colloquy_domain::job::Queue;
use colloquy_domain::quality::Granularity;
use colloquy_testkit::TestDatabase;
use futures::TryStreamExt;
use time::macros::datetime;
use tokio_util::sync::CancellationToken;

use crate::evaluations::{call, project, take_in};
use crate::on_both_databases;
use crate::support::{LEASE, TestApp};

on_both_databases! {
    a_file_is_made_and_can_be_had_by_its_link,
    who_has_lost_the_job_names_nothing,
    every_kind_of_export_is_made,
}

fn analytics(what: AnalyticsExport) -> ExportContent {
    ExportContent::Analytics { what, filter: EvaluationFilter::default(), granularity: Granularity::Weekly }
}

async fn asked(test: &TestApp, content: ExportContent, format: ExportFormat) -> ExportJob {
    exports::request(&test.app, &test.caller, content, format).await.expect("an export")
}

async fn work(test: &TestApp) {
    for job in test.claim(Queue::Export).await {
        attempt(&test.app, &job, &CancellationToken::new()).await;
    }
}

async fn text_of(app: &App, export: &ExportJob) -> String {
    let (_, content) = exports::open(app, export.id).await.expect("a file");
    let pieces: Vec<bytes::Bytes> = content.try_collect().await.expect("read");
    String::from_utf8(pieces.concat()).expect("a text")
}

async fn a_file_is_made_and_can_be_had_by_its_link(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, caller) = (&test.app, &test.caller);
    let project = project(app, caller).await;
    let id = take_in(app, caller, call("=call")).await;
    colloquy_app::evaluations::create(app, caller, project.id, id, None).await.expect("an evaluation");
    let queued = asked(&test, analytics(AnalyticsExport::Evaluations), ExportFormat::Csv).await;
    assert_eq!((queued.status, exports::download_link(app, &queued)), (ExportStatus::Queued, None));
    assert!(matches!(exports::open(app, queued.id).await.map(|_| ()), Err(AppError::NotFound(_))));

    work(&test).await;
    let done = exports::get(app, caller, queued.id).await.expect("it is there");
    assert_eq!((done.status, done.progress, done.rows), (ExportStatus::Completed, 100, Some(1)));
    let text = text_of(app, &done).await;
    assert_eq!(done.size_bytes, Some(text.len() as u64));
    let mut lines = text.lines();
    assert!(lines.next().is_some_and(|head| head.starts_with("id,engagementId,engagementName,")));
    let row = lines.next().expect("a row");
    assert!(row.starts_with("eval_") && row.contains(",'=call,") && row.contains(",Pending,"), "{row}");

    let (link, _) = exports::download_link(app, &done).expect("a link");
    let (path, query) = link.split_once('?').expect("a query");
    let id = path.strip_prefix("/storage/exports/").and_then(exports::parse_id).expect("an id");
    let (expires, signature) = query.split_once("&sig=").expect("a signature");
    let expires = expires.strip_prefix("se=").and_then(|text| text.parse().ok()).expect("an instant");
    assert!(id == done.id && exports::export_holds(app, id, expires, signature));
    assert!(!exports::export_holds(app, id, expires + 1, signature));
    test.advance(std::time::Duration::from_secs(2 * 60 * 60 + 1));
    assert!(!exports::export_holds(app, id, expires, signature), "its time is over");
}

async fn who_has_lost_the_job_names_nothing(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, caller) = (&test.app, &test.caller);
    let export = asked(&test, analytics(AnalyticsExport::Summary), ExportFormat::Json).await;
    let late = test.claim(Queue::Export).await.remove(0);
    test.advance(LEASE + std::time::Duration::from_secs(1));
    let other = test.claim(Queue::Export).await.remove(0);
    attempt(app, &late, &CancellationToken::new()).await;
    let now = exports::get(app, caller, export.id).await.expect("it is there");
    assert_eq!((now.status, now.object_key), (ExportStatus::Queued, None));
    attempt(app, &other, &CancellationToken::new()).await;
    let now = exports::get(app, caller, export.id).await.expect("it is there");
    assert_eq!((now.status, now.rows), (ExportStatus::Completed, Some(1)));
    assert!(text_of(app, &now).await.contains("\"totalEvaluations\":0"));
    // It is done: nothing is left to be claimed, and making it again changes nothing.
    assert!(test.claim(Queue::Export).await.is_empty());
    attempt(app, &other, &CancellationToken::new()).await;
    assert_eq!(exports::get(app, caller, export.id).await.expect("it is there"), now);
}

async fn every_kind_of_export_is_made(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, caller) = (&test.app, &test.caller);
    let project = project(app, caller).await;
    let id = take_in(app, caller, call("call")).await;
    colloquy_app::evaluations::create(app, caller, project.id, id, None).await.expect("an evaluation");
    let calls = ExportContent::AiCalls {
        from: datetime!(2000-01-01 0:00 UTC),
        until: datetime!(2000-02-01 0:00 UTC),
        campaign_id: None,
        status: None,
        outcome: None,
        time_zone: "Europe/Berlin".into(),
    };
    let all = AnalyticsExport::ALL.iter().map(|what| analytics(*what)).chain([calls]);
    let mut asked_for = Vec::new();
    for content in all {
        for format in ExportFormat::ALL {
            asked_for.push(asked(&test, content.clone(), *format).await.id);
        }
    }
    work(&test).await;
    for id in asked_for {
        let export = exports::get(app, caller, id).await.expect("it is there");
        assert_eq!(export.status, ExportStatus::Completed, "{export:?}");
        if export.format == ExportFormat::Json {
            let rows: Vec<serde_json::Value> =
                serde_json::from_str(&text_of(app, &export).await).expect("an array");
            assert_eq!(Some(rows.len() as u64), export.rows, "{export:?}");
        }
    }
}
