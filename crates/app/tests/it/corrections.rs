//! What people correct, where time, a recogniser or somebody else has a part in it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use colloquy_app::conversations::revisions::{self, Edited, Revised};
use colloquy_app::conversations::{self, shares};
use colloquy_app::work::{WorkerOptions, Workers};
use colloquy_app::{AppError, read};
use colloquy_domain::ConversationId;
use colloquy_domain::conversation::ProcessingStatus;
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::revision::TranscriptChange;
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_domain::transcript::{Entry, EntryId, Speaker};
use colloquy_media::Waveform;
use colloquy_speech::{Heard, Listen, ListenRequest, ProgressSink, SpeechError};
use colloquy_testkit::TestDatabase;

use crate::on_both_databases;
use crate::support::{TestApp, eventually};

on_both_databases! {
    a_link_ends_when_its_time_is_over,
    of_two_corrections_of_one_revision_one_is_refused,
    a_recording_is_heard_again_unless_people_corrected_it,
    what_was_heard_before_stays_where_hearing_it_again_fails,
}

/// Hears what it is told to; nothing where it is told nothing.
struct Parrot(Mutex<Option<String>>);

impl Parrot {
    fn saying(text: &str) -> Arc<Self> {
        Arc::new(Self(Mutex::new(Some(text.to_owned()))))
    }

    fn say(&self, text: Option<&str>) {
        *self.0.lock().expect("not poisoned") = text.map(str::to_owned);
    }
}

#[async_trait]
impl Listen for Parrot {
    async fn listen(
        &self,
        _request: ListenRequest,
        _progress: ProgressSink<'_>,
    ) -> Result<Heard, SpeechError> {
        let said = self.0.lock().expect("not poisoned").clone();
        let text = said.ok_or_else(|| SpeechError::EndpointRefused("nothing can be heard here".into()))?;
        let entry = Entry {
            id: EntryId(0),
            speaker_index: 0,
            start_seconds: 0.0,
            end_seconds: 4.0,
            text,
            sentences: vec![],
            words: vec![],
        };
        Ok(Heard {
            language: Some("en".into()),
            engine: EngineLabel("parrot".into()),
            speakers: vec![Speaker::default()],
            entries: vec![entry],
            duration_seconds: 4.0,
            source_channels: 1,
            waveform: Waveform { bucket_seconds: 0.05, channels: vec![vec![1]] },
        })
    }
}

async fn stages(test: &TestApp, id: ConversationId) -> Vec<Stage> {
    read::stages(&test.app, id).await.expect("stages")
}

async fn finished(test: &TestApp, id: ConversationId) {
    let is_over = || async { stages(test, id).await.iter().all(|stage| stage.status.is_final()) };
    eventually("every stage has ended", is_over).await;
}

async fn said(test: &TestApp, id: ConversationId) -> String {
    let transcript = read::transcript(&test.app, id).await.expect("read").expect("a transcript");
    transcript.entries[0].text.clone()
}

async fn corrected(test: &TestApp, id: ConversationId, base_revision: u64, text: &str) -> Edited {
    let change = TranscriptChange::Text { entry_id: EntryId(0), text: text.into() };
    let edited = revisions::edit(&test.app, &test.caller, id, base_revision, vec![change]).await;
    edited.expect("an answer")
}

/// Number, whether no person made it, and what it says, newest first.
async fn all_revisions(test: &TestApp, id: ConversationId) -> Vec<(u64, bool, String)> {
    let mut found = Vec::new();
    for revision in revisions::list(&test.app, &test.caller, id).await.expect("revisions") {
        let whole = revisions::get(&test.app, &test.caller, id, revision.number).await.expect("it is there");
        assert_eq!(whole.revision, revision);
        found.push((revision.number, revision.is_original(), whole.transcript.entries[0].text.clone()));
    }
    found
}

async fn run(test: &TestApp, id: ConversationId, name: StageName) -> Result<Stage, AppError> {
    conversations::run_stage(&test.app, &test.caller, id, name).await
}

async fn a_link_ends_when_its_time_is_over(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let id = test.create("call").await;
    let (share, token) = shares::create(&test.app, &test.caller, id, 1, false).await.expect("made");
    let opened = || shares::open(&test.app, &token);
    assert_eq!(opened().await.expect("open").1.id, id);
    test.advance(Duration::from_secs(59 * 60));
    assert_eq!(opened().await.expect("open").0, share);
    assert_eq!(shares::list(&test.app, &test.caller, id).await.expect("list"), [share]);
    test.advance(Duration::from_secs(60));
    assert!(matches!(opened().await, Err(AppError::NotFound(_))));
    assert_eq!(shares::list(&test.app, &test.caller, id).await.expect("list"), []);
}

async fn of_two_corrections_of_one_revision_one_is_refused(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let id = test.create("call").await;
    let (one, other) =
        tokio::join!(corrected(&test, id, 1, "Hello Rae."), corrected(&test, id, 1, "Hello Kim."));
    let refused = |edited: &Edited| *edited == Edited::Outdated { newest: 2 };
    assert_eq!([&one, &other].into_iter().filter(|edited| refused(edited)).count(), 1, "{one:?} {other:?}");
    let made = if refused(&one) { other } else { one };
    let Edited::Made(made) = made else { panic!("one was made") };
    let Revised { transcript, revision } = *made;
    assert_eq!((revision.number, revision.made_by), (2, test.caller.user_id()));
    assert_eq!(said(&test, id).await, transcript.entries[0].text);
    assert_eq!(all_revisions(&test, id).await.len(), 2);
}

async fn a_recording_is_heard_again_unless_people_corrected_it(database: TestDatabase) {
    let parrot = Parrot::saying("Hello nova.");
    let test = TestApp::with_listener(database, parrot.clone()).await;
    let id = test.create_recorded("call").await;
    let workers = Workers::start(test.app.clone(), WorkerOptions::default());
    finished(&test, id).await;
    let first = read::transcript(&test.app, id).await.expect("read").expect("a transcript");

    parrot.say(Some("Hello Noah."));
    assert_eq!(run(&test, id, StageName::Transcript).await.expect("run").status, StageStatus::Pending);
    eventually("it is heard again", || async { said(&test, id).await == "Hello Noah." }).await;
    finished(&test, id).await;
    let expected = [(2, true, "Hello Noah.".to_owned()), (1, true, "Hello nova.".to_owned())];
    assert_eq!(all_revisions(&test, id).await, expected);
    let second = read::transcript(&test.app, id).await.expect("read").expect("a transcript");
    assert_eq!(second.id, first.id, "comments name it");

    let edited = corrected(&test, id, 2, "Hello Nora.").await;
    assert!(matches!(&edited, Edited::Made(made) if made.revision.is_edited), "{edited:?}");
    let refused = run(&test, id, StageName::Transcript).await;
    assert!(matches!(refused, Err(AppError::Conflict(_))), "{refused:?}");
    assert_eq!(said(&test, id).await, "Hello Nora.");
    let restored = revisions::restore(&test.app, &test.caller, id, 1).await.expect("restored");
    assert!(matches!(&restored, Edited::Made(made) if !made.revision.is_edited), "{restored:?}");
    assert_eq!(said(&test, id).await, "Hello nova.");
    run(&test, id, StageName::Transcript).await.expect("it is as it was heard");
    eventually("it is heard again", || async { said(&test, id).await == "Hello Noah." }).await;
    finished(&test, id).await;
    workers.stop().await;
}

async fn what_was_heard_before_stays_where_hearing_it_again_fails(database: TestDatabase) {
    let parrot = Parrot::saying("I will send you the new quote by Friday.");
    let test = TestApp::with_listener(database, parrot.clone()).await;
    let id = test.create_recorded("call").await;
    let workers = Workers::start(test.app.clone(), WorkerOptions::default());
    finished(&test, id).await;

    parrot.say(None);
    run(&test, id, StageName::Transcript).await.expect("run");
    finished(&test, id).await;
    for stage in stages(&test, id).await {
        let is_transcript = stage.name == StageName::Transcript;
        let expected = if is_transcript { StageStatus::Failed } else { StageStatus::Done };
        assert_eq!(stage.status, expected, "{stage:?}");
    }
    let conversation = read::conversation(&test.app, &test.caller, id).await.expect("conversation");
    assert_eq!(conversation.processing_status, ProcessingStatus::Completed);
    assert_eq!(said(&test, id).await, "I will send you the new quote by Friday.");
    run(&test, id, StageName::ActionItems).await.expect("there is a transcript to read");
    finished(&test, id).await;
    assert_eq!(read::action_items(&test.app, id).await.expect("items").len(), 1);
    workers.stop().await;
}
