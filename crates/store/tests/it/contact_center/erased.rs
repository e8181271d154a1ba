//! What erasing a conversation takes along.

use colloquy_domain::attribution::Attribution;
use colloquy_domain::audio_file::AudioFile;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::evaluation::{Evaluation, EvaluationState};
use colloquy_domain::job::{JobKind, Queue};
use colloquy_domain::recording::Recording;
use colloquy_domain::*;
use colloquy_store::{NewJob, audio_files, conversations, erase, evaluations, jobs, recordings};
use colloquy_testkit::{TestDatabase, samples};

use super::add;
use super::files::{file, insert, upload};
use crate::{change, on_both_databases};

on_both_databases! {
    objects_go_once_nothing_names_them,
    evaluations_and_their_jobs_go,
}

/// A conversation with a recording under that key.
async fn recorded(database: &TestDatabase, workspace_id: WorkspaceId, name: &str, key: &str) -> Conversation {
    let now = database.clock().now();
    let conversation = samples::conversation(workspace_id, name, now);
    add(database, &conversation).await;
    let recording = Recording {
        id: RecordingId::generate(),
        workspace_id,
        conversation_id: conversation.id,
        object_key: key.to_owned(),
        media_type: "audio/mpeg".to_owned(),
        size_bytes: 1_000,
        sha256: "00".repeat(32),
        channels: None,
        duration_seconds: None,
        waveform: None,
        created_at: now,
    };
    change!(database.store(), |tx| recordings::insert(tx, &recording).await).await.unwrap();
    conversation
}

async fn objects_go_once_nothing_names_them(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let first = recorded(&database, workspace_id, "file:1", "recordings/1").await;
    // The same bytes, processed again since the first try failed.
    let again = recorded(&database, workspace_id, "file:1 again", "recordings/1").await;
    let other = recorded(&database, workspace_id, "file:2", "recordings/2").await;
    let of = |conversation: &Conversation, key: &str| AudioFile {
        upload: Some(upload(key, 1_000, now)),
        conversation_id: Some(conversation.id),
        ..file(workspace_id, now)
    };
    let files = [of(&again, "recordings/1"), of(&other, "uploads/2")];
    insert(&database, &files).await;
    let erased = async |id: ConversationId| {
        change!(store, |tx| erase::conversation(tx, workspace_id, id).await).await.unwrap()
    };
    assert!(erased(first.id).await.is_empty(), "a file and another conversation have these bytes");
    let conn = store.reader();
    assert!(audio_files::get_any(conn, files[0].id).await.unwrap().is_some());
    assert_eq!(erased(again.id).await, ["recordings/1"]);
    assert_eq!(audio_files::get_any(conn, files[0].id).await.unwrap(), None);

    // Deleted, and so found by nothing, before it is erased.
    let id = other.id;
    change!(store, |tx| {
        conversations::delete(tx, workspace_id, id, now).await?;
        audio_files::hide_of_conversation(tx, id, now).await
    })
    .await
    .unwrap();
    assert_eq!(erased(id).await, ["recordings/2", "uploads/2"]);
    let keys = ["recordings/1", "recordings/2", "uploads/2"].map(str::to_owned);
    assert!(recordings::named_keys(conn, &keys).await.unwrap().is_empty());
}

async fn evaluations_and_their_jobs_go(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let made = ["a", "b", "c"].map(|name| samples::conversation(workspace_id, name, now));
    let evaluated = made.each_ref().map(|conversation| Evaluation {
        id: EvaluationId::generate(),
        workspace_id,
        project_id: ProjectId::generate(),
        conversation_id: conversation.id,
        audio_file_id: None,
        scorecard_id: ScorecardId::generate(),
        scorecard_version: 1,
        state: EvaluationState::Pending,
        error: None,
        is_current: true,
        is_private: false,
        name: "Renewal call".to_owned(),
        recorded_at: now,
        duration_seconds: None,
        attribution: Attribution::default(),
        outcome: None,
        created_by: None,
        created_at: now,
        updated_at: now,
        completed_at: None,
    });
    let (own, ids) = (evaluated.clone(), made.each_ref().map(|conversation| conversation.id));
    for conversation in &made {
        add(&database, conversation).await;
    }
    change!(store, |tx| {
        for evaluation in &own {
            evaluations::insert(tx, evaluation).await?;
        }
        let jobs_of = |evaluation: &Evaluation| NewJob {
            workspace_id,
            lane: workspace_id.0,
            kind: JobKind::Evaluate { evaluation_id: evaluation.id },
            run_at: now,
            max_attempts: 5,
            dedupe_key: None,
        };
        jobs::enqueue(tx, own.iter().map(jobs_of).collect()).await
    })
    .await
    .unwrap();
    let conn = store.reader();
    let waiting = async || {
        let counts = jobs::counts(conn, now).await.unwrap();
        counts.iter().filter(|count| count.queue == Queue::Evaluate).map(|count| count.due).sum::<u64>()
    };
    assert_eq!(waiting().await, 3);
    let [erased, deleted, stays] = ids;
    change!(store, |tx| erase::conversation(tx, workspace_id, erased).await).await.unwrap();
    assert_eq!(waiting().await, 2);
    assert_eq!(evaluations::get_any(conn, evaluated[0].id).await.unwrap(), None);
    // A job that comes after the conversation is deleted goes when it is erased, at the latest.
    change!(store, |tx| {
        conversations::delete(tx, workspace_id, deleted, now).await?;
        evaluations::hide_of_conversation(tx, deleted, now).await?;
        erase::conversation(tx, workspace_id, deleted).await
    })
    .await
    .unwrap();
    assert_eq!(waiting().await, 1);
    assert_eq!(evaluations::of_conversation(conn, stays).await.unwrap().len(), 1);
}
