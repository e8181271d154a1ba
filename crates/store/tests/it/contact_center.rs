//! Campaigns, call centers, surveys, exports and keys: rows come back as they were written, and lists hold what they
//! should.

mod calls;
mod erased;
mod files;
mod usage;

use colloquy_domain::attribution::{
    Attribution, CallCenter, Campaign, CampaignFilter, CampaignKind, CampaignStatus,
};
use colloquy_domain::conversation::Conversation;
use colloquy_domain::credential::{Credential, Scopes};
use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_domain::export::{
    AnalyticsExport, CallEvaluationStatus, ExportContent, ExportFormat, ExportJob, ExportStatus,
};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::quality::Granularity;
use colloquy_domain::survey::{Survey, SurveyResponse};
use colloquy_domain::*;
use colloquy_store::{
    Store, StoreError, attributions, call_centers, campaigns, constraint, conversations, credentials,
    exports, surveys,
};
use colloquy_testkit::{TestDatabase, samples};
use futures::future::join_all;
use time::Duration;

use crate::{change, on_both_databases};

on_both_databases! {
    a_campaign_is_found_or_made_once,
    campaigns_are_listed_by_what_they_are,
    call_centers_are_as_campaigns,
    attributions_and_surveys_are_replaced,
    an_export_from_request_to_oblivion,
    a_key_gets_another_token,
}

fn slice(offset: u64, limit: u64) -> Slice {
    Slice { offset, limit }
}

pub(crate) const ALL: Slice = Slice { offset: 0, limit: 1_000 };

/// What the pages of a list hold one after the other, as long as each tells the same total.
pub(crate) async fn paged<T, F: Future<Output = Result<Sliced<T>, StoreError>>>(
    page: impl Fn(Slice) -> F,
) -> Vec<T> {
    let mut found = Vec::new();
    loop {
        let next = page(slice(found.len() as u64, 3)).await.unwrap();
        assert!(next.rows.len() <= 3);
        if next.rows.is_empty() {
            assert_eq!(next.total, found.len() as u64, "behind the last page");
            return found;
        }
        found.extend(next.rows);
        assert!(next.total >= found.len() as u64);
    }
}

pub(crate) async fn add(database: &TestDatabase, conversation: &Conversation) {
    let own = conversation.clone();
    change!(database.store(), |tx| conversations::insert(tx, &own).await).await.unwrap();
}

async fn campaign(store: &Store, workspace_id: WorkspaceId, key: &'static str, now: Instant) -> Campaign {
    change!(store, |tx| campaigns::find_or_create(tx, workspace_id, key, now).await).await.unwrap()
}

async fn a_campaign_is_found_or_made_once(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let [workspace_id, other] = [WorkspaceId::generate(), WorkspaceId::generate()];
    let made = campaign(store, workspace_id, "spring", now).await;
    let expected = Campaign {
        id: made.id,
        workspace_id,
        key: "spring".to_owned(),
        name: "spring".to_owned(),
        description: None,
        kind: CampaignKind::VoiceBot,
        status: CampaignStatus::Running,
        channel: "Voice".to_owned(),
        starts_at: None,
        ends_at: None,
        created_at: now,
        updated_at: now,
    };
    assert_eq!(made, expected);
    assert_eq!(campaign(store, workspace_id, "spring", now + Duration::HOUR).await, made);
    assert_ne!(campaign(store, other, "spring", now).await.id, made.id);
    let together = join_all((0..8).map(|_| campaign(store, workspace_id, "autumn", now))).await;
    assert!(together.iter().all(|one| one.id == together[0].id), "{together:?}");

    let twin = Campaign { id: CampaignId::generate(), ..made.clone() };
    let taken = change!(store, |tx| campaigns::insert(tx, &twin).await).await.unwrap_err();
    assert!(taken.is_conflict_of(constraint::CAMPAIGN_KEY), "{taken}");

    let changed = Campaign {
        name: "Spring renewals".to_owned(),
        description: Some("Everyone whose contract ends by May".to_owned()),
        kind: CampaignKind::Flow,
        status: CampaignStatus::Paused,
        channel: "WhatsApp".to_owned(),
        starts_at: Some(now - Duration::DAY),
        ends_at: Some(now + Duration::microseconds(1)),
        updated_at: now + Duration::SECOND,
        ..made.clone()
    };
    let own = changed.clone();
    change!(store, |tx| campaigns::update(tx, &own).await).await.unwrap();
    let conn = store.reader();
    assert_eq!(campaigns::get(conn, workspace_id, made.id).await.unwrap().as_ref(), Some(&changed));
    assert_eq!(campaigns::get(conn, other, made.id).await.unwrap(), None);
    assert_eq!(campaigns::get_by_key(conn, workspace_id, "spring").await.unwrap().as_ref(), Some(&changed));
    assert_eq!(campaigns::get_by_key(conn, workspace_id, "Spring").await.unwrap(), None);
    let locked =
        change!(store, |tx| campaigns::get_by_key_for_update(tx, workspace_id, "spring").await).await;
    assert_eq!(locked.unwrap(), Some(changed));

    let ids = [made.id, together[0].id, CampaignId::generate()];
    let names = campaigns::names(conn, &ids).await.unwrap();
    assert_eq!(names.len(), 2);
    assert_eq!(names[&made.id], ("spring".to_owned(), "Spring renewals".to_owned()));
    let keys = campaigns::keys(conn, &ids).await.unwrap();
    assert_eq!((keys.len(), keys[&together[0].id].as_str()), (2, "autumn"));
    assert!(campaigns::keys(conn, &[]).await.unwrap().is_empty());
    // No statement takes that many values.
    let many: Vec<CampaignId> = (0..70_000).map(|_| CampaignId::generate()).chain([made.id]).collect();
    let keys = campaigns::keys(conn, &many).await.unwrap();
    assert_eq!((keys.len(), keys[&made.id].as_str()), (1, "spring"));
}

async fn campaigns_are_listed_by_what_they_are(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let mut made: Vec<Campaign> = (0..14_i64)
        .map(|number| Campaign {
            id: CampaignId::generate(),
            workspace_id,
            key: format!("camp_{number}"),
            name: format!("Campaign {number}"),
            description: None,
            kind: CampaignKind::VoiceBot,
            status: CampaignStatus::ALL[usize::try_from(number).unwrap() % 3],
            channel: if number % 2 == 0 { "Voice" } else { "WhatsApp" }.to_owned(),
            starts_at: None,
            ends_at: None,
            // Two at each instant, so that the id decides.
            created_at: now + Duration::hours(number / 2),
            updated_at: now,
        })
        .collect();
    let own = made.clone();
    change!(store, |tx| {
        for campaign in &own {
            campaigns::insert(tx, campaign).await?;
        }
        campaigns::find_or_create(tx, WorkspaceId::generate(), "elsewhere", now).await
    })
    .await
    .unwrap();
    made.sort_by_key(|campaign| (campaign.created_at, campaign.id));
    made.reverse();
    let filters = [
        CampaignFilter::default(),
        CampaignFilter { status: Some(CampaignStatus::Paused), ..CampaignFilter::default() },
        CampaignFilter { channel: Some("WhatsApp".to_owned()), ..CampaignFilter::default() },
        CampaignFilter { channel: Some("whatsapp".to_owned()), ..CampaignFilter::default() },
        CampaignFilter { from: Some(now + Duration::hours(2)), ..CampaignFilter::default() },
        CampaignFilter { until: Some(now + Duration::hours(2)), ..CampaignFilter::default() },
    ];
    for filter in filters {
        let expected: Vec<Campaign> = made
            .iter()
            .filter(|one| filter.status.is_none_or(|status| one.status == status))
            .filter(|one| filter.channel.as_ref().is_none_or(|channel| one.channel == *channel))
            .filter(|one| filter.from.is_none_or(|from| one.created_at >= from))
            .filter(|one| filter.until.is_none_or(|until| one.created_at <= until))
            .cloned()
            .collect();
        let found = paged(|slice| campaigns::list(store.reader(), workspace_id, &filter, slice)).await;
        assert_eq!(found, expected, "{filter:?}");
    }
}

async fn call_centers_are_as_campaigns(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let [workspace_id, other] = [WorkspaceId::generate(), WorkspaceId::generate()];
    let of = async |key: &'static str, now: Instant| {
        change!(store, |tx| call_centers::find_or_create(tx, workspace_id, key, now).await).await.unwrap()
    };
    let first: CallCenter = of("cc_1", now).await;
    assert_eq!(of("cc_1", now + Duration::HOUR).await, first);
    let second: CallCenter = of("cc_2", now + Duration::HOUR).await;
    let twin = CallCenter { id: CallCenterId::generate(), ..first.clone() };
    let taken = change!(store, |tx| call_centers::insert(tx, &twin).await).await.unwrap_err();
    assert!(taken.is_conflict_of(constraint::CALL_CENTER_KEY), "{taken}");

    let changed = CallCenter { name: "Leipzig".to_owned(), updated_at: now + Duration::DAY, ..first.clone() };
    let own = changed.clone();
    change!(store, |tx| call_centers::update(tx, &own).await).await.unwrap();
    let foreign = CallCenter { workspace_id: other, ..changed.clone() };
    let refused = change!(store, |tx| call_centers::update(tx, &foreign).await).await;
    assert!(matches!(refused, Err(StoreError::NotFound(_))), "{refused:?}");
    let conn = store.reader();
    assert_eq!(call_centers::get(conn, workspace_id, first.id).await.unwrap().as_ref(), Some(&changed));
    assert_eq!(call_centers::get(conn, other, first.id).await.unwrap(), None);
    assert_eq!(call_centers::get_by_key(conn, workspace_id, "cc_2").await.unwrap().as_ref(), Some(&second));
    let locked = change!(store, |tx| call_centers::get_by_key_for_update(tx, other, "cc_2").await).await;
    assert_eq!(locked.unwrap(), None);
    let listed = call_centers::list(conn, workspace_id, ALL).await.unwrap();
    assert_eq!(listed, Sliced { rows: vec![second.clone(), changed], total: 2 });
    let last = call_centers::list(conn, workspace_id, slice(1, 1)).await.unwrap();
    assert_eq!((last.rows.len(), last.rows[0].id, last.total), (1, first.id, 2));
    let names = call_centers::names(conn, &[first.id, second.id]).await.unwrap();
    assert_eq!(names[&first.id], ("cc_1".to_owned(), "Leipzig".to_owned()));
    assert_eq!(call_centers::keys(conn, &[second.id]).await.unwrap()[&second.id], "cc_2");
    assert!(call_centers::names(conn, &[]).await.unwrap().is_empty());
}

async fn attributions_and_surveys_are_replaced(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let [one, other] = ["dialer:1", "dialer:2"].map(|id| samples::conversation(workspace_id, id, now));
    add(&database, &one).await;
    add(&database, &other).await;
    let (id, ids) = (one.id, [one.id, other.id]);
    let conn = store.reader();
    let full = Attribution {
        campaign_id: Some(CampaignId::generate()),
        call_center_id: Some(CallCenterId::generate()),
        executive_name: Some("Ana Pérez".to_owned()),
        is_ai_call: true,
    };
    let less = Attribution { campaign_id: None, is_ai_call: false, ..full.clone() };
    for attribution in [full, less] {
        let own = attribution.clone();
        change!(store, |tx| attributions::put(tx, workspace_id, id, &own).await).await.unwrap();
        assert_eq!(attributions::get(conn, id).await.unwrap().as_ref(), Some(&attribution));
        let many = attributions::get_many(conn, &ids).await.unwrap();
        assert_eq!(many.into_iter().collect::<Vec<_>>(), [(id, attribution)]);
    }
    let nowhere = Attribution::default();
    change!(store, |tx| attributions::put(tx, workspace_id, id, &nowhere).await).await.unwrap();
    assert_eq!(attributions::get(conn, id).await.unwrap(), None, "it belongs nowhere");

    let response = SurveyResponse { question: "¿Todo bien?".to_owned(), answer: None, score: Some(4.5) };
    let partial = Survey {
        conversation_id: id,
        state: "Partial".to_owned(),
        completion_reason: Some("HangUp".to_owned()),
        total_questions: 3,
        calculated_score: None,
        responses: vec![response],
    };
    let complete = Survey { calculated_score: Some(85.5), responses: Vec::new(), ..partial.clone() };
    for survey in [partial, complete] {
        let own = survey.clone();
        change!(store, |tx| surveys::put(tx, &own).await).await.unwrap();
        assert_eq!(surveys::get(conn, id).await.unwrap().as_ref(), Some(&survey));
        let many = surveys::get_many(conn, &ids).await.unwrap();
        assert_eq!(many.into_iter().collect::<Vec<_>>(), [(id, survey)]);
    }
    for was_there in [true, false] {
        assert_eq!(change!(store, |tx| surveys::delete(tx, id).await).await.unwrap(), was_there);
    }
    assert_eq!(surveys::get(conn, id).await.unwrap(), None);
}

async fn an_export_from_request_to_oblivion(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let content = ExportContent::AiCalls {
        from: now - Duration::DAY,
        until: now,
        campaign_id: Some(CampaignId::generate()),
        status: Some(CallEvaluationStatus::NotEvaluated),
        outcome: Some("Successful".to_owned()),
        time_zone: "America/Bogota".to_owned(),
    };
    let asked = ExportJob {
        id: ExportJobId::generate(),
        workspace_id,
        content,
        format: ExportFormat::Xlsx,
        include_private: true,
        status: ExportStatus::Queued,
        progress: 0,
        rows: None,
        object_key: None,
        size_bytes: None,
        error: None,
        created_by: Some(CredentialId::generate()),
        created_at: now,
        completed_at: None,
    };
    let filter = EvaluationFilter { from: Some(now), is_ai_call: Some(false), ..EvaluationFilter::default() };
    let newer = ExportJob {
        id: ExportJobId::generate(),
        content: ExportContent::Analytics {
            what: AnalyticsExport::Trends,
            filter,
            granularity: Granularity::Weekly,
        },
        created_by: None,
        ..asked.clone()
    };
    let own = [
        asked.clone(),
        newer.clone(),
        ExportJob { id: ExportJobId::generate(), workspace_id: WorkspaceId::generate(), ..asked.clone() },
    ];
    change!(store, |tx| {
        for export in &own {
            exports::insert(tx, export).await?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    let (conn, id) = (store.reader(), asked.id);
    assert_eq!(exports::get(conn, workspace_id, id).await.unwrap().as_ref(), Some(&asked));
    assert_eq!(exports::get(conn, WorkspaceId::generate(), id).await.unwrap(), None);
    assert_eq!(exports::get(conn, workspace_id, newer.id).await.unwrap(), Some(newer));

    let done = ExportJob {
        status: ExportStatus::Completed,
        progress: 100,
        rows: Some(100_000),
        object_key: Some("exports/1".to_owned()),
        size_bytes: Some(5_000_000_000),
        error: Some("the first try failed".to_owned()),
        completed_at: Some(now + Duration::HOUR),
        ..asked
    };
    let own = done.clone();
    change!(store, |tx| exports::update(tx, &own).await).await.unwrap();
    let locked = change!(store, |tx| exports::get_for_update(tx, id).await).await.unwrap();
    assert_eq!(locked.as_ref(), Some(&done));
    let older = async |before: Instant| exports::older_than(conn, before, 10).await.unwrap();
    assert_eq!(older(now + Duration::HOUR).await, []);
    assert_eq!(older(now + Duration::hours(2)).await, [done.clone()]);
    let keys = ["exports/1", "exports/2"].map(str::to_owned);
    let named = exports::named_keys(conn, &keys).await.unwrap();
    assert_eq!(named.into_iter().collect::<Vec<_>>(), ["exports/1"]);
    assert!(exports::named_keys(conn, &[]).await.unwrap().is_empty());
    change!(store, |tx| exports::forget_object(tx, id).await).await.unwrap();
    assert_eq!(older(now + Duration::hours(2)).await, []);
    let forgotten = ExportJob { object_key: None, ..done };
    assert_eq!(exports::get_any(conn, id).await.unwrap(), Some(forgotten));
}

async fn a_key_gets_another_token(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let [workspace_id, other] = [WorkspaceId::generate(), WorkspaceId::generate()];
    let key = Credential {
        id: CredentialId::generate(),
        workspace_id,
        user_id: None,
        name: "Dialer".to_owned(),
        scopes: Scopes::admin(),
        created_at: now,
        last_used_at: None,
        revoked_at: None,
    };
    let second = Credential { id: CredentialId::generate(), ..key.clone() };
    let (id, own) = (key.id, key.clone());
    change!(store, |tx| {
        credentials::insert(tx, &own, [1; 32], None, "sk-old").await?;
        credentials::insert(tx, &second, [3; 32], None, "sk-second").await
    })
    .await
    .unwrap();
    let rotate = async |workspace_id: WorkspaceId, token: u8| {
        change!(store, |tx| {
            credentials::rotate(tx, workspace_id, id, [token; 32], "signs", "sk-new").await
        })
        .await
    };
    let conn = store.reader();
    assert!(matches!(rotate(other, 2).await, Err(StoreError::NotFound(_))));
    let taken = rotate(workspace_id, 3).await.unwrap_err();
    assert!(taken.is_conflict_of(constraint::CREDENTIAL_TOKEN), "{taken}");
    rotate(workspace_id, 2).await.unwrap();
    assert_eq!(credentials::find_by_lookup(conn, [1; 32]).await.unwrap(), None, "the old one opens nothing");
    assert_eq!(credentials::find_by_lookup(conn, [2; 32]).await.unwrap(), Some(key.clone()));
    let secret = credentials::hmac_secret(conn, id).await.unwrap();
    assert_eq!(secret.as_ref().map(|secret| secret.reveal()), Some("signs"));
    let shown = credentials::list(conn, workspace_id).await.unwrap();
    assert!(shown.contains(&(key, "sk-new".to_owned())), "{shown:?}");
    change!(store, |tx| credentials::revoke(tx, workspace_id, id, now).await).await.unwrap();
    assert!(matches!(rotate(workspace_id, 4).await, Err(StoreError::NotFound(_))));
}
