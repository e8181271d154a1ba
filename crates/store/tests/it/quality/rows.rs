//! Projects, scorecards, evaluations, reviews and the queue come back as they were written.

use std::collections::HashMap;

use colloquy_domain::attribution::Attribution;
use colloquy_domain::evaluation::{Evaluation, EvaluationFilter, EvaluationState, Feeling, Outcome};
use colloquy_domain::filter::Slice;
use colloquy_domain::project::{Project, ProjectFilter, ReviewRules};
use colloquy_domain::review::{Actor, QueueReason, Review, ReviewKind};
use colloquy_domain::scorecard::{Answer, Scorecard, ScorecardVersion};
use colloquy_domain::*;
use colloquy_store::review_queue::{QueueFilter, QueuedEvaluation};
use colloquy_store::{
    StoreError, constraint, conversations, evaluations, projects, quality, review_queue, reviews, scorecards,
};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;

use super::{ALL, world};
use crate::{change, on_both_databases};

on_both_databases! {
    evaluations_come_back_and_the_newest_is_current,
    criteria_go_where_their_evaluation_goes,
    the_queue_keeps_since_when_it_waits,
    projects_are_listed_and_counted,
    one_scorecard_is_the_default,
}

async fn evaluations_come_back_and_the_newest_is_current(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conversation = samples::conversation(WorkspaceId::generate(), "dialer:1", now);
    let version = world::version(ScorecardId::generate());
    let (id, workspace_id) = (conversation.id, conversation.workspace_id);
    let [project, other] = [ProjectId::generate(), ProjectId::generate()];
    let file = AudioFileId::generate();
    let mut first = world::evaluation(&conversation, project, now);
    first.audio_file_id = Some(file);
    first.created_by = Some(CredentialId::generate());
    let elsewhere = world::evaluation(&conversation, other, now);
    let mut second = world::evaluation(&conversation, project, now + Duration::SECOND);
    second.audio_file_id = Some(file);
    let own = (conversation, first.clone(), elsewhere.clone(), second.clone());
    change!(store, |tx| {
        conversations::insert(tx, &own.0).await?;
        evaluations::insert(tx, &own.1).await?;
        evaluations::insert(tx, &own.2).await?;
        evaluations::insert(tx, &own.3).await
    })
    .await
    .unwrap();
    first.is_current = false;
    let conn = store.reader();
    assert_eq!(evaluations::get(conn, workspace_id, first.id).await.unwrap().as_ref(), Some(&first));
    assert_eq!(evaluations::get(conn, WorkspaceId::generate(), first.id).await.unwrap(), None);
    assert_eq!(evaluations::get_any(conn, second.id).await.unwrap().as_ref(), Some(&second));
    assert_eq!(evaluations::newest_of_file(conn, file).await.unwrap().as_ref(), Some(&second));
    let mut all = [first, elsewhere.clone(), second.clone()];
    all.sort_by_key(|evaluation| (evaluation.created_at, evaluation.id));
    assert_eq!(evaluations::pending_of(conn, id).await.unwrap(), all);

    second.state = EvaluationState::Completed;
    second.duration_seconds = Some(61.5);
    second.completed_at = Some(now + Duration::MINUTE);
    second.name = "renamed.wav".to_owned();
    second.scorecard_version = 2;
    let found = vec![
        world::result("needs", Some(Answer::Scale(2)), false, None),
        world::result("greeted", Some(Answer::Yes), true, Some(Answer::No)),
    ];
    second.outcome = Some(Outcome::of(&version, &found, Some(Feeling::Negative)));
    let own = (second.clone(), version, found.clone());
    change!(store, |tx| evaluations::complete(tx, &own.0, &own.1, &own.2).await).await.unwrap();
    assert_eq!(evaluations::get_any(conn, second.id).await.unwrap().as_ref(), Some(&second));
    assert_eq!(evaluations::results(conn, second.id).await.unwrap(), found);
    let many = evaluations::results_many(conn, &[second.id, elsewhere.id]).await.unwrap();
    assert_eq!(many, HashMap::from([(second.id, found)]));
    assert_eq!(evaluations::pending_of(conn, id).await.unwrap().len(), 2);

    let by = Actor { credential_id: CredentialId::generate(), user_id: Some(UserId::generate()) };
    let said = Review {
        id: ReviewId::generate(),
        workspace_id,
        evaluation_id: second.id,
        criterion_id: Some("greeted".to_owned()),
        kind: ReviewKind::Override,
        before: None,
        after: Some(Answer::No),
        reason: "she says nothing".to_owned(),
        by,
        at: now,
    };
    let later = Review {
        id: ReviewId::generate(),
        criterion_id: None,
        kind: ReviewKind::Close,
        after: None,
        at: now + Duration::SECOND,
        ..said.clone()
    };
    let own = (said.clone(), later.clone());
    change!(store, |tx| {
        reviews::insert(tx, &own.1).await?;
        reviews::insert(tx, &own.0).await
    })
    .await
    .unwrap();
    assert_eq!(reviews::list(conn, second.id).await.unwrap(), [said, later]);

    change!(store, |tx| evaluations::hide_of_conversation(tx, id, now).await).await.unwrap();
    assert_eq!(evaluations::of_conversation(conn, id).await.unwrap(), []);
    assert_eq!(evaluations::newest_of_file(conn, file).await.unwrap(), None);
    let gone = change!(store, |tx| evaluations::update(tx, &second).await).await;
    assert!(matches!(gone, Err(StoreError::NotFound("evaluation"))), "{gone:?}");
}

async fn criteria_go_where_their_evaluation_goes(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conversation = samples::conversation(WorkspaceId::generate(), "dialer:1", now);
    let (id, workspace_id) = (conversation.id, conversation.workspace_id);
    let version = world::version(ScorecardId::generate());
    let mut scored = world::evaluation(&conversation, ProjectId::generate(), now);
    scored.attribution.executive_name = Some("Ana".to_owned());
    let own = (conversation, scored.clone());
    change!(store, |tx| {
        conversations::insert(tx, &own.0).await?;
        evaluations::insert(tx, &own.1).await
    })
    .await
    .unwrap();
    scored.state = EvaluationState::Completed;
    let conn = store.reader();
    let of = async |name: &str| {
        let filter =
            EvaluationFilter { executive_name: Some(name.to_owned()), ..EvaluationFilter::default() };
        let found = quality::criteria(conn, workspace_id, &filter, false).await.unwrap();
        found.into_iter().map(|one| (one.notes.sum, one.notes.count, one.undecided)).collect::<Vec<_>>()
    };
    // Scored, decided by a person, given to somebody else, replaced.
    let own = (scored.clone(), version.clone(), world::result("needs", Some(Answer::Scale(2)), true, None));
    change!(store, |tx| evaluations::complete(tx, &own.0, &own.1, &[own.2]).await).await.unwrap();
    assert_eq!(of("Ana").await, [(0, 0, 1)]);
    let decided = world::result("needs", Some(Answer::Scale(2)), true, Some(Answer::Scale(2)));
    let own = (scored.clone(), version, decided);
    change!(store, |tx| evaluations::complete(tx, &own.0, &own.1, &[own.2]).await).await.unwrap();
    assert_eq!(of("Ana").await, [(333, 1, 0)]);
    let to = Attribution { executive_name: Some("Bo".to_owned()), ..Attribution::default() };
    change!(store, |tx| evaluations::reattribute(tx, id, &to).await).await.unwrap();
    assert_eq!((of("Ana").await, of("Bo").await), (vec![], vec![(333, 1, 0)]));
    let next = Evaluation { id: EvaluationId::generate(), state: EvaluationState::Pending, ..scored };
    change!(store, |tx| evaluations::insert(tx, &next).await).await.unwrap();
    assert_eq!(of("Bo").await, []);
}

async fn the_queue_keeps_since_when_it_waits(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let project = ProjectId::generate();
    let mut waiting = Vec::new();
    for number in 0..3 {
        let mut conversation = samples::conversation(workspace_id, &format!("dialer:{number}"), now);
        conversation.is_private = number == 2;
        let made = world::evaluation(&conversation, project, now);
        let own = (conversation, made.clone());
        change!(store, |tx| {
            conversations::insert(tx, &own.0).await?;
            evaluations::insert(tx, &own.1).await
        })
        .await
        .unwrap();
        waiting.push(made);
    }
    let at = |seconds: i64| now + Duration::seconds(seconds);
    let set = async |number: usize, reasons: &[QueueReason], seconds: i64| {
        let own = (waiting[number].clone(), reasons.to_vec(), at(seconds));
        change!(store, |tx| review_queue::set(tx, &own.0, &own.1, own.2).await).await.unwrap();
    };
    set(0, &[QueueReason::Sample], 5).await;
    set(1, &[QueueReason::Disputed, QueueReason::Unsure], 1).await;
    set(2, &[QueueReason::Unsure], 0).await;
    // One goes, one stays with its time, one comes.
    set(1, &[QueueReason::Unsure, QueueReason::AutoFailed, QueueReason::Unsure], 9).await;
    let item = |number: usize, reasons: &[QueueReason], seconds: i64| QueuedEvaluation {
        evaluation_id: waiting[number].id,
        reasons: reasons.to_vec(),
        since: at(seconds),
    };
    let first = item(2, &[QueueReason::Unsure], 0);
    let second = item(1, &[QueueReason::Unsure, QueueReason::AutoFailed], 1);
    let third = item(0, &[QueueReason::Sample], 5);
    let conn = store.reader();
    let list = async |filter: QueueFilter, include_private: bool, slice: Slice| {
        review_queue::list(conn, workspace_id, &filter, include_private, slice).await.unwrap()
    };
    let everything = list(QueueFilter::default(), true, ALL).await;
    assert_eq!((everything.rows, everything.total), (vec![first.clone(), second.clone(), third.clone()], 3));
    let open = list(QueueFilter::default(), false, Slice { offset: 1, limit: 5 }).await;
    assert_eq!((open.rows, open.total), (vec![third], 2));
    let unsure = QueueFilter { reason: Some(QueueReason::Unsure), project_id: Some(project) };
    let unsure = list(unsure, true, ALL).await;
    assert_eq!((unsure.rows, unsure.total), (vec![first, second], 2));
    let elsewhere = QueueFilter { project_id: Some(ProjectId::generate()), reason: None };
    assert_eq!(list(elsewhere, true, ALL).await.total, 0);

    // A newer evaluation takes the place of the older one, a deleted conversation is looked at by nobody.
    let newer = Evaluation { id: EvaluationId::generate(), ..waiting[0].clone() };
    let hidden = waiting[2].conversation_id;
    change!(store, |tx| {
        evaluations::insert(tx, &newer).await?;
        evaluations::hide_of_conversation(tx, hidden, now).await
    })
    .await
    .unwrap();
    let ids: Vec<EvaluationId> = waiting.iter().map(|made| made.id).collect();
    let left = review_queue::reasons_of(conn, &ids).await.unwrap();
    assert_eq!(left, HashMap::from([(ids[1], vec![QueueReason::Unsure, QueueReason::AutoFailed])]));
    set(1, &[], 20).await;
    assert_eq!(list(QueueFilter::default(), true, ALL).await.total, 0);
}

async fn projects_are_listed_and_counted(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let project = |name: &str, kind: &str, seconds: i64| Project {
        id: ProjectId::generate(),
        workspace_id,
        name: name.to_owned(),
        description: Some("Spring".to_owned()),
        kind: kind.to_owned(),
        status: project::ACTIVE.to_owned(),
        scorecard_id: ScorecardId::generate(),
        review_rules: ReviewRules { below_score: None, sample_percent: 12.5 },
        created_at: now + Duration::seconds(seconds),
        updated_at: now,
    };
    let [mut one, other] = [project("Same", "quality", 0), project("Same", "sales", 1)];
    let own = (one.clone(), other.clone());
    change!(store, |tx| {
        projects::insert(tx, &own.0).await?;
        projects::insert(tx, &own.1).await
    })
    .await
    .unwrap();
    one.status = "completed".to_owned();
    one.description = None;
    one.review_rules = ReviewRules::default();
    let own = one.clone();
    change!(store, |tx| projects::update(tx, &own).await).await.unwrap();
    let stranger = Project { workspace_id: WorkspaceId::generate(), ..one.clone() };
    let refused = change!(store, |tx| projects::update(tx, &stranger).await).await;
    assert!(matches!(refused, Err(StoreError::NotFound("project"))), "{refused:?}");

    let conn = store.reader();
    assert_eq!(projects::get(conn, workspace_id, one.id).await.unwrap().as_ref(), Some(&one));
    assert_eq!(projects::get(conn, WorkspaceId::generate(), one.id).await.unwrap(), None);
    let listed = projects::list(conn, workspace_id, &ProjectFilter::default(), ALL).await.unwrap();
    assert_eq!((listed.rows, listed.total), (vec![other.clone(), one.clone()], 2));
    let filter = ProjectFilter { status: Some("completed".to_owned()), kind: Some("quality".to_owned()) };
    let past = Slice { offset: 1, limit: 5 };
    assert_eq!(projects::list(conn, workspace_id, &filter, past).await.unwrap().total, 1);
    assert_eq!(projects::list(conn, workspace_id, &filter, past).await.unwrap().rows, []);
    assert_eq!(
        projects::list_by_ids(conn, &[other.id, ProjectId::generate()]).await.unwrap(),
        [other.clone()]
    );

    for number in 0..3 {
        let mut conversation = samples::conversation(workspace_id, &format!("dialer:{number}"), now);
        conversation.is_private = number == 1;
        let made = world::evaluation(&conversation, one.id, now);
        let again = Evaluation { id: EvaluationId::generate(), ..made.clone() };
        change!(store, |tx| {
            conversations::insert(tx, &conversation).await?;
            evaluations::insert(tx, &made).await?;
            evaluations::insert(tx, &again).await?;
            if number == 2 {
                evaluations::hide_of_conversation(tx, conversation.id, now).await?;
            }
            Ok::<_, StoreError>(())
        })
        .await
        .unwrap();
    }
    for (include_private, count) in [(true, 4), (false, 2)] {
        let counts = projects::evaluation_counts(conn, &[one.id, other.id], include_private).await.unwrap();
        assert_eq!(counts, HashMap::from([(one.id, count), (other.id, 0)]));
    }
}

async fn one_scorecard_is_the_default(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let scorecard = |name: &str, is_default: bool| Scorecard {
        id: ScorecardId::generate(),
        workspace_id,
        name: name.to_owned(),
        description: None,
        is_default,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let [mut sales, support] = [scorecard("Sales", true), scorecard("Support", true)];
    let versions = (world::version(sales.id), world::version(support.id));
    let own = (sales.clone(), support.clone(), versions.clone());
    change!(store, |tx| {
        scorecards::insert(tx, &own.0, &own.2.0).await?;
        scorecards::insert(tx, &own.1, &own.2.1).await
    })
    .await
    .unwrap();
    let conn = store.reader();
    let default = async || scorecards::default_of(conn, workspace_id).await.unwrap().map(|found| found.id);
    assert_eq!(default().await, Some(support.id), "the later one");
    let id = sales.id;
    change!(store, |tx| scorecards::set_default(tx, workspace_id, id).await).await.unwrap();
    assert_eq!(default().await, Some(id));

    sales.version = 2;
    sales.name = "Selling".to_owned();
    let next = ScorecardVersion { number: 2, sections: vec![], ..versions.0.clone() };
    let own = (sales.clone(), next.clone());
    change!(store, |tx| {
        scorecards::add_version(tx, &own.1).await?;
        scorecards::update(tx, &own.0).await
    })
    .await
    .unwrap();
    assert_eq!(scorecards::get(conn, workspace_id, id).await.unwrap().as_ref(), Some(&sales));
    assert_eq!(scorecards::versions(conn, id).await.unwrap(), [versions.0, next.clone()]);
    assert_eq!(scorecards::version(conn, id, 2).await.unwrap(), Some(next));
    assert_eq!(scorecards::version(conn, id, 3).await.unwrap(), None);

    let double = scorecard("Support", false);
    let own = (double.clone(), world::version(double.id));
    let taken = change!(store, |tx| scorecards::insert(tx, &own.0, &own.1).await).await.unwrap_err();
    assert!(taken.is_conflict_of(constraint::SCORECARD_NAME), "{taken}");
    let own = (double.clone(), world::version(double.id));
    change!(store, |tx| {
        scorecards::delete(tx, workspace_id, support.id, now).await?;
        scorecards::insert(tx, &own.0, &own.1).await
    })
    .await
    .unwrap();
    assert_eq!(scorecards::get(conn, workspace_id, support.id).await.unwrap(), None);
    assert!(scorecards::version(conn, support.id, 1).await.unwrap().is_some(), "for what was scored by it");
    assert_eq!(scorecards::list(conn, workspace_id).await.unwrap(), [sales, double]);
    assert!(!scorecards::is_used(conn, id).await.unwrap());
}
