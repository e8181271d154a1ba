//! Lists of calls with programs and of conversations, by page number.

use colloquy_domain::attribution::Attribution;
use colloquy_domain::call::{
    CallDetails, CallDirection, CallInterface, CallOrigin, CallOutcome, CallStatus, EndedStatus,
    VoiceCallFilter,
};
use colloquy_domain::conversation::{Conversation, ConversationKind};
use colloquy_domain::filter::Sliced;
use colloquy_domain::transcript::Transcript;
use colloquy_domain::*;
use colloquy_store::lists::{self, ChatFilter};
use colloquy_store::{StoreError, attributions, calls, conversations, participants, transcripts};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;

use super::{ALL, add, paged};
use crate::{change, on_both_databases};

on_both_databases! {
    voice_calls_are_listed_and_walked,
    conversations_of_every_kind_are_listed,
    participants_and_entries_are_counted,
}

/// A conversation with what it is as a call, where it is one, and its campaign.
type Row = (Conversation, Option<CallDetails>, Option<CampaignId>);

/// Conversations of two campaigns and of none, two in three of them calls. Some are private, one is deleted.
async fn world(database: &TestDatabase, workspace_id: WorkspaceId) -> (Vec<Row>, [CampaignId; 2]) {
    let (store, now) = (database.store(), database.clock().now());
    let campaigns = [CampaignId::generate(), CampaignId::generate()];
    let kinds =
        [ConversationKind::Call, ConversationKind::Meeting, ConversationKind::Chat, ConversationKind::Email];
    let ends = [
        None,
        Some(EndedStatus::CustomerEndedCall),
        Some(EndedStatus::CustomerBusy),
        Some(EndedStatus::VoiceMailReached),
        Some(EndedStatus::AgentTransferredCall),
        Some(EndedStatus::Unknown),
    ];
    let rows: Vec<Row> = (0..36_i64)
        .map(|number| {
            let nth = usize::try_from(number).unwrap();
            let mut conversation = samples::conversation(workspace_id, &format!("dialer:{number}"), now);
            conversation.kind = kinds[nth % 4];
            conversation.is_private = nth % 7 == 0;
            // Two begin and three are made at each instant, so that the id decides.
            conversation.started_at = now - Duration::hours(number * 5 % 36 / 2);
            conversation.created_at = now + Duration::seconds(number / 3);
            let details = (nth % 3 > 0).then(|| {
                let status = if nth % 4 == 3 { CallStatus::InProgress } else { CallStatus::Ended };
                CallDetails {
                    conversation_id: conversation.id,
                    workspace_id,
                    origin: CallOrigin::Retell,
                    direction: CallDirection::ALL[nth / 3 % 2],
                    interface: CallInterface::Web,
                    status,
                    ended_status: ends[nth / 2 % 6].filter(|_| status == CallStatus::Ended),
                    is_test: nth % 2 == 0,
                }
            });
            let campaign = [None, Some(campaigns[0]), Some(campaigns[1]), None, Some(campaigns[0])][nth % 5];
            (conversation, details, campaign)
        })
        .collect();
    let own = rows.clone();
    change!(store, |tx| {
        for (conversation, details, campaign_id) in &own {
            conversations::insert(tx, conversation).await?;
            if let Some(details) = details {
                calls::insert(tx, details, &serde_json::json!({})).await?;
            }
            let attribution = Attribution { campaign_id: *campaign_id, ..Attribution::default() };
            attributions::put(tx, workspace_id, conversation.id, &attribution).await?;
        }
        conversations::delete(tx, workspace_id, own[5].0.id, now).await
    })
    .await
    .unwrap();
    let mut rows = rows;
    rows.remove(5);
    (rows, campaigns)
}

/// The calls of these rows that satisfy the filter.
fn voice_calls(
    rows: &[Row],
    filter: &VoiceCallFilter,
    include_private: bool,
) -> Vec<(Conversation, CallDetails)> {
    rows.iter()
        .filter(|(conversation, ..)| include_private || !conversation.is_private)
        .filter(|(_, _, campaign)| filter.campaign_id.is_none_or(|id| *campaign == Some(id)))
        .filter(|(conversation, ..)| filter.from.is_none_or(|from| conversation.started_at >= from))
        .filter(|(conversation, ..)| filter.until.is_none_or(|until| conversation.started_at <= until))
        .filter_map(|(conversation, details, _)| Some((conversation.clone(), details.clone()?)))
        .filter(|(_, details)| filter.status.is_none_or(|status| details.status == status))
        .filter(|(_, details)| filter.outcome.is_none_or(|outcome| details.outcome() == Some(outcome)))
        .filter(|(_, details)| filter.direction.is_none_or(|direction| details.direction == direction))
        .collect()
}

async fn voice_calls_are_listed_and_walked(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let (mut rows, campaigns) = world(&database, workspace_id).await;
    world(&database, WorkspaceId::generate()).await;
    let none = VoiceCallFilter::default;
    let mut filters = vec![
        none(),
        VoiceCallFilter { campaign_id: Some(campaigns[0]), ..none() },
        VoiceCallFilter { campaign_id: Some(CampaignId::generate()), ..none() },
        VoiceCallFilter { status: Some(CallStatus::InProgress), ..none() },
        VoiceCallFilter { status: Some(CallStatus::Ringing), ..none() },
        VoiceCallFilter { direction: Some(CallDirection::Inbound), ..none() },
        VoiceCallFilter { from: Some(now - Duration::hours(9)), ..none() },
        VoiceCallFilter { until: Some(now - Duration::hours(9)), ..none() },
        VoiceCallFilter { campaign_id: Some(campaigns[1]), status: Some(CallStatus::Ended), ..none() },
    ];
    filters
        .extend(CallOutcome::ALL.iter().map(|outcome| VoiceCallFilter { outcome: Some(*outcome), ..none() }));
    rows.sort_by_key(|(conversation, ..)| (conversation.created_at, conversation.id));
    rows.reverse();
    for filter in &filters {
        for include_private in [true, false] {
            let found = paged(|slice| {
                lists::voice_calls(store.reader(), workspace_id, filter, include_private, slice)
            })
            .await;
            assert_eq!(found, voice_calls(&rows, filter, include_private), "{filter:?} {include_private}");
        }
    }

    // Sums are those of the whole list, so a page behind its end has no row and the same total.
    let past = lists::voice_calls(store.reader(), workspace_id, &none(), true, super::slice(900, 5)).await;
    let total = voice_calls(&rows, &none(), true).len() as u64;
    assert_eq!(past.unwrap(), Sliced { rows: Vec::new(), total });

    rows.sort_by_key(|(conversation, ..)| (conversation.started_at, conversation.id));
    let (from, until) = (now - Duration::hours(12), now - Duration::hours(3));
    for campaign_id in [None, Some(campaigns[0])] {
        for include_private in [true, false] {
            let filter = VoiceCallFilter { from: Some(from), campaign_id, ..none() };
            let mut expected = voice_calls(&rows, &filter, include_private);
            expected.retain(|(conversation, _)| conversation.started_at < until);
            assert!(!expected.is_empty());
            let (mut found, mut after) = (Vec::new(), None);
            loop {
                let next = lists::voice_calls_walk(
                    store.reader(),
                    workspace_id,
                    from,
                    until,
                    campaign_id,
                    include_private,
                    after,
                    3,
                )
                .await
                .unwrap();
                let Some((last, _)) = next.last() else { break };
                after = Some((last.started_at, last.id));
                found.extend(next);
            }
            assert_eq!(found, expected, "{campaign_id:?} {include_private}");
        }
    }
}

async fn conversations_of_every_kind_are_listed(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let (mut rows, campaigns) = world(&database, workspace_id).await;
    world(&database, WorkspaceId::generate()).await;
    rows.sort_by_key(|(conversation, ..)| (conversation.created_at, conversation.id));
    rows.reverse();
    let none = ChatFilter::default;
    let filters = [
        none(),
        ChatFilter { kind: Some(ConversationKind::Chat), ..none() },
        ChatFilter { campaign_id: Some(campaigns[1]), ..none() },
        ChatFilter { is_over: Some(true), ..none() },
        ChatFilter { is_over: Some(false), ..none() },
        ChatFilter { from: Some(now - Duration::hours(9)), ..none() },
        ChatFilter { until: Some(now - Duration::hours(9)), ..none() },
        ChatFilter { kind: Some(ConversationKind::Call), is_over: Some(true), ..none() },
    ];
    for filter in &filters {
        for include_private in [true, false] {
            let is_over = |details: &Option<CallDetails>| {
                details.as_ref().is_none_or(|details| details.status == CallStatus::Ended)
            };
            let expected: Vec<Conversation> = rows
                .iter()
                .filter(|(conversation, ..)| include_private || !conversation.is_private)
                .filter(|(conversation, ..)| filter.kind.is_none_or(|kind| conversation.kind == kind))
                .filter(|(_, _, campaign)| filter.campaign_id.is_none_or(|id| *campaign == Some(id)))
                .filter(|(_, details, _)| filter.is_over.is_none_or(|over| is_over(details) == over))
                .filter(|(conversation, ..)| filter.from.is_none_or(|from| conversation.started_at >= from))
                .filter(|(conversation, ..)| {
                    filter.until.is_none_or(|until| conversation.started_at <= until)
                })
                .map(|(conversation, ..)| conversation.clone())
                .collect();
            let found =
                paged(|slice| lists::chats(store.reader(), workspace_id, filter, include_private, slice))
                    .await;
            assert_eq!(found, expected, "{filter:?} {include_private}");
        }
    }
    let elsewhere = lists::chats(store.reader(), WorkspaceId::generate(), &none(), true, ALL).await;
    assert_eq!(elsewhere.unwrap(), Sliced { rows: Vec::new(), total: 0 });
}

async fn participants_and_entries_are_counted(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let [long, short, bare] = ["a", "b", "c"].map(|name| samples::conversation(workspace_id, name, now));
    for conversation in [&long, &short, &bare] {
        add(&database, conversation).await;
    }
    let people = samples::participants();
    let mut texts: [Transcript; 2] = [samples::transcript(&long, 250), samples::transcript(&short, 0)];
    // What looks like a path, and like entries.
    texts[0].entries[0].text = "'$.entries' [1, 2] {\"entries\": []}".to_owned();
    let (own, ids) = ((long.id, short.id), [long.id, short.id, bare.id]);
    change!(store, |tx| {
        participants::insert_many(tx, own.0, &people).await?;
        participants::insert_many(tx, own.1, &people[..1]).await?;
        for transcript in &texts {
            transcripts::put(tx, transcript).await?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    let conn = store.reader();
    let people = lists::participant_counts(conn, &ids).await.unwrap();
    assert_eq!((people.len(), people[&long.id], people[&short.id]), (2, 2, 1));
    let entries = lists::entry_counts(conn, &ids).await.unwrap();
    assert_eq!((entries.len(), entries[&long.id], entries[&short.id]), (2, 250, 0));
    assert!(lists::participant_counts(conn, &[]).await.unwrap().is_empty());
    assert!(lists::entry_counts(conn, &[]).await.unwrap().is_empty());
}
