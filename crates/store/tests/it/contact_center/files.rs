//! Files that are announced and put here.

use colloquy_domain::attribution::Attribution;
use colloquy_domain::audio_file::{AudioFile, AudioFileFilter, AudioFileState, Upload};
use colloquy_domain::filter::Sliced;
use colloquy_domain::*;
use colloquy_store::{StoreError, audio_files, recordings};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;

use super::{ALL, add, paged};
use crate::{change, on_both_databases};

on_both_databases! {
    a_file_from_announcement_to_oblivion,
    files_are_listed_by_what_they_are,
}

/// A file that was announced.
pub(super) fn file(workspace_id: WorkspaceId, now: Instant) -> AudioFile {
    AudioFile {
        id: AudioFileId::generate(),
        workspace_id,
        project_id: ProjectId::generate(),
        scorecard_id: None,
        file_name: "llamada 1.mp3".to_owned(),
        attribution: Attribution::default(),
        recorded_at: now,
        upload: None,
        state: AudioFileState::AwaitingUpload,
        error: None,
        conversation_id: None,
        evaluation_id: None,
        duration_seconds: None,
        is_private: false,
        created_by: None,
        created_at: now,
        updated_at: now,
    }
}

/// Bytes under that key.
pub(super) fn upload(object_key: &str, size_bytes: u64, now: Instant) -> Upload {
    Upload {
        object_key: object_key.to_owned(),
        content_type: "audio/mpeg".to_owned(),
        size_bytes,
        sha256: "00".repeat(32),
        uploaded_at: now,
    }
}

/// Adds files.
pub(super) async fn insert(database: &TestDatabase, files: &[AudioFile]) {
    let own = files.to_vec();
    change!(database.store(), |tx| {
        for file in &own {
            audio_files::insert(tx, file).await?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
}

async fn a_file_from_announcement_to_oblivion(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let workspace_id = WorkspaceId::generate();
    let announced = file(workspace_id, now);
    let id = announced.id;
    insert(&database, &[announced.clone()]).await;
    assert_eq!(audio_files::get(conn, workspace_id, id).await.unwrap().as_ref(), Some(&announced));
    assert_eq!(audio_files::get(conn, WorkspaceId::generate(), id).await.unwrap(), None);

    let conversation = samples::conversation(workspace_id, "file:1", now);
    add(&database, &conversation).await;
    let mut changed = AudioFile {
        scorecard_id: Some(ScorecardId::generate()),
        attribution: Attribution {
            campaign_id: Some(CampaignId::generate()),
            call_center_id: Some(CallCenterId::generate()),
            executive_name: Some("Ana Pérez".to_owned()),
            is_ai_call: true,
        },
        upload: Some(upload("recordings/1", 5_000_000_000, now + Duration::MINUTE)),
        state: AudioFileState::Failed,
        error: Some("nothing was said".to_owned()),
        conversation_id: Some(conversation.id),
        evaluation_id: Some(EvaluationId::generate()),
        duration_seconds: Some(61.257),
        is_private: true,
        created_by: Some(CredentialId::generate()),
        updated_at: now + Duration::HOUR,
        ..announced
    };
    let own = changed.clone();
    change!(store, |tx| audio_files::update(tx, &own).await).await.unwrap();
    assert_eq!(audio_files::get_any(conn, id).await.unwrap().as_ref(), Some(&changed));
    let locked = change!(store, |tx| audio_files::get_for_update(tx, id).await).await.unwrap();
    assert_eq!(locked.as_ref(), Some(&changed));
    let foreign = AudioFile { workspace_id: WorkspaceId::generate(), ..changed.clone() };
    let refused = change!(store, |tx| audio_files::update(tx, &foreign).await).await;
    assert!(matches!(refused, Err(StoreError::NotFound(_))), "{refused:?}");

    let elsewhere = Attribution { call_center_id: Some(CallCenterId::generate()), ..Attribution::default() };
    changed.attribution = elsewhere.clone();
    let conversation_id = conversation.id;
    change!(store, |tx| audio_files::reattribute(tx, conversation_id, &elsewhere).await).await.unwrap();
    assert_eq!(audio_files::of_conversation(conn, conversation_id).await.unwrap(), [changed.clone()]);
    let keys = ["recordings/1", "recordings/2"].map(str::to_owned);
    let is_named = async || recordings::named_keys(conn, &keys).await.unwrap().contains("recordings/1");
    assert!(is_named().await);

    change!(store, |tx| audio_files::hide_of_conversation(tx, conversation_id, now).await).await.unwrap();
    assert_eq!(audio_files::get_any(conn, id).await.unwrap(), None);
    assert_eq!(audio_files::of_conversation(conn, conversation_id).await.unwrap(), []);
    let listed = audio_files::list(conn, workspace_id, &AudioFileFilter::default(), true, None, ALL).await;
    assert_eq!(listed.unwrap(), Sliced { rows: Vec::new(), total: 0 });
    let refused = change!(store, |tx| audio_files::update(tx, &changed).await).await;
    assert!(matches!(refused, Err(StoreError::NotFound(_))), "{refused:?}");
    assert!(is_named().await, "its bytes stay until it is erased");
}

async fn files_are_listed_by_what_they_are(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let own_key = CredentialId::generate();
    let projects = [ProjectId::generate(), ProjectId::generate()];
    let campaigns = [None, Some(CampaignId::generate()), Some(CampaignId::generate())];
    let mut made: Vec<AudioFile> = (0..24_i64)
        .map(|number| {
            let nth = usize::try_from(number).unwrap();
            AudioFile {
                project_id: projects[nth % 2],
                attribution: Attribution {
                    campaign_id: campaigns[nth % 3],
                    is_ai_call: nth % 4 == 0,
                    ..Attribution::default()
                },
                recorded_at: now - Duration::hours(number * 7 % 24),
                is_private: nth % 5 == 0,
                created_by: (nth % 10 == 0).then_some(own_key),
                // Three at each instant, so that the id decides.
                created_at: now + Duration::seconds(number / 3),
                ..file(workspace_id, now)
            }
        })
        .collect();
    insert(&database, &made).await;
    insert(&database, &[file(WorkspaceId::generate(), now)]).await;
    made.sort_by_key(|file| (file.created_at, file.id));
    made.reverse();

    let none = AudioFileFilter::default;
    let filters = [
        none(),
        AudioFileFilter { project_id: Some(projects[1]), ..none() },
        AudioFileFilter { campaign_id: campaigns[2], ..none() },
        AudioFileFilter { campaign_id: Some(CampaignId::generate()), ..none() },
        AudioFileFilter { is_ai_call: Some(true), ..none() },
        AudioFileFilter { is_ai_call: Some(false), ..none() },
        AudioFileFilter { from: Some(now - Duration::hours(9)), ..none() },
        AudioFileFilter { until: Some(now - Duration::hours(9)), ..none() },
    ];
    for filter in filters {
        for (include_private, own) in [(true, None), (false, None), (false, Some(own_key))] {
            let is_shown = |one: &AudioFile| {
                include_private || !one.is_private || (own.is_some() && one.created_by == own)
            };
            let expected: Vec<AudioFile> = made
                .iter()
                .filter(|one| is_shown(one))
                .filter(|one| filter.project_id.is_none_or(|id| one.project_id == id))
                .filter(|one| filter.campaign_id.is_none_or(|id| one.attribution.campaign_id == Some(id)))
                .filter(|one| filter.is_ai_call.is_none_or(|is_ai| one.attribution.is_ai_call == is_ai))
                .filter(|one| filter.from.is_none_or(|from| one.recorded_at >= from))
                .filter(|one| filter.until.is_none_or(|until| one.recorded_at <= until))
                .cloned()
                .collect();
            let found = paged(|slice| {
                audio_files::list(store.reader(), workspace_id, &filter, include_private, own, slice)
            })
            .await;
            assert_eq!(found, expected, "{filter:?} {include_private} {own:?}");
        }
    }
}
