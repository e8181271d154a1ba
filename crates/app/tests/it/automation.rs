//! Workflows where stages end more than once.

use colloquy_app::tags::{self, TagContent};
use colloquy_app::work::{WorkerOptions, Workers};
use colloquy_app::workflows::{self, ActionInput, NewWorkflow, TriggerInput};
use colloquy_app::{dead_jobs, ingest};
use colloquy_domain::WorkspaceId;
use colloquy_domain::filter::ConversationFilter;
use colloquy_domain::stage::{StageName, StageStatus};
use colloquy_domain::workflow::{RunStatus, WorkflowRun};
use colloquy_store::{Durability, StoreError, stages, workspaces};
use colloquy_testkit::TestDatabase;

use crate::apps::conversation;
use crate::on_both_databases;
use crate::support::{TestApp, eventually};

on_both_databases! {
    a_rule_runs_once_however_often_the_stages_end,
}

async fn set_time_zone(test: &TestApp, id: WorkspaceId, time_zone: &'static str) {
    test.app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let mut workspace = workspaces::get(tx, id).await?.expect("the workspace");
                workspace.time_zone = time_zone.into();
                workspaces::update(tx, &workspace).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await
        .expect("written");
}

async fn a_rule_runs_once_however_often_the_stages_end(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, workspace_id) = (&test.app, test.caller.workspace_id());
    let content =
        TagContent { name: "seen".into(), description: None, hex_color: None, auto_tagging_enabled: false };
    let tag = tags::create(app, workspace_id, content).await.expect("tag");
    let new = |name: &str| NewWorkflow {
        name: name.into(),
        enabled: true,
        trigger: TriggerInput::InsightsReady,
        filter: ConversationFilter::default(),
        actions: vec![ActionInput::Tag(tag.id)],
    };
    for name in ["one", "another"] {
        workflows::create(app, workspace_id, new(name)).await.expect("workflow");
    }
    // A time zone that nobody knows fails every insight for good, so that each can be put back by itself.
    set_time_zone(&test, workspace_id, "Nowhere/Nowhere").await;
    let workers = Workers::start(app.clone(), WorkerOptions::default());
    let call = ingest::NewConversation { run_workflows: true, ..conversation("call") };
    let id = ingest::create(app, &test.caller, call).await.expect("created").conversation.id;
    let ended = async |count: usize| {
        let all: Vec<WorkflowRun> = workflows::list_of_conversation(app, id).await.expect("runs");
        assert!(all.len() <= 2, "one run for each rule: {all:?}");
        let done = all.iter().all(|run| run.status == RunStatus::Done);
        (all.len() == count && done).then_some(all)
    };
    eventually("both rules ran", || async { ended(2).await.is_some() }).await;
    let before = ended(2).await.expect("both rules ran");

    set_time_zone(&test, workspace_id, "UTC").await;
    let dead = dead_jobs::list(app, workspace_id, 100).await.expect("dead jobs");
    assert_eq!(dead.len(), StageName::INSIGHTS.len());
    let failed = async || {
        let all = stages::list(app.store.reader(), id).await.expect("stages");
        let failed = all.iter().filter(|stage| stage.status == StageStatus::Failed).count();
        all.iter().all(|stage| stage.status.is_final()).then_some(failed)
    };
    // Each of them ends as the last one: the insights are ready again and again.
    for (left, job) in (0..dead.len()).rev().zip(&dead) {
        dead_jobs::retry(app, workspace_id, job.id).await.expect("put back");
        eventually("the stage ends", || async { failed().await == Some(left) }).await;
    }
    workers.stop().await;
    assert_eq!(ended(2).await.expect("still the same"), before);
}
