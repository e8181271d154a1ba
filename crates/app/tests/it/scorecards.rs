//! Scorecards and their versions.

use colloquy_app::projects::{self, ProjectChange};
use colloquy_app::scorecards::{self, NewScorecard, ScorecardChange};
use colloquy_app::{AppError, evaluations};
use colloquy_domain::scorecard::SALES;
use colloquy_testkit::TestDatabase;

use crate::evaluations::{call, project, take_in};
use crate::on_both_databases;
use crate::support::TestApp;

on_both_databases! {
    a_scorecard_keeps_its_versions,
    of_two_defaults_one_stays,
}

async fn a_scorecard_keeps_its_versions(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, caller, workspace_id) = (&test.app, &test.caller, test.caller.workspace_id());
    let known = scorecards::list(app, workspace_id).await.expect("scorecards");
    assert_eq!((known.len(), known.iter().filter(|one| one.is_default).count()), (2, 1));
    let sales = known.iter().find(|one| one.name == SALES).expect("one for sales");
    let (_, first) = scorecards::get(app, workspace_id, sales.id).await.expect("it");

    // A new name is no new version; other criteria are.
    let change = ScorecardChange { name: Some("Offers".into()), ..ScorecardChange::default() };
    let (named, version) = scorecards::update(app, workspace_id, sales.id, change).await.expect("changed");
    assert_eq!((named.version, version), (1, first.clone()));
    let mut sections = first.sections.clone();
    sections[0].criteria[0].weight = 5.0;
    let change = ScorecardChange {
        sections: Some(sections.clone()),
        is_default: Some(true),
        ..ScorecardChange::default()
    };
    let (changed, second) = scorecards::update(app, workspace_id, sales.id, change).await.expect("changed");
    assert_eq!((changed.version, changed.is_default, second.number), (2, true, 2));
    let known = scorecards::list(app, workspace_id).await.expect("scorecards");
    assert_eq!(known.iter().filter(|one| one.is_default).map(|one| one.id).collect::<Vec<_>>(), [sales.id]);
    let both = scorecards::versions(app, workspace_id, sales.id).await.expect("versions");
    assert_eq!(both, [first.clone(), second]);

    // An evaluation is made with the newest one of its project's.
    let project = project(app, caller).await;
    assert_eq!(project.scorecard_id, sales.id);
    let id = take_in(app, caller, call("call")).await;
    let evaluation = evaluations::create(app, caller, project.id, id, None).await.expect("an evaluation");
    assert_eq!((evaluation.scorecard_id, evaluation.scorecard_version), (sales.id, 2));

    let no_default = ScorecardChange { is_default: Some(false), ..ScorecardChange::default() };
    let refused = scorecards::update(app, workspace_id, sales.id, no_default).await;
    assert!(matches!(refused, Err(AppError::Conflict(_))), "{refused:?}");
    let new = NewScorecard { name: "Offers".into(), description: None, sections, is_default: false };
    let refused = scorecards::create(app, workspace_id, new.clone()).await;
    assert!(matches!(refused, Err(AppError::Conflict(_))), "{refused:?}");
    let other = NewScorecard { name: "Others".into(), is_default: true, ..new };
    let (other, _) = scorecards::create(app, workspace_id, other).await.expect("created");
    assert!(other.is_default);
    let used = scorecards::delete(app, workspace_id, sales.id).await;
    assert!(matches!(used, Err(AppError::Conflict(_))), "{used:?}");
    let change = ProjectChange { scorecard_id: Some(other.id), ..ProjectChange::default() };
    projects::update(app, workspace_id, project.id, change).await.expect("changed");
    scorecards::delete(app, workspace_id, sales.id).await.expect("nobody uses it any more");
    let gone = evaluations::create(app, caller, project.id, id, Some(sales.id)).await;
    assert!(matches!(gone, Err(AppError::NotFound("scorecard"))), "{gone:?}");
}

async fn of_two_defaults_one_stays(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, workspace_id) = (&test.app, test.caller.workspace_id());
    let known = scorecards::list(app, workspace_id).await.expect("scorecards");
    let change = || ScorecardChange { is_default: Some(true), ..ScorecardChange::default() };
    for round in 0..10 {
        let made = tokio::join!(
            scorecards::update(app, workspace_id, known[0].id, change()),
            scorecards::update(app, workspace_id, known[1].id, change())
        );
        made.0.and(made.1).expect("changed");
        let now = scorecards::list(app, workspace_id).await.expect("scorecards");
        assert_eq!(now.iter().filter(|one| one.is_default).count(), 1, "round {round}");
    }
}
