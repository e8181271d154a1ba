//! What is added up of evaluations, against a plain computation over the same ones.

mod plainly;
mod rows;
mod world;

use std::cmp::Reverse;
use std::collections::HashMap;

use colloquy_domain::ConversationId;
use colloquy_domain::evaluation::{Evaluation, EvaluationFilter, EvaluationState, Feeling};
use colloquy_domain::filter::Slice;
use colloquy_domain::quality::{GroupKey, Grouping};
use colloquy_store::{StoreError, evaluations, quality};
use colloquy_testkit::TestDatabase;
use time::Time;

use self::world::{MIDDLE, Made, PEOPLE, Random, World};
use crate::{change, on_both_databases};

on_both_databases! { numbers_equal_a_plain_computation }

const QUESTIONS: usize = 220;
const ALL: Slice = Slice { offset: 0, limit: 1_000 };

fn filter(random: &mut Random, world: &World) -> EvaluationFilter {
    let id = world.conversations[0].0.id;
    let people = PEOPLE.map(str::to_owned);
    EvaluationFilter {
        project_id: random.maybe(&world.projects),
        conversation_id: if random.one_in(20) { Some(id) } else { None },
        campaign_id: random.maybe(&world.campaigns),
        call_center_id: if random.one_in(5) { Some(random.of(&world.call_centers)) } else { None },
        executive_name: if random.one_in(5) { Some(random.of(&people)) } else { None },
        is_ai_call: if random.one_in(5) { Some(random.one_in(2)) } else { None },
        state: if random.one_in(5) { Some(random.of(EvaluationState::ALL)) } else { None },
        sentiment: if random.one_in(6) { Some(random.of(Feeling::ALL)) } else { None },
        from: if random.one_in(3) { Some(random.instant()) } else { None },
        until: if random.one_in(3) { Some(random.instant()) } else { None },
    }
}

async fn numbers_equal_a_plain_computation(database: TestDatabase) {
    let mut random = Random(0x0ea1);
    let mut world = World::new(&database, &mut random).await;
    world.live(&database, &mut random).await;
    assert!(world.made.iter().filter(|made| made.evaluation.is_current).count() > 40);
    let mut with_answers = 0;
    for _ in 0..QUESTIONS {
        let (filter, include_private) = (filter(&mut random, &world), random.one_in(2));
        with_answers += u32::from(ask(&database, &world, &filter, include_private).await);
    }
    assert!(with_answers > 40, "the questions hardly find anything: {with_answers}");
    // What is hidden leaves nothing behind.
    let left: Vec<ConversationId> = world.conversations.iter().map(|(own, _)| own.id).collect();
    change!(database.store(), |tx| {
        for id in left {
            evaluations::hide_of_conversation(tx, id, MIDDLE).await?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    world.made.clear();
    assert!(!ask(&database, &world, &EvaluationFilter::default(), true).await);
}

/// Compares all answers with the plain ones; whether there are any.
async fn ask(
    database: &TestDatabase,
    world: &World,
    filter: &EvaluationFilter,
    include_private: bool,
) -> bool {
    let (conn, workspace_id) = (database.store().reader(), world.workspace_id);
    let wanted = |made: &&Made| plainly::passes(&made.evaluation, filter, include_private);
    let passing: Vec<&Made> = world.made.iter().filter(wanted).collect();
    let current: Vec<&Evaluation> =
        passing.iter().map(|made| &made.evaluation).filter(|evaluation| evaluation.is_current).collect();
    let asked = format!("{filter:?}, private ones: {include_private}");

    let totals = quality::totals(conn, workspace_id, filter, include_private).await.unwrap();
    assert_eq!(totals, plainly::totals(current.iter().copied()), "{asked}");
    let span = quality::span(conn, workspace_id, filter, include_private).await.unwrap();
    let instants = || current.iter().map(|evaluation| evaluation.recorded_at);
    assert_eq!(span, instants().min().zip(instants().max()), "{asked}");

    let mut by_day: HashMap<i64, Vec<&Evaluation>> = HashMap::new();
    for evaluation in &current {
        by_day.entry(plainly::day(evaluation)).or_default().push(evaluation);
    }
    let mut expected: Vec<_> =
        by_day.into_iter().map(|(day, evaluations)| (day, plainly::totals(evaluations))).collect();
    expected.sort_by_key(|(day, _)| *day);
    let trend = quality::trend(conn, workspace_id, filter, include_private).await.unwrap();
    assert_eq!(trend, expected, "{asked}");

    for grouping in [Grouping::Campaign, Grouping::CallCenter, Grouping::Executive] {
        let mut by_key: HashMap<GroupKey, Vec<&Evaluation>> = HashMap::new();
        for evaluation in &current {
            let attribution = &evaluation.attribution;
            let key = match grouping {
                Grouping::Campaign => attribution.campaign_id.map(GroupKey::Campaign),
                Grouping::CallCenter => attribution.call_center_id.map(GroupKey::CallCenter),
                Grouping::Executive => attribution.executive_name.clone().map(GroupKey::Executive),
            };
            if let Some(key) = key {
                by_key.entry(key).or_default().push(evaluation);
            }
        }
        let mut expected: Vec<_> =
            by_key.into_iter().map(|(key, evaluations)| (key, plainly::totals(evaluations))).collect();
        expected.sort_by_key(|(key, totals)| (Reverse(totals.total), key.clone()));
        let groups = quality::groups(conn, workspace_id, grouping, filter, include_private).await.unwrap();
        assert_eq!(groups, expected, "{grouping:?}, {asked}");
    }

    // Of criteria whole days are asked about, and the completed ones.
    let by_days = EvaluationFilter {
        state: Some(EvaluationState::Completed),
        from: filter.from.map(|from| from.replace_time(Time::MIDNIGHT)),
        until: filter.until.map(|until| until.replace_time(Time::MAX)),
        ..filter.clone()
    };
    let counting = world.made.iter().filter(|made| {
        made.evaluation.is_current && plainly::passes(&made.evaluation, &by_days, include_private)
    });
    let criteria = quality::criteria(conn, workspace_id, filter, include_private).await.unwrap();
    assert_eq!(criteria, plainly::criteria(&world.version, counting), "{asked}");

    let mut expected: Vec<&Evaluation> = passing.iter().map(|made| &made.evaluation).collect();
    expected.sort_by_key(|evaluation| Reverse((evaluation.created_at, evaluation.id)));
    let listed = evaluations::list(conn, workspace_id, filter, include_private, ALL).await.unwrap();
    assert_eq!(listed.rows.iter().collect::<Vec<_>>(), expected, "{asked}");
    assert_eq!(listed.total, u64::try_from(expected.len()).unwrap());
    let page = Slice { offset: 2, limit: 3 };
    let page = evaluations::list(conn, workspace_id, filter, include_private, page).await.unwrap();
    let some: Vec<_> = expected.iter().skip(2).take(3).copied().collect();
    assert_eq!((page.rows.iter().collect::<Vec<_>>(), page.total), (some, listed.total));

    let mut expected = current.clone();
    expected.sort_by_key(|evaluation| (evaluation.recorded_at, evaluation.id));
    let (mut walked, mut after) = (Vec::new(), None);
    loop {
        let rows = evaluations::walk(conn, workspace_id, filter, include_private, after, 7).await.unwrap();
        let Some(last) = rows.last() else { break };
        after = Some((last.recorded_at, last.id));
        walked.extend(rows);
    }
    assert_eq!(walked.iter().collect::<Vec<_>>(), expected, "{asked}");
    !current.is_empty()
}
