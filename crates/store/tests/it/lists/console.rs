//! Lists as people narrow them: by what was found, by whose it is, and by words that somebody is still typing.

use colloquy_domain::attribution::Attribution;
use colloquy_domain::conversation::{Conversation, Participant};
use colloquy_domain::directory::Tag;
use colloquy_domain::evaluation::{Evaluation, EvaluationState, Feeling, Outcome};
use colloquy_domain::evidence::{EngineLabel, Grounds};
use colloquy_domain::filter::{ConversationFilter, Direction, Order, OrderKey, SignalFilter};
use colloquy_domain::insight::{ActionItem, Sentiment, Signal, TagAssignment};
use colloquy_domain::signal::SignalValue;
use colloquy_domain::words::words;
use colloquy_domain::*;
use colloquy_store::lists::{self, RowParts, Window};
use colloquy_store::search::Document;
use colloquy_store::{StoreError, conversations, evaluations, insights, participants, search, stages, tags};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;

use super::{NEWEST_FIRST, everything, found};
use crate::{change, on_both_databases};

on_both_databases! {
    what_was_found_narrows_and_follows_what_changes,
    words_that_are_being_typed_find_titles_and_names,
    a_page_looks_at_so_many_rows_and_says_how_far_it_got,
}

fn grounds() -> Grounds {
    Grounds { evidence: Vec::new(), confidence: 0.9, engine: EngineLabel("basic".to_owned()) }
}

fn felt(overall: f64) -> Sentiment {
    Sentiment { overall, speakers: Vec::new(), grounds: grounds() }
}

fn item(is_done: bool) -> ActionItem {
    ActionItem {
        id: ActionItemId::generate(),
        title: "Call back".to_owned(),
        description: "I will call back".to_owned(),
        due_on: None,
        assignee_name: None,
        assignee_email: None,
        assignee_participant_id: None,
        is_done,
        written_at: None,
        grounds: grounds(),
    }
}

fn signal(definition_id: SignalDefinitionId, value: Option<SignalValue>) -> Signal {
    Signal {
        id: SignalId::generate(),
        definition_id,
        name: "asked".to_owned(),
        value,
        is_unsure: false,
        error: None,
        grounds: grounds(),
    }
}

fn tag(workspace_id: WorkspaceId, name: &str, now: Instant) -> Tag {
    Tag {
        id: TagId::generate(),
        workspace_id,
        name: name.to_owned(),
        description: None,
        hex_color: None,
        auto_tagging_enabled: true,
        created_at: now,
        updated_at: now,
    }
}

fn evaluation(of: &Conversation, project_id: ProjectId, note: f64) -> Evaluation {
    Evaluation {
        id: EvaluationId::generate(),
        workspace_id: of.workspace_id,
        project_id,
        conversation_id: of.id,
        audio_file_id: None,
        scorecard_id: ScorecardId::generate(),
        scorecard_version: 1,
        state: EvaluationState::Completed,
        error: None,
        is_current: true,
        is_private: of.is_private,
        name: of.title.clone(),
        recorded_at: of.started_at,
        duration_seconds: None,
        attribution: Attribution::default(),
        outcome: Some(Outcome {
            average_note: Some(note),
            score: Some(note),
            is_auto_failed: false,
            undecided: 0,
            sentiment: None,
        }),
        created_by: None,
        created_at: of.created_at,
        updated_at: of.created_at,
        completed_at: Some(of.created_at),
    }
}

fn titled(workspace_id: WorkspaceId, title: &str, now: Instant) -> Conversation {
    let mut made = samples::conversation(workspace_id, title, now);
    made.title = title.to_owned();
    made
}

/// The titles of those among `all` that [`lists::having`] keeps.
async fn kept(database: &TestDatabase, all: &[Conversation], filter: &ConversationFilter) -> Vec<String> {
    let ids: Vec<ConversationId> = all.iter().map(|one| one.id).collect();
    let kept = lists::having(database.store().reader(), all[0].workspace_id, &ids, filter).await.unwrap();
    all.iter().filter(|one| kept.contains(&one.id)).map(|one| one.title.clone()).collect()
}

async fn check(database: &TestDatabase, all: &[Conversation], rows: Vec<(ConversationFilter, &[&str])>) {
    for (filter, expected) in rows {
        let mut titles = found(database, all[0].workspace_id, filter.clone()).await;
        titles.sort_unstable();
        assert_eq!(titles, expected, "{filter:?}");
        let mut titles = kept(database, all, &filter).await;
        titles.sort_unstable();
        assert_eq!(titles, expected, "one by one: {filter:?}");
    }
}

async fn what_was_found_narrows_and_follows_what_changes(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let (red, blue) = (tag(workspace_id, "Red", now), tag(workspace_id, "Blue", now));
    let (asked, chosen) = (SignalDefinitionId::generate(), SignalDefinitionId::generate());
    let (project, rae) = (ProjectId::generate(), UserId::generate());
    let mut all = ["1", "2", "3", "4"].map(|title| titled(workspace_id, title, now));
    all[2].owner_user_id = Some(rae);
    let (own, own_tags, noted) =
        (all.clone(), vec![red.clone(), blue.clone()], evaluation(&all[3], project, 80.5));
    change!(store, |tx| {
        tags::insert_many(tx, &own_tags).await?;
        for one in &own {
            conversations::insert(tx, one).await?;
        }
        let [first, second, third, fourth] = own.each_ref().map(|one| one.id);
        insights::give_tag(tx, first, own_tags[0].id).await?;
        insights::give_tag(tx, second, own_tags[1].id).await?;
        insights::put_sentiment(tx, first, &felt(-0.26)).await?;
        insights::put_sentiment(tx, second, &felt(0.25)).await?;
        insights::put_sentiment(tx, third, &felt(0.9)).await?;
        insights::replace_action_items(tx, first, &[item(false), item(true)]).await?;
        insights::replace_action_items(tx, second, &[item(true)]).await?;
        let yes = signal(asked, Some(SignalValue::YesNo(true)));
        let no = signal(asked, Some(SignalValue::YesNo(false)));
        insights::replace_signals(tx, first, &[yes, signal(chosen, None)]).await?;
        insights::replace_signals(tx, second, &[no]).await?;
        let number = signal(chosen, Some(SignalValue::Number(42.0)));
        insights::replace_signals(tx, third, &[signal(asked, None), number]).await?;
        let won = signal(chosen, Some(SignalValue::Choice("Won".to_owned())));
        insights::replace_signals(tx, fourth, &[won]).await?;
        evaluations::insert(tx, &noted).await?;
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    let none = ConversationFilter::default;
    let of_tag =
        |ids: &[&Tag]| ConversationFilter { tag_ids: ids.iter().map(|tag| tag.id).collect(), ..none() };
    let answered = |definition_id, answer: Option<&str>| ConversationFilter {
        signal: Some(SignalFilter { definition_id, answer: answer.map(str::to_owned) }),
        ..none()
    };
    let feeling = |feeling| ConversationFilter { sentiment: Some(feeling), ..none() };
    let open = |has_open| ConversationFilter { has_open_action_items: Some(has_open), ..none() };
    let rows: Vec<(ConversationFilter, &[&str])> = vec![
        (of_tag(&[&red]), &["1"]),
        (of_tag(&[&red, &blue]), &["1", "2"]),
        (feeling(Feeling::Negative), &["1"]),
        (feeling(Feeling::Neutral), &["2"]),
        (feeling(Feeling::Positive), &["3"]),
        (open(true), &["1"]),
        (open(false), &["2", "3", "4"]),
        (answered(asked, None), &["1"]),
        (answered(asked, Some("true")), &["1"]),
        (answered(asked, Some("false")), &["2"]),
        (answered(chosen, None), &["3", "4"]),
        (answered(chosen, Some("42")), &["3"]),
        (answered(chosen, Some("Won")), &["4"]),
        (answered(chosen, Some("won")), &[]),
        (ConversationFilter { owner_user_ids: vec![rae], ..none() }, &["3"]),
        (ConversationFilter { project_ids: vec![project], ..none() }, &["4"]),
        (ConversationFilter { sentiment: Some(Feeling::Positive), ..of_tag(&[&red]) }, &[]),
        (ConversationFilter { sentiment: Some(Feeling::Negative), ..of_tag(&[&red, &blue]) }, &["1"]),
        (ConversationFilter { project_ids: vec![project], ..answered(chosen, Some("Won")) }, &["4"]),
    ];
    check(&database, &all, rows).await;

    let ids: Vec<ConversationId> = all.iter().map(|one| one.id).collect();
    let parts = lists::row_parts(store.reader(), &ids).await.unwrap();
    let first = RowParts {
        tags: vec![(red.id, "Red".to_owned())],
        sentiment_overall: Some(-0.26),
        ..RowParts::default()
    };
    assert_eq!(parts[&all[0].id], first);
    assert_eq!(parts[&all[3].id], RowParts { average_note: Some(80.5), ..RowParts::default() });

    // What changes is followed in the transaction of the change.
    let (second, red_id) = (all[1].clone(), red.id);
    let (first, third) = (all[0].id, all[2].id);
    change!(store, |tx| {
        insights::replace_tag_assignments(tx, first, &[]).await?;
        let given = TagAssignment { tag_id: red_id, grounds: None };
        insights::replace_tag_assignments(tx, third, &[given]).await?;
        insights::put_sentiment(tx, first, &felt(0.5)).await?;
        insights::replace_action_items(tx, first, &[item(true)]).await?;
        insights::replace_signals(tx, first, &[signal(asked, Some(SignalValue::YesNo(false)))]).await?;
        conversations::delete(tx, second.workspace_id, second.id, second.updated_at).await
    })
    .await
    .unwrap();
    check(
        &database,
        &all,
        vec![
            (of_tag(&[&red, &blue]), &["3"]),
            (feeling(Feeling::Positive), &["1", "3"]),
            (feeling(Feeling::Neutral), &[]),
            (open(true), &[]),
            (answered(asked, None), &[]),
            (answered(asked, Some("false")), &["1"]),
        ],
    )
    .await;
    // A tag that is deleted is on nothing.
    change!(store, |tx| tags::delete(tx, workspace_id, red_id, now).await).await.unwrap();
    assert_eq!(found(&database, workspace_id, of_tag(&[&red])).await, Vec::<String>::new());
}

async fn words_that_are_being_typed_find_titles_and_names(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let named = |title: &str, name: &str| (titled(workspace_id, title, now), name.to_owned());
    let made = [
        named("Renewal of Acme", "Jonas Müller"),
        named("Späte Lieferung", "Ana-Maria Jones"),
        named("Prenewal", "Kim"),
    ];
    let own = made.clone();
    change!(store, |tx| {
        for (conversation, name) in &own {
            conversations::insert(tx, conversation).await?;
            let person =
                Participant { position: 0, name: Some(name.clone()), ..samples::participants().remove(0) };
            participants::insert_many(tx, conversation.id, &[person]).await?;
            stages::insert_many(tx, &samples::stages(conversation)).await?;
            let folded = |text: &str| words(text).into_iter().map(|word| word.text).collect::<Vec<_>>();
            let document = Document {
                conversation_id: conversation.id,
                workspace_id: conversation.workspace_id,
                started_at: conversation.started_at,
                title: folded(&conversation.title),
                people: folded(name),
                addresses: vec!["jonas".to_owned()],
                transcript: vec!["acme".to_owned()],
            };
            search::insert(tx, &document).await?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    let all: Vec<Conversation> = made.into_iter().map(|(conversation, _)| conversation).collect();
    let typed =
        |text: &str| ConversationFilter { look_up: Some(text.to_owned()), ..ConversationFilter::default() };
    let rows: Vec<(ConversationFilter, &[&str])> = vec![
        (typed("ren"), &["Prenewal", "Renewal of Acme"]),
        (typed("ACME jon"), &["Renewal of Acme"]),
        (typed("jon"), &["Renewal of Acme", "Späte Lieferung"]),
        (typed("mull"), &["Renewal of Acme"]),
        (typed("spat"), &["Späte Lieferung"]),
        (typed("ana-mar"), &["Späte Lieferung"]),
        // Within a word of a name nothing is found, and neither is what was said or an address.
        (typed("onas"), &[]),
        (typed("jonas kim"), &[]),
        (typed("acme"), &["Renewal of Acme"]),
        (typed("%"), &[]),
        (typed("' OR 1=1 --"), &[]),
    ];
    check(&database, &all, rows).await;
    let ids: Vec<ConversationId> = all.iter().map(|one| one.id).collect();
    let parts = lists::row_parts(store.reader(), &ids).await.unwrap();
    let first = &parts[&all[0].id];
    assert_eq!((first.people[0].0.as_deref(), first.stages_open), (Some("Jonas Müller"), 6));
}

async fn a_page_looks_at_so_many_rows_and_says_how_far_it_got(database: TestDatabase) {
    const ALL: i64 = 40;
    const LOOKED_AT: u64 = 15;
    let (store, now) = (database.store(), database.clock().now());
    let (workspace_id, asked) = (WorkspaceId::generate(), SignalDefinitionId::generate());
    change!(store, |tx| {
        for number in 0..ALL {
            let mut made = titled(workspace_id, &number.to_string(), now);
            made.updated_at = now + Duration::milliseconds(number);
            made.started_at = now - Duration::milliseconds(number);
            conversations::insert(tx, &made).await?;
            if number < 2 {
                let no = signal(asked, Some(SignalValue::YesNo(false)));
                insights::replace_signals(tx, made.id, &[no]).await?;
            }
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    // Nothing tells beforehand in which a question was denied.
    let filter = ConversationFilter {
        signal: Some(SignalFilter { definition_id: asked, answer: Some("false".to_owned()) }),
        ..ConversationFilter::default()
    };
    let by_start = Order { key: OrderKey::StartedAt, direction: Direction::Ascending };
    for order in [NEWEST_FIRST, by_start] {
        let mut window = Window { order, limit: 10, ..everything() };
        let (mut lengths, mut titles) = (Vec::new(), Vec::new());
        loop {
            let looked =
                lists::conversations_within(store.reader(), workspace_id, true, &filter, &window, LOOKED_AT);
            let looked = looked.await.unwrap();
            lengths.push(looked.rows.len());
            titles.extend(looked.rows.into_iter().map(|one| one.title));
            match looked.looked_to {
                Some(place) => window.after = Some(place),
                None => break,
            }
        }
        assert_eq!((lengths, titles), (vec![0, 0, 2], vec!["1".to_owned(), "0".to_owned()]), "{order:?}");
    }
    let window = Window { limit: 1, ..everything() };
    let unbounded = lists::conversations(store.reader(), workspace_id, true, &filter, &window).await.unwrap();
    assert_eq!(unbounded[0].title, "1");
}
