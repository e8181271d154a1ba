//! Files that are announced, put here, and processed: each once, whoever asks and however often.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use colloquy_app::attribution::AttributionGiven;
use colloquy_app::audio_files::{self, Announcement, ProcessingStage, ReceiveError};
use colloquy_app::events::{EventDialect, EventDialects};
use colloquy_app::keys::{self, Caller, NewKey, Presented, authenticate};
use colloquy_app::work::{WorkerOptions, Workers};
use colloquy_app::{App, AppError, attribution, erase, evaluations, read};
use colloquy_domain::audio_file::{AudioFile, AudioFileFilter, AudioFileState};
use colloquy_domain::conversation::ParticipantRole;
use colloquy_domain::credential::Scopes;
use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::event::{Event, EventKind};
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::filter::Slice;
use colloquy_domain::transcript::{Entry, EntryId, Speaker};
use colloquy_domain::{AudioFileId, ProjectId};
use colloquy_media::Waveform;
use colloquy_speech::{Heard, Listen, ListenRequest, ProgressSink, SpeechError};
use colloquy_testkit::TestDatabase;
use futures::future::join_all;

use crate::apps::{receiver, with_dialects};
use crate::evaluations::project;
use crate::on_both_databases;
use crate::support::{TestApp, eventually};

on_both_databases! {
    a_file_goes_from_its_announcement_to_its_evaluation,
    many_who_process_at_once_make_one_conversation,
    a_file_that_cannot_be_heard_may_be_processed_again,
    what_does_not_fit_is_refused,
    a_private_file_is_for_its_key_and_for_those_who_may,
}

const ALL: Slice = Slice { offset: 0, limit: 100 };

/// Hears a short call in every recording.
struct Attentive;

#[async_trait]
impl Listen for Attentive {
    async fn listen(
        &self,
        _request: ListenRequest,
        _progress: ProgressSink<'_>,
    ) -> Result<Heard, SpeechError> {
        let turn = |id: u32, speaker_index, text: &str| Entry {
            id: EntryId(id),
            speaker_index,
            start_seconds: f64::from(id) * 5.0,
            end_seconds: f64::from(id) * 5.0 + 4.0,
            text: text.into(),
            sentences: vec![],
            words: vec![],
        };
        Ok(Heard {
            language: Some("en".into()),
            engine: EngineLabel("attentive".into()),
            speakers: vec![Speaker::default(), Speaker::default()],
            entries: vec![
                turn(0, 0, "Thank you for calling Acme, this is Maya. How can I help you?"),
                turn(1, 1, "My router does not work."),
                turn(2, 0, "I am sorry to hear that. I will send you a new one."),
                turn(3, 1, "Thank you, goodbye."),
            ],
            duration_seconds: 20.0,
            source_channels: 1,
            waveform: Waveform { bucket_seconds: 0.05, channels: vec![vec![1]] },
        })
    }
}

/// A dialect that tells of audio files, and keeps what it told.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Event>>>);

impl EventDialect for Told {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn event_types(&self) -> Vec<&'static str> {
        vec!["transcribed", "processed"]
    }

    fn event_type(&self, kind: EventKind) -> Option<&'static str> {
        match kind {
            EventKind::AudioTranscribed => Some("transcribed"),
            EventKind::AudioProcessed => Some("processed"),
            _ => None,
        }
    }

    fn render(&self, event: &Event) -> Vec<u8> {
        self.0.lock().expect("not poisoned").push(event.clone());
        b"{}".to_vec()
    }
}

impl Told {
    fn kinds(&self) -> Vec<EventKind> {
        self.0.lock().expect("not poisoned").iter().map(|event| event.kind).collect()
    }
}

async fn listening(test: &TestApp) -> (App, Told) {
    let told = Told::default();
    let app = with_dialects(&test.app, EventDialects::new(vec![Arc::new(told.clone())]));
    receiver(&app, &test.caller, "http://127.0.0.1:9/").await;
    (app, told)
}

fn announcement(project_id: ProjectId) -> Announcement {
    Announcement {
        file_name: "call.wav".into(),
        project_id,
        scorecard_id: None,
        given: AttributionGiven {
            campaign_key: Some("spring".into()),
            call_center_key: None,
            executive_name: Some("Maya Lind".into()),
            is_ai_call: None,
        },
        recorded_at: None,
        is_private: None,
    }
}

async fn announced(app: &App, caller: &Caller) -> AudioFile {
    let project = project(app, caller).await;
    audio_files::announce(app, caller, announcement(project.id)).await.expect("announced").0
}

async fn put(app: &App, id: AudioFileId, content: &'static [u8]) -> Result<AudioFile, ReceiveError> {
    let pieces = content.chunks(3).map(|piece| Ok::<_, std::io::Error>(Bytes::from_static(piece)));
    let pieces = futures::stream::iter(pieces.collect::<Vec<_>>());
    audio_files::receive(app, id, Some("audio/wav".into()), pieces).await
}

async fn wait_for(app: &App, caller: &Caller, id: AudioFileId, state: AudioFileState) -> AudioFile {
    eventually("the file gets so far", || async {
        audio_files::get(app, caller, id).await.expect("a file").file.state == state
    })
    .await;
    audio_files::get(app, caller, id).await.expect("a file").file
}

async fn a_file_goes_from_its_announcement_to_its_evaluation(database: TestDatabase) {
    let test = TestApp::with_listener(database, Arc::new(Attentive)).await;
    let (app, told) = listening(&test).await;
    let caller = &test.caller;
    let file = announced(&app, caller).await;
    assert_eq!(file.state, AudioFileState::AwaitingUpload);

    let expires = (app.now() + audio_files::UPLOAD_LIFE).unix_timestamp();
    let signature = audio_files::upload_signature(&app, file.id, expires);
    assert!(audio_files::upload_holds(&app, file.id, expires, &signature));
    assert!(!audio_files::upload_holds(&app, file.id, expires + 1, &signature));
    assert!(!audio_files::upload_holds(&app, AudioFileId::generate(), expires, &signature));

    // What comes later replaces what came before.
    let first = put(&app, file.id, b"first bytes").await.expect("taken").upload.expect("bytes");
    let second = put(&app, file.id, b"second bytes").await.expect("taken").upload.expect("bytes");
    assert_eq!((second.size_bytes, second.content_type.as_str()), (12, "audio/wav"));
    assert!(app.objects.head(&first.object_key).await.is_err(), "nothing names it any more");
    assert_eq!(audio_files::download(&app, caller, file.id).await.expect("a key").0, second.object_key);

    let (processing, evaluation) = audio_files::process(&app, caller, file.id).await.expect("begun");
    assert_eq!(processing.state, AudioFileState::Processing);
    let status = audio_files::status(&app, caller, file.id).await.expect("a status");
    assert_eq!((status.stage, status.progress), (ProcessingStage::Transcription, 5));
    let conversation_id = processing.conversation_id.expect("a conversation");
    let recordings = read::recordings(&app, conversation_id).await.expect("recordings");
    assert_eq!(recordings[0].object_key, second.object_key, "the object itself, no copy");
    let late = put(&app, file.id, b"late").await;
    assert!(matches!(late, Err(ReceiveError::Processing)), "{late:?}");

    let workers = Workers::start(app.clone(), WorkerOptions::default());
    let done = wait_for(&app, caller, file.id, AudioFileState::Completed).await;
    assert_eq!((done.evaluation_id, done.duration_seconds), (Some(evaluation.id), Some(20.0)));
    let status = audio_files::status(&app, caller, file.id).await.expect("a status");
    assert_eq!((status.stage, status.progress, status.error), (ProcessingStage::Done, 100, None));
    assert_eq!(told.kinds(), [EventKind::AudioTranscribed, EventKind::AudioProcessed]);
    let (_, transcript, people) = audio_files::transcript(&app, caller, file.id).await.expect("read");
    assert_eq!(transcript.expect("a transcript").entries.len(), 4);
    let roles: Vec<_> = people.iter().map(|one| (one.role, one.name.as_deref())).collect();
    let expected = [(ParticipantRole::Agent, Some("Maya Lind")), (ParticipantRole::Customer, None)];
    assert_eq!(roles, expected);

    // Once more: the same conversation, another evaluation.
    let (anew, second) = audio_files::process(&app, caller, file.id).await.expect("begun");
    assert_eq!((anew.conversation_id, anew.state), (Some(conversation_id), AudioFileState::Processing));
    assert_ne!(second.id, evaluation.id);
    wait_for(&app, caller, file.id, AudioFileState::Completed).await;
    workers.stop().await;
    let processed = told.kinds().iter().filter(|kind| **kind == EventKind::AudioProcessed).count();
    assert_eq!(processed, 2);

    // Where it belongs goes with the conversation.
    let given = AttributionGiven { campaign_key: Some("summer".into()), ..AttributionGiven::default() };
    attribution::set(&app, caller, conversation_id, given).await.expect("set");
    let shown = audio_files::get(&app, caller, file.id).await.expect("a file");
    assert_eq!(
        (shown.campaign_key.as_deref(), shown.file.attribution.executive_name),
        (Some("summer"), None)
    );
    let listed = audio_files::list(&app, caller, &AudioFileFilter::default(), ALL).await.expect("a list");
    assert_eq!((listed.total, listed.rows[0].campaign_key.as_deref()), (1, Some("summer")));
}

async fn many_who_process_at_once_make_one_conversation(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, caller) = (&test.app, &test.caller);
    let file = announced(app, caller).await;
    put(app, file.id, b"bytes").await.expect("taken");
    let all = join_all((0..6).map(|_| audio_files::process(app, caller, file.id))).await;
    let ids: BTreeSet<_> = all
        .into_iter()
        .map(|one| one.expect("begun"))
        .map(|(file, evaluation)| (file.conversation_id, evaluation.id))
        .collect();
    assert_eq!(ids.len(), 1, "{ids:?}");
    let filter = EvaluationFilter::default();
    assert_eq!(evaluations::list(app, caller, &filter, ALL).await.expect("a list").total, 1);
}

async fn a_file_that_cannot_be_heard_may_be_processed_again(database: TestDatabase) {
    // Nobody hears anything here.
    let test = TestApp::new(database).await;
    let (app, told) = listening(&test).await;
    let caller = &test.caller;
    let file = announced(&app, caller).await;
    put(&app, file.id, b"noise").await.expect("taken");
    let (first, evaluation) = audio_files::process(&app, caller, file.id).await.expect("begun");
    let workers = Workers::start(app.clone(), WorkerOptions::default());
    let failed = wait_for(&app, caller, file.id, AudioFileState::Failed).await;
    workers.stop().await;
    assert!(failed.error.is_some_and(|error| error.contains("nothing can be heard here")));
    assert_eq!(told.kinds(), [EventKind::AudioProcessed]);

    // A conversation of its own, with bytes of its own: erasing the first one leaves it whole.
    let (again, anew) = audio_files::process(&app, caller, file.id).await.expect("begun");
    let (old, new) = (first.conversation_id.expect("one"), again.conversation_id.expect("another one"));
    assert!(old != new && anew.id != evaluation.id);
    erase::conversation(&app, caller.workspace_id(), old).await.expect("erased");
    let kept = audio_files::get(&app, caller, file.id).await.expect("still there").file;
    let recordings = read::recordings(&app, new).await.expect("recordings");
    assert_eq!(kept.upload.expect("bytes").object_key, recordings[0].object_key);
    assert_eq!(app.objects.head(&recordings[0].object_key).await.expect("there").size_bytes, 5);
}

async fn what_does_not_fit_is_refused(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, caller) = (&test.app, &test.caller);
    let unknown = audio_files::announce(app, caller, announcement(ProjectId::generate())).await;
    assert!(matches!(unknown, Err(AppError::NotFound("project"))), "{unknown:?}");
    let file = announced(app, caller).await;
    let early = audio_files::process(app, caller, file.id).await;
    assert!(matches!(early, Err(AppError::Conflict(_))), "{early:?}");
    let early = audio_files::download(app, caller, file.id).await;
    assert!(matches!(early, Err(AppError::Conflict(_))), "{early:?}");
    let nowhere = put(app, AudioFileId::generate(), b"bytes").await;
    assert!(matches!(nowhere, Err(ReceiveError::Gone)), "{nowhere:?}");
    let nothing = put(app, file.id, b"").await;
    assert!(matches!(nothing, Err(ReceiveError::App(AppError::Malformed(_)))), "{nothing:?}");
    let (_, transcript, people) = audio_files::transcript(app, caller, file.id).await.expect("read");
    assert!(transcript.is_none() && people.is_empty());
}

async fn a_private_file_is_for_its_key_and_for_those_who_may(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, admin) = (&test.app, &test.caller);
    let project = project(app, admin).await;
    let key = |name: &str| NewKey {
        workspace_id: admin.workspace_id(),
        user_id: None,
        name: name.into(),
        scopes: Scopes::parse(["audio:read", "audio:write"]).expect("scopes"),
    };
    let mut callers = Vec::new();
    for name in ["one", "other"] {
        let made = keys::create(app, key(name)).await.expect("a key");
        callers.push(authenticate(app, &Presented::Token(made.api_key)).await.expect("a caller"));
    }
    let private = Announcement { is_private: Some(true), ..announcement(project.id) };
    let (file, _) = audio_files::announce(app, &callers[0], private).await.expect("announced");
    for (caller, count) in [(&callers[0], 1), (&callers[1], 0), (admin, 1)] {
        let listed = audio_files::list(app, caller, &AudioFileFilter::default(), ALL).await.expect("a list");
        assert_eq!((listed.rows.len(), listed.total), (count, count as u64));
        assert_eq!(audio_files::get(app, caller, file.id).await.is_ok(), count == 1);
    }
    let refused = audio_files::get(app, &callers[1], file.id).await;
    assert!(matches!(refused, Err(AppError::MissingScope(_))), "{refused:?}");
}
