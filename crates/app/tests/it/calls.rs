//! Calls that begin, go on and end, and the end of their analysis.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use colloquy_app::agents::{AgentContent, AgentKey, GivenAgent};
use colloquy_app::calls::{self, CallEnd, CallRecording, NewCall, NewTurn, Speaks};
use colloquy_app::conversations;
use colloquy_app::events::{EventDialect, EventDialects};
use colloquy_app::observers::{self, Beginning, Ending, Observed};
use colloquy_app::work::{WorkerOptions, Workers};
use colloquy_app::{App, AppError, dead_jobs, read};
use colloquy_domain::ConversationId;
use colloquy_domain::call::{
    CallDirection, CallInterface, CallOrigin, CallStatus, ConversationKey, ConversationKeyKind, EndedStatus,
};
use colloquy_domain::event::{Event, EventKind};
use colloquy_domain::filter::{CallFilter, CallOrderKey, CallWindow, Direction};
use colloquy_domain::transcript::TranscriptSource;
use colloquy_testkit::TestDatabase;
use serde_json::json;

use crate::apps::{beside, with_dialects};
use crate::on_both_databases;
use crate::support::{TestApp, eventually};

on_both_databases! {
    the_end_of_an_analysis_is_told_once,
    a_call_that_goes_on_is_analysed_when_it_ends,
    two_calls_cannot_have_one_external_id,
    what_is_told_of_one_call_at_once_becomes_one_call,
    a_walk_over_calls_misses_nothing_that_stays,
}

/// A dialect that tells of analyses, and keeps what it told.
#[derive(Clone, Default)]
struct Analyses(Arc<Mutex<Vec<Event>>>);

impl EventDialect for Analyses {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn event_types(&self) -> Vec<&'static str> {
        vec!["completed", "failed", "cancelled"]
    }

    fn event_type(&self, kind: EventKind) -> Option<&'static str> {
        match kind {
            EventKind::AnalysisCompleted => Some("completed"),
            EventKind::AnalysisFailed => Some("failed"),
            EventKind::AnalysisCancelled => Some("cancelled"),
            _ => None,
        }
    }

    fn render(&self, event: &Event) -> Vec<u8> {
        self.0.lock().expect("not poisoned").push(event.clone());
        b"{}".to_vec()
    }
}

impl Analyses {
    /// What was told of a conversation.
    fn of(&self, id: ConversationId) -> Vec<(EventKind, Option<String>)> {
        let told = self.0.lock().expect("not poisoned");
        let own = told.iter().filter(|event| event.conversation_id == Some(id));
        own.map(|event| (event.kind, event.snapshot.error.clone())).collect()
    }

    /// Waits for it: what policies want measured is looked at again some seconds after the last stage.
    async fn end_of(&self, test: &TestApp, id: ConversationId) {
        eventually("the end of the analysis", || async {
            test.advance(Duration::from_secs(1));
            !self.of(id).is_empty()
        })
        .await;
    }
}

/// The app with such a dialect and somebody who listens to it.
async fn listening(test: &TestApp) -> (App, Analyses) {
    let analyses = Analyses::default();
    let app = with_dialects(&test.app, EventDialects::new(vec![Arc::new(analyses.clone())]));
    crate::apps::receiver(&app, &test.caller, "http://127.0.0.1:9/").await;
    (app, analyses)
}

fn turn(text: &str, start_ms: u64) -> NewTurn {
    NewTurn {
        place: "transcript[0]".into(),
        by: Speaks::Agent(Default::default()),
        text: text.into(),
        start_ms,
        end_ms: start_ms + 2_000,
        language: Some("en-US".into()),
    }
}

fn new_call(status: CallStatus) -> NewCall {
    NewCall {
        origin: CallOrigin::Livekit,
        direction: CallDirection::Inbound,
        interface: CallInterface::Web,
        status,
        ended_status: None,
        is_test: false,
        extra: json!({}),
        title: None,
        started_at: time::macros::datetime!(2026-06-01 09:00 UTC),
        ended_at: None,
        keys: vec![],
        agents: vec![],
        customers: vec![],
        turns: vec![],
        tool_invocations: vec![],
        properties: Default::default(),
        recording: CallRecording::Nothing,
    }
}

fn from_nowhere() -> CallRecording {
    CallRecording::Elsewhere { url: "http://10.0.0.1/1.wav".into(), stereo_url: None }
}

async fn all_ended(app: &App, id: ConversationId) {
    eventually("the end of every stage", || async {
        let stages = read::stages(app, id).await.expect("stages");
        stages.iter().all(|stage| stage.status.is_final())
    })
    .await;
}

async fn the_end_of_an_analysis_is_told_once(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, analyses) = listening(&test).await;
    let said =
        NewCall { turns: vec![turn("I will send the quote by Friday.", 0)], ..new_call(CallStatus::Ended) };
    let unheard = NewCall { recording: from_nowhere(), ..said.clone() };
    let silent = NewCall { recording: from_nowhere(), ..new_call(CallStatus::Ended) };
    let mut ids = Vec::new();
    for new in [said.clone(), unheard, silent, said] {
        ids.push(calls::create(&app, &test.caller, new).await.expect("created"));
    }
    // Nothing was begun yet.
    conversations::delete(&app, &test.caller, ids[3]).await.expect("deleted");
    let workers = Workers::start(app.clone(), WorkerOptions::default());
    for id in &ids[..3] {
        all_ended(&app, *id).await;
        analyses.end_of(&test, *id).await;
    }
    assert_eq!(analyses.of(ids[0]), [(EventKind::AnalysisCompleted, None)]);
    for id in &ids[1..3] {
        let told = analyses.of(*id);
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].0, EventKind::AnalysisFailed);
        assert!(told[0].1.as_deref().is_some_and(|reason| reason.starts_with("recording: ")), "{told:?}");
    }
    assert_eq!(analyses.of(ids[3]), [(EventKind::AnalysisCancelled, None)]);
    // What is tried again, and what is deleted afterwards, is not told anew.
    assert_eq!(dead_jobs::retry_all(&app, test.caller.workspace_id()).await.expect("put back"), 2);
    all_ended(&app, ids[1]).await;
    all_ended(&app, ids[2]).await;
    conversations::delete(&app, &test.caller, ids[0]).await.expect("deleted");
    assert_eq!(ids.iter().map(|id| analyses.of(*id).len()).sum::<usize>(), 4);
    workers.stop().await;
}

async fn a_call_that_goes_on_is_analysed_when_it_ends(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, analyses) = listening(&test).await;
    let workers = Workers::start(app.clone(), WorkerOptions::default());
    let agent = GivenAgent {
        place: "agent".into(),
        key: AgentKey::Named(AgentContent { name: "Ada".into(), custom_id: None, description: None }),
        endpoint: None,
        prompt: None,
    };
    let key = ConversationKey { kind: ConversationKeyKind::LivekitCall, value: "RM_1".into() };
    let begun = NewCall { agents: vec![agent], keys: vec![key.clone()], ..new_call(CallStatus::InProgress) };
    let id = calls::create(&app, &test.caller, begun).await.expect("begun");
    let found =
        colloquy_store::calls::find_by_key(app.store.reader(), test.caller.workspace_id(), &key).await;
    assert_eq!(found.expect("read"), Some(id));
    let live = calls::get(&app, &test.caller, id).await.expect("a call");
    assert_eq!(live.details.expect("details").status, CallStatus::InProgress);
    assert_eq!((live.title, live.conversation.ended_at), (None, None));

    let ended_at = time::macros::datetime!(2026-06-01 09:01 UTC);
    let end = CallEnd {
        started_at: None,
        ended_at: Some(ended_at),
        ended_status: Some(EndedStatus::AgentEndedCall),
        extra: [("latency".to_owned(), json!([1]))].into_iter().collect(),
        turns: vec![turn("I will send the quote by Friday.", 4_000), turn("This is Ada.", 0)],
        tool_invocations: vec![],
        recording: CallRecording::Nothing,
    };
    let wrong = CallEnd {
        turns: vec![NewTurn {
            by: Speaks::Agent(colloquy_app::agents::AgentReference { id: None, custom_id: Some("x".into()) }),
            ..turn("?", 0)
        }],
        ..end.clone()
    };
    let refused = calls::end(&app, &test.caller, id, wrong).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
    assert!(calls::end(&app, &test.caller, id, end.clone()).await.expect("ended"));
    // Whoever repeats the end changes nothing.
    let late = CallEnd { ended_status: Some(EndedStatus::Unknown), turns: vec![], ..end };
    assert!(!calls::end(&app, &test.caller, id, late).await.expect("over already"));
    all_ended(&app, id).await;
    analyses.end_of(&test, id).await;
    let over = calls::get(&app, &test.caller, id).await.expect("a call");
    let details = over.details.expect("details");
    assert_eq!(
        (details.status, details.ended_status),
        (CallStatus::Ended, Some(EndedStatus::AgentEndedCall))
    );
    let extra = colloquy_store::calls::extra(app.store.reader(), id).await.expect("read").expect("a call");
    assert_eq!(json!(extra), json!({ "latency": [1] }));
    assert_eq!(over.conversation.ended_at, Some(ended_at));
    assert!(over.title.is_some_and(|title| title != "Inbound call") && over.summary.is_some());
    let transcript = read::transcript(&app, id).await.expect("read").expect("a transcript");
    assert_eq!((transcript.source, transcript.language.as_deref()), (TranscriptSource::Supplied, Some("en")));
    let texts: Vec<&str> = transcript.entries.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(texts, ["This is Ada.", "I will send the quote by Friday."]);
    assert_eq!(transcript.speakers[0].participant_id, Some(over.participants[0].id));
    assert_eq!(analyses.of(id), [(EventKind::AnalysisCompleted, None)]);
    workers.stop().await;
}

async fn two_calls_cannot_have_one_external_id(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let named = || {
        let key = ConversationKey { kind: ConversationKeyKind::ExternalId, value: "ext-1".into() };
        NewCall { keys: vec![key], ..new_call(CallStatus::Ended) }
    };
    let made: Vec<_> = (0..8)
        .map(|_| {
            let (app, caller, new) = (test.app.clone(), test.caller.clone(), named());
            tokio::spawn(async move { calls::create(&app, &caller, new).await })
        })
        .collect();
    let mut ids = Vec::new();
    for one in made {
        match one.await.expect("no panic") {
            Ok(id) => ids.push(id),
            Err(AppError::Conflict(_)) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    assert_eq!(ids.len(), 1);
    calls::delete(&test.app, &test.caller, ids[0]).await.expect("deleted");
    calls::create(&test.app, &test.caller, named()).await.expect("the external id is free");
}

async fn what_is_told_of_one_call_at_once_becomes_one_call(database: TestDatabase) {
    let test = TestApp::new(database).await;
    // Two processes on one database.
    let other = beside(&test.app, test.app.store.clone(), test.app.objects.clone());
    let at = time::macros::datetime!(2026-06-01 09:00 UTC);
    for round in 0..5 {
        let key = ConversationKey { kind: ConversationKeyKind::LivekitCall, value: format!("RM_{round}") };
        let observed = Observed { origin: CallOrigin::Livekit, key };
        let told = (0..8).map(|number| {
            let app = if number < 4 { test.app.clone() } else { other.clone() };
            let (caller, observed) = (test.caller.clone(), observed.clone());
            let key = AgentKey::Named(AgentContent {
                name: "Ada".into(),
                custom_id: Some("ada".into()),
                description: None,
            });
            let agent = GivenAgent { place: "agent".into(), key, endpoint: None, prompt: None };
            let beginning =
                Beginning { more_keys: vec![], at, agent, is_test: true, extra: serde_json::Map::new() };
            let ending = Ending {
                started_at: None,
                ended_at: at + time::Duration::MINUTE,
                ended_status: EndedStatus::Unknown,
                extra: [("reason".to_owned(), json!("done"))].into_iter().collect(),
                turns: vec![turn("Hello, this is Ada.", 0)],
                tool_invocations: vec![],
                recording: None,
            };
            tokio::spawn(async move {
                if number % 2 == 0 {
                    observers::began(&app, &caller, &observed, beginning).await
                } else {
                    observers::ended(&app, &caller, &observed, ending).await
                }
            })
        });
        let told: Vec<_> = told.collect();
        let mut ids = std::collections::HashSet::new();
        for one in told {
            ids.insert(one.await.expect("no panic").expect("taken"));
        }
        assert_eq!(ids.len(), 1, "round {round}");
        let id = *ids.iter().next().expect("one");
        let call = calls::get(&test.app, &test.caller, id).await.expect("a call");
        let details = call.details.expect("details");
        assert_eq!((details.status, details.is_test), (CallStatus::Ended, true), "round {round}");
        assert_eq!(call.conversation.started_at, at, "round {round}");
        let agents: Vec<_> = call.participants.iter().filter(|one| one.agent_id.is_some()).collect();
        assert_eq!(agents.len(), 1, "round {round}");
        let transcript = read::transcript(&test.app, id).await.expect("read").expect("a transcript");
        assert_eq!(transcript.speakers[0].participant_id, Some(agents[0].id), "round {round}");
    }
}

async fn a_walk_over_calls_misses_nothing_that_stays(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let app = &test.app;
    let mut stay = Vec::new();
    for number in 0..40_u64 {
        let length = time::Duration::seconds(i64::try_from(number / 4).expect("small"));
        let new = new_call(CallStatus::Ended);
        // Every fourth has no end, and so no length.
        let ended_at = (number % 4 != 0).then(|| new.started_at + length);
        stay.push(calls::create(app, &test.caller, NewCall { ended_at, ..new }).await.expect("created"));
    }
    for key in [CallOrderKey::CreatedAt, CallOrderKey::Duration, CallOrderKey::Status, CallOrderKey::Title] {
        for direction in [Direction::Ascending, Direction::Descending] {
            let (mut after, mut seen) = (None, Vec::new());
            loop {
                let window = CallWindow { key, direction, after, limit: 7 };
                let page =
                    calls::list(app, &test.caller, CallFilter::default(), window).await.expect("a page");
                seen.extend(page.calls.iter().map(|call| call.conversation.id));
                // What comes and goes meanwhile moves nothing else.
                let passing = calls::create(app, &test.caller, new_call(CallStatus::InProgress)).await;
                let passing = passing.expect("created");
                let last = seen.last().copied().filter(|last| !stay.contains(last));
                for gone in [Some(passing), last].into_iter().flatten() {
                    let _ = calls::delete(app, &test.caller, gone).await;
                }
                let Some((value, id)) = page.next else { break };
                after = Some((value, id.0));
            }
            for id in &stay {
                let times = seen.iter().filter(|one| *one == id).count();
                assert_eq!(times, 1, "{key:?} {direction:?}");
            }
        }
    }
}
