//! Rows come back as they were written, and only to their own workspace.

use colloquy_domain::conversation::ProcessingStatus;
use colloquy_domain::directory::Tag;
use colloquy_domain::event::{Event, EventKind, Snapshot};
use colloquy_domain::evidence::{EngineLabel, Evidence, Grounds};
use colloquy_domain::filter::{ConversationFilter, Order};
use colloquy_domain::insight::{
    ActionItem, Sentiment, Signal, SpeakerSentiment, Summary, SummaryPoint, TagAssignment,
};
use colloquy_domain::recording::Recording;
use colloquy_domain::signal::{SignalDefinition, SignalKind, SignalValue};
use colloquy_domain::stage::{StageName, StageStatus};
use colloquy_domain::transcript::EntryId;
use colloquy_domain::*;
use colloquy_store::lists::{self, Window};
use colloquy_store::{
    StoreError, constraint, conversations, events, insights, participants, recordings, signal_definitions,
    stages, tags, transcripts,
};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;

use crate::{change, on_both_databases};

on_both_databases! {
    a_conversation_with_all_that_belongs_to_it,
    a_deleted_conversation_keeps_its_external_id,
    what_was_found_is_replaced_as_a_whole,
    definitions_and_tags,
    events_are_written,
    text_with_a_zero_character_is_no_trouble_of_the_server,
    the_text_that_came_along_is_kept_apart,
}

fn grounds() -> Grounds {
    Grounds {
        evidence: vec![Evidence {
            entry_id: EntryId(7),
            start_seconds: 12.25,
            end_seconds: 14.5,
            quote: "bis Freitag – 😀 \"versprochen\"".to_owned(),
        }],
        confidence: 0.1 + 0.2,
        engine: EngineLabel("basic".to_owned()),
    }
}

async fn a_conversation_with_all_that_belongs_to_it(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let mut conversation = samples::conversation(workspace_id, "dialer:1", now);
    let people = samples::participants();
    let recording = Recording {
        id: RecordingId::generate(),
        workspace_id,
        conversation_id: conversation.id,
        object_key: "recordings/1.mp3".to_owned(),
        media_type: "audio/mpeg".to_owned(),
        size_bytes: 5_000_000_000,
        sha256: "00".repeat(32),
        channels: None,
        duration_seconds: None,
        waveform: None,
        created_at: now,
    };
    let transcript = samples::transcript(&conversation, 20);
    let own = (conversation.clone(), people.clone(), recording.clone(), transcript.clone());
    change!(store, |tx| {
        conversations::insert(tx, &own.0).await?;
        participants::insert_many(tx, own.0.id, &own.1).await?;
        recordings::insert(tx, &own.2).await?;
        stages::insert_many(tx, &samples::stages(&own.0)).await?;
        transcripts::put(tx, &own.3).await
    })
    .await
    .unwrap();

    let conn = store.reader();
    let id = conversation.id;
    assert_eq!(conversations::get(conn, workspace_id, id).await.unwrap().as_ref(), Some(&conversation));
    assert_eq!(conversations::get(conn, WorkspaceId::generate(), id).await.unwrap(), None);
    assert_eq!(participants::list(conn, id).await.unwrap(), people);
    assert_eq!(recordings::list_for(conn, id).await.unwrap(), [recording.clone()]);
    assert_eq!(transcripts::get(conn, id).await.unwrap(), Some(transcript.clone()));
    let all = stages::list(conn, id).await.unwrap();
    assert_eq!(all, samples::stages(&conversation), "in the order in which people read them");

    conversation.title = "Verlängerung".to_owned();
    conversation.processing_status = ProcessingStatus::Completed;
    conversation.ended_at = Some(now + Duration::microseconds(1_234_567));
    conversation.owner_user_id = Some(UserId::generate());
    conversation.updated_at = now + Duration::MICROSECOND;
    let mut stage = all[1].clone();
    stage.status = StageStatus::Done;
    stage.attempts = 2;
    stage.engine = Some(EngineLabel("basic".to_owned()));
    stage.finished_at = Some(now);
    let shorter = colloquy_domain::transcript::Transcript { entries: vec![], ..transcript };
    let waveform = serde_json::json!({"peaks": [0, 12, 255]});
    let own = (conversation.clone(), stage.clone(), shorter.clone(), waveform.clone(), recording.id);
    change!(store, |tx| {
        conversations::update(tx, &own.0).await?;
        stages::update(tx, &own.1).await?;
        recordings::set_decoded(tx, own.4, 2, 61.5, &own.3).await?;
        transcripts::put(tx, &own.2).await
    })
    .await
    .unwrap();
    assert_eq!(conversations::get_any(conn, id).await.unwrap(), Some(conversation));
    assert_eq!(stages::get(conn, id, StageName::Summary).await.unwrap(), Some(stage));
    assert_eq!(transcripts::get(conn, id).await.unwrap(), Some(shorter));
    let decoded =
        Recording { channels: Some(2), duration_seconds: Some(61.5), waveform: Some(waveform), ..recording };
    assert_eq!(recordings::get_any(conn, decoded.id).await.unwrap(), Some(decoded));
    let keys = ["recordings/1.mp3", "recordings/2.mp3"].map(str::to_owned);
    let named = recordings::named_keys(conn, &keys).await.unwrap();
    assert_eq!(named.into_iter().collect::<Vec<_>>(), keys[..1]);
    assert!(recordings::named_keys(conn, &[]).await.unwrap().is_empty());
}

async fn text_with_a_zero_character_is_no_trouble_of_the_server(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let mut conversation = samples::conversation(WorkspaceId::generate(), "dialer:1", now);
    conversation.title = "before\0after".to_owned();
    let written = change!(store, |tx| conversations::insert(tx, &conversation).await).await;
    if store.is_sqlite() {
        written.unwrap();
    } else {
        // PostgreSQL cannot store it and says so with a code that SQLite would mean something else by: trying again
        // would not help.
        assert!(matches!(written, Err(StoreError::Database(_))), "{written:?}");
    }
}

async fn the_text_that_came_along_is_kept_apart(database: TestDatabase) {
    use sea_orm::{ConnectionTrait, Statement};
    let (store, now) = (database.store(), database.clock().now());
    let conversation = samples::conversation(WorkspaceId::generate(), "dialer:1", now);
    let text = "Ja, gern. ".repeat(90_000);
    let own = text.clone();
    change!(store, |tx| {
        conversations::insert(tx, &conversation).await?;
        conversations::insert_supplied_text(tx, conversation.id, &own).await
    })
    .await
    .unwrap();
    let conn = store.reader();
    let kept = Statement::from_string(conn.get_database_backend(), "SELECT content FROM supplied_text");
    let row = conn.query_one_raw(kept).await.unwrap().unwrap();
    assert!(row.try_get_by_index::<String>(0).unwrap() == text, "it is not what was given");
}

async fn a_deleted_conversation_keeps_its_external_id(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let conversation = samples::conversation(workspace_id, "dialer:1", now);
    let (own, id) = (conversation.clone(), conversation.id);
    change!(store, |tx| conversations::insert(tx, &own).await).await.unwrap();
    let is_gone =
        async || conversations::is_external_id_of_deleted(store.reader(), workspace_id, "dialer:1").await;
    assert!(!is_gone().await.unwrap());
    change!(store, |tx| conversations::delete(tx, workspace_id, id, now).await).await.unwrap();

    assert!(is_gone().await.unwrap());
    let conn = store.reader();
    assert_eq!(conversations::get(conn, workspace_id, id).await.unwrap(), None);
    assert_eq!(conversations::find_by_external_id(conn, workspace_id, "dialer:1").await.unwrap(), None);
    let everything = Window { order: Order::default(), after: None, until: None, limit: 10 };
    let filter = ConversationFilter::default();
    assert_eq!(lists::conversations(conn, workspace_id, true, &filter, &everything).await.unwrap(), []);
    let again = change!(store, |tx| conversations::delete(tx, workspace_id, id, now).await).await;
    assert!(matches!(again, Err(StoreError::NotFound(_))));
    let reused = samples::conversation(workspace_id, "dialer:1", now);
    let taken = change!(store, |tx| conversations::insert(tx, &reused).await).await.unwrap_err();
    assert!(taken.is_conflict_of(constraint::CONVERSATION_EXTERNAL_ID), "{taken}");
}

async fn what_was_found_is_replaced_as_a_whole(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conversation = samples::conversation(WorkspaceId::generate(), "dialer:1", now);
    let (id, workspace_id) = (conversation.id, conversation.workspace_id);
    let summary = Summary {
        id: SummaryId::generate(),
        text: "They agreed on a renewal.".to_owned(),
        points: vec![SummaryPoint { text: "Renewal".to_owned(), evidence: grounds().evidence }],
        grounds: grounds(),
    };
    let items: Vec<ActionItem> = ["Send the offer", "Call back"]
        .map(|title| ActionItem {
            id: ActionItemId::generate(),
            title: title.to_owned(),
            description: "I will.".to_owned(),
            due_on: time::Date::from_calendar_date(2025, time::Month::June, 6).ok(),
            assignee_name: None,
            assignee_email: None,
            assignee_participant_id: Some(ParticipantId::generate()),
            is_done: false,
            written_at: None,
            grounds: grounds(),
        })
        .into();
    let signals = vec![Signal {
        id: SignalId::generate(),
        definition_id: SignalDefinitionId::generate(),
        name: "budget".to_owned(),
        value: Some(SignalValue::Number(1.5e6)),
        is_unsure: true,
        error: Some("the options cannot be told apart".into()),
        grounds: grounds(),
    }];
    let sentiment = Sentiment {
        overall: -0.25,
        speakers: vec![SpeakerSentiment { speaker_index: 1, score: -0.5, evidence: vec![] }],
        grounds: grounds(),
    };
    let tag = tag(workspace_id, "renewal", now);
    let assignment = TagAssignment { tag_id: tag.id, grounds: Some(grounds()) };
    let given_by_hand = self::tag(workspace_id, "vip", now);
    let by_hand = TagAssignment { tag_id: given_by_hand.id, grounds: None };

    let own = (conversation, summary.clone(), items.clone(), signals.clone(), sentiment.clone(), tag.clone());
    let assigned = assignment.clone();
    change!(store, |tx| {
        conversations::insert(tx, &own.0).await?;
        tags::insert(tx, &own.5).await?;
        // A stage may run twice; the second time counts.
        for items in [&own.2[..1], &own.2] {
            insights::put_summary(tx, id, &own.1).await?;
            insights::replace_action_items(tx, id, items).await?;
            insights::replace_signals(tx, id, &own.3).await?;
            insights::put_sentiment(tx, id, &own.4).await?;
            insights::replace_found_tags(tx, id, std::slice::from_ref(&assigned)).await?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();

    let conn = store.reader();
    assert_eq!(insights::get_summary(conn, id).await.unwrap(), Some(summary));
    assert_eq!(insights::list_action_items(conn, id).await.unwrap(), items);
    assert_eq!(insights::list_signals(conn, id).await.unwrap(), signals);
    assert_eq!(insights::get_sentiment(conn, id).await.unwrap(), Some(sentiment));
    assert_eq!(insights::list_tag_assignments(conn, id).await.unwrap(), [(assignment.clone(), tag.clone())]);
    let assigned = [assignment, by_hand.clone()];
    change!(store, |tx| {
        insights::replace_action_items(tx, id, &[]).await?;
        tags::insert(tx, &given_by_hand).await?;
        insights::replace_tag_assignments(tx, id, &assigned).await?;
        insights::replace_found_tags(tx, id, &[]).await
    })
    .await
    .unwrap();
    assert_eq!(insights::list_action_items(conn, id).await.unwrap(), []);
    let left: Vec<TagAssignment> = insights::list_tag_assignments(conn, id)
        .await
        .unwrap()
        .into_iter()
        .map(|(assignment, _)| assignment)
        .collect();
    assert_eq!(left, [by_hand], "what somebody gave is not found, so it stays");
    change!(store, |tx| tags::delete(tx, workspace_id, left[0].tag_id, now).await).await.unwrap();
    assert_eq!(
        insights::list_tag_assignments(conn, id).await.unwrap(),
        [],
        "a tag that is gone is given to none"
    );
}

fn tag(workspace_id: WorkspaceId, name: &str, now: Instant) -> Tag {
    Tag {
        id: TagId::generate(),
        workspace_id,
        name: name.to_owned(),
        description: None,
        hex_color: Some("#00AA55".to_owned()),
        auto_tagging_enabled: true,
        created_at: now,
        updated_at: now,
    }
}

async fn definitions_and_tags(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let definition = SignalDefinition {
        id: SignalDefinitionId::generate(),
        workspace_id,
        name: "next_step".to_owned(),
        question: "What comes next?".to_owned(),
        guidance: None,
        kind: SignalKind::Choice { options: vec!["offer".to_owned(), "meeting".to_owned()] },
        keywords: vec!["next week".to_owned()],
        enabled: true,
        created_at: now,
        updated_at: now,
    };
    let off = SignalDefinition {
        id: SignalDefinitionId::generate(),
        name: "off".to_owned(),
        enabled: false,
        ..definition.clone()
    };
    let by_hand = Tag { auto_tagging_enabled: false, ..tag(workspace_id, "vip", now) };
    let own =
        (vec![definition.clone(), off.clone()], vec![by_hand.clone(), tag(workspace_id, "renewal", now)]);
    change!(store, |tx| {
        signal_definitions::insert_many(tx, &own.0).await?;
        tags::insert_many(tx, &own.1).await
    })
    .await
    .unwrap();
    let conn = store.reader();
    assert_eq!(
        signal_definitions::list(conn, workspace_id, true).await.unwrap(),
        std::slice::from_ref(&definition)
    );
    assert_eq!(signal_definitions::list(conn, workspace_id, false).await.unwrap().len(), 2);
    let names = async |only_enabled| {
        let all = tags::list(conn, workspace_id, only_enabled).await.unwrap();
        all.into_iter().map(|tag| tag.name).collect::<Vec<_>>()
    };
    assert_eq!(
        (names(true).await, names(false).await),
        (vec!["renewal".into()], vec!["renewal".into(), "vip".into()])
    );

    let renamed = SignalDefinition { name: "next_step".to_owned(), ..off.clone() };
    let taken = change!(store, |tx| signal_definitions::update(tx, &renamed).await).await.unwrap_err();
    assert!(taken.is_conflict_of(constraint::SIGNAL_DEFINITION_NAME), "{taken}");
    let renamed = Tag { name: "renewal".to_owned(), ..by_hand };
    let taken = change!(store, |tx| tags::update(tx, &renamed).await).await.unwrap_err();
    assert!(taken.is_conflict_of(constraint::TAG_NAME), "{taken}");

    let renamed = SignalDefinition { name: "next_step".to_owned(), enabled: true, ..off };
    let (id, own) = (definition.id, renamed.clone());
    change!(store, |tx| {
        signal_definitions::delete(tx, workspace_id, id, now).await?;
        // The name is free again.
        signal_definitions::update(tx, &own).await
    })
    .await
    .unwrap();
    assert_eq!(signal_definitions::get(conn, workspace_id, id).await.unwrap(), None);
    assert_eq!(signal_definitions::list(conn, workspace_id, true).await.unwrap(), [renamed]);
}

async fn events_are_written(database: TestDatabase) {
    use sea_orm::{ConnectionTrait, Statement};
    let (store, now) = (database.store(), database.clock().now());
    let conversation = samples::conversation(WorkspaceId::generate(), "dialer:1", now);
    let kinds = [
        EventKind::ConversationCreated,
        EventKind::ConversationUpdated,
        EventKind::InsightFailed(StageName::ActionItems),
        EventKind::Test,
    ];
    let made = kinds.map(|kind| Event {
        id: EventId::generate(),
        workspace_id: conversation.workspace_id,
        kind,
        conversation_id: (kind != EventKind::Test).then_some(conversation.id),
        snapshot: Snapshot {
            subject: Some((&conversation).into()),
            previous: Some((&conversation).into()),
            error: Some("too short".to_owned()),
        },
        created_at: now,
    });
    let own = made.clone();
    change!(store, |tx| events::insert_many(tx, &own).await).await.unwrap();
    let conn = store.reader();
    let sql = "SELECT id, conversation_id, kind FROM event ORDER BY id";
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap();
    let stored: Vec<(uuid::Uuid, Option<uuid::Uuid>, String)> =
        rows.iter().map(|row| row.try_get_many_by_index().unwrap()).collect();
    let expected = made.map(|event| {
        (event.id.0, event.conversation_id.map(|id| id.0), serde_json::to_string(&event.kind).unwrap())
    });
    assert_eq!(stored, expected);
}
