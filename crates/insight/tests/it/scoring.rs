//! Scoring by the default scorecards and by a workspace's own, with rules alone and with a model.

use colloquy_domain::evaluation::CriterionResult;
use colloquy_domain::scorecard::{
    Answer, ChoiceOption, Criterion, CriterionKind, ScorecardVersion, Section, default_scorecards,
};
use colloquy_domain::{Instant, ScorecardId};
use colloquy_insight::{Analyst, InsightError, ScoringFacts};

use crate::double::Scripted;
use crate::support::Sample;

const CALL: &str = "
    Ruth: Good morning, this is Ruth from Tall Pine Energy. How can I help?
    Colin: Our heating has been down for two days, and nobody called me back. It's awful.
    Ruth: I'm so sorry, that must have been freezing. Could I have your name and the customer number?
    Colin: Colin Barr, 44 71.
    Ruth: Thank you. The pump stopped because the pressure was too low, so we have to refill it.
    Colin: Oh, I see. And the parrot in my garage hates the cold.
    Ruth: I'll send a technician tomorrow at nine. Is there anything else?
    Colin: No, thanks. Goodbye.";

fn call() -> Sample {
    Sample::read(&["Ruth Adeyemi", "Colin Barr"], CALL)
}

fn version(criteria: Vec<Criterion>) -> ScorecardVersion {
    ScorecardVersion {
        scorecard_id: ScorecardId::generate(),
        number: 1,
        sections: vec![Section { name: "All".into(), criteria }],
        created_at: Instant::UNIX_EPOCH,
    }
}

fn own(id: &str, question: &str, kind: CriterionKind) -> Criterion {
    Criterion {
        id: id.into(),
        name: id.into(),
        question: question.into(),
        guidance: None,
        kind,
        not_applicable_when: None,
        weight: 1.0,
        is_critical: false,
    }
}

fn default(id: &str) -> Criterion {
    let sections = default_scorecards().into_iter().flat_map(|scorecard| scorecard.sections);
    sections.flat_map(|section| section.criteria).find(|criterion| criterion.id == id).unwrap()
}

fn choice(labels: &[&str]) -> CriterionKind {
    let option = |label: &&str| ChoiceOption { label: (*label).to_owned(), points: 0.5 };
    CriterionKind::Choice { options: labels.iter().map(option).collect() }
}

async fn scored(analyst: &Analyst, sample: &Sample, criteria: Vec<Criterion>) -> Vec<CriterionResult> {
    let version = version(criteria);
    let results = analyst.score(&sample.view(), &version, &ScoringFacts::default()).await.unwrap();
    let asked: Vec<&str> = version.criteria().map(|criterion| criterion.id.as_str()).collect();
    let answered: Vec<&str> = results.iter().map(|result| result.criterion_id.as_str()).collect();
    assert_eq!(answered, asked);
    for result in &results {
        assert!((1..=3).contains(&result.grounds.evidence.len()), "{result:?}");
        for evidence in &result.grounds.evidence {
            let entry = sample.transcript.entry(evidence.entry_id).unwrap();
            assert!(entry.text.contains(&evidence.quote) && !evidence.quote.is_empty(), "{evidence:?}");
            assert!(
                evidence.start_seconds >= entry.start_seconds && evidence.end_seconds <= entry.end_seconds
            );
        }
        assert!(!result.reasoning.is_empty() && result.decision.is_none() && result.dispute.is_none());
        assert!((0.0..=1.0).contains(&result.grounds.confidence));
    }
    results
}

async fn one(analyst: &Analyst, criterion: Criterion) -> CriterionResult {
    scored(analyst, &call(), vec![criterion]).await.remove(0)
}

/// A model that gives yes with that probability, and of other options the given ones.
fn model(yes: f32, others: &[f32]) -> Analyst {
    let others = others.to_vec();
    let (_, analyst) = Scripted::analyst(
        move |_, options| Ok(if options == ["yes", "no"] { vec![yes, 1.0 - yes] } else { others.clone() }),
        |_| Err(InsightError::UnusableAnswer("nothing is written".into())),
    );
    analyst
}

#[tokio::test]
async fn rules_score_the_default_scorecards_and_point_at_words() {
    let rules = Analyst::default();
    for scorecard in default_scorecards() {
        let criteria: Vec<Criterion> =
            scorecard.sections.into_iter().flat_map(|section| section.criteria).collect();
        let results = scored(&rules, &call(), criteria.clone()).await;
        for result in results.iter().filter(|result| result.criterion_id != "handled_objection") {
            assert_eq!(result.answer, Some(Answer::Yes), "{result:?}");
            assert!(!result.is_unsure && result.grounds.engine.0 == "basic", "{result:?}");
        }
        assert_eq!(scored(&rules, &call(), criteria).await, results);
    }
}

#[tokio::test]
async fn what_is_absent_points_at_where_it_should_have_been() {
    let sample = Sample::read(
        &["Ruth Adeyemi", "Colin Barr"],
        "
        Ruth: Billing. Go ahead.
        Colin: I was charged twice, and nobody answered my letter.
        Ruth: Twice. Which amount?
        Colin: Eighty nine euros.
        Ruth: Okay. Bye.",
    );
    let criteria = ["greeted", "showed_empathy", "confirmed_next_steps"].map(default).to_vec();
    let results = scored(&Analyst::default(), &sample, criteria).await;
    let places = results.iter().map(|result| result.grounds.evidence[0].entry_id.0);
    assert_eq!(places.collect::<Vec<_>>(), [0, 1, 4]);
    assert!(results.iter().all(|result| result.answer == Some(Answer::No)), "{results:?}");
}

#[tokio::test]
async fn a_question_of_ones_own_needs_a_model() {
    let asked = own("parrots", "Did anybody mention the parrot in a garage?", CriterionKind::YesNo);
    let result = one(&Analyst::default(), asked.clone()).await;
    assert_eq!((result.answer, result.is_unsure, result.grounds.confidence), (None, true, 0.0));
    assert_eq!(result.reasoning, "no language model is configured: this question needs one");
    assert!(result.grounds.evidence[0].quote.contains("parrot"));
    // Other guidance is another question.
    let changed = Criterion { guidance: Some("Yes: a joke.".into()), ..default("greeted") };
    assert_eq!(one(&Analyst::default(), changed).await.answer, None);
    for (probability, answer, is_unsure) in
        [(0.95, Answer::Yes, false), (0.75, Answer::Yes, true), (0.1, Answer::No, false)]
    {
        let result = one(&model(probability, &[]), asked.clone()).await;
        assert_eq!((result.answer, result.is_unsure), (Some(answer), is_unsure), "{probability}");
        assert_eq!(result.grounds.engine.0, "scripted");
    }
}

#[tokio::test]
async fn scales_and_choices_go_by_the_probability_of_each_place() {
    let scale = CriterionKind::Scale { lowest: 1, highest: 5 };
    for (places, answer, is_unsure) in
        [(&[0.0, 0.0, 0.2, 0.7, 0.1][..], 4, false), (&[0.4, 0.0, 0.0, 0.1, 0.5][..], 3, true)]
    {
        let result = one(&model(0.5, places), own("warmth", "How warm?", scale.clone())).await;
        assert_eq!((result.answer, result.is_unsure), (Some(Answer::Scale(answer)), is_unsure));
    }
    let kind = choice(&["by mail", "by phone", "in person"]);
    for (shares, is_unsure) in [(&[0.1, 0.8, 0.1][..], false), (&[0.3, 0.4, 0.3][..], true)] {
        let result = one(&model(0.5, shares), own("way", "How?", kind.clone())).await;
        assert_eq!(result.answer, Some(Answer::Choice("by phone".into())));
        assert_eq!(result.is_unsure, is_unsure);
    }
}

#[tokio::test]
async fn what_does_not_arise_is_not_applicable() {
    let (model, analyst) = Scripted::analyst(
        |question, _| Ok(if question.contains("nobody moves") { vec![0.97, 0.03] } else { vec![0.9, 0.1] }),
        |_| Ok(String::new()),
    );
    let moving = Criterion {
        not_applicable_when: Some("nobody moves house".into()),
        ..own("moving", "Did the agent ask for the new address?", CriterionKind::YesNo)
    };
    let result = one(&analyst, moving.clone()).await;
    assert_eq!((result.answer, result.is_unsure), (Some(Answer::NotApplicable), false));
    let asked: Vec<String> =
        model.asked.lock().unwrap().iter().map(|(_, question)| question.clone()).collect();
    assert!(asked[0].contains("nobody moves house"), "{asked:?}");
    let arises = Criterion { not_applicable_when: Some("it rains".into()), ..moving };
    let (_, analyst) = Scripted::analyst(
        |question, _| Ok(if question.contains("it rains") { vec![0.1, 0.9] } else { vec![0.95, 0.05] }),
        |_| Ok(String::new()),
    );
    assert_eq!(one(&analyst, arises).await.answer, Some(Answer::Yes));
}

#[tokio::test]
async fn the_model_counts_beside_the_rules_and_not_above_them() {
    // A model that says yes to everything turns no clear ruling round.
    let result = one(&model(0.99, &[]), default("polite_throughout")).await;
    assert_eq!((result.answer, result.is_unsure), (Some(Answer::Yes), false));
    let sample = Sample::read(
        &["Ruth Adeyemi", "Colin Barr"],
        "Ruth: Billing. Go ahead.\nColin: Hello.\nRuth: Which amount?\nColin: Ten.",
    );
    let results = scored(&model(0.99, &[]), &sample, vec![default("greeted")]).await;
    assert_eq!((results[0].answer.clone(), results[0].is_unsure), (Some(Answer::No), false));
    // A clear no against what the rules found is for a person to look at.
    let result = one(&model(0.01, &[]), default("greeted")).await;
    assert!(result.is_unsure && result.reasoning.contains("language model"), "{result:?}");
}

#[tokio::test]
async fn one_failing_question_leaves_the_others_and_a_failing_engine_none() {
    let (_, analyst) = Scripted::analyst(
        |question, options| match question.contains("gibberish") {
            true => Err(InsightError::UnusableAnswer("no probabilities".into())),
            false => Ok(vec![1.0 / options.len() as f32; options.len()]),
        },
        |_| Ok(String::new()),
    );
    let criteria = vec![
        own("broken", "Is it gibberish?", CriterionKind::YesNo),
        own("alike", "Which?", choice(&["a b", "A  b"])),
        default("greeted"),
    ];
    let results = scored(&analyst, &call(), criteria.clone()).await;
    for (result, reason) in results.iter().zip(["no probabilities", "told apart"]) {
        assert!(result.answer.is_none() && result.is_unsure, "{result:?}");
        assert!(result.reasoning.contains(reason), "{result:?}");
    }
    assert_eq!(results[2].answer, Some(Answer::Yes));
    let (_, away) = Scripted::analyst(
        |_, _| Err(InsightError::EndpointUnavailable("down".into())),
        |_| Ok(String::new()),
    );
    let refused = away.score(&call().view(), &version(criteria), &ScoringFacts::default()).await;
    assert!(matches!(refused, Err(InsightError::EndpointUnavailable(_))));
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_who_cannot_be_told_is_said() {
    let (rules, facts) = (Analyst::default(), ScoringFacts::default());
    let greeted = version(vec![default("greeted")]);
    let silent = Sample::read(&["Ruth Adeyemi", "Colin Barr"], "");
    let refused = rules.score(&silent.view(), &greeted, &facts).await;
    assert!(matches!(refused, Err(InsightError::NothingSaid)));
    let mut german = call();
    german.transcript.language = Some("de".into());
    let refused = rules.score(&german.view(), &greeted, &facts).await;
    assert!(matches!(refused, Err(InsightError::OtherLanguage(_))));
    // A model can read it, and has no rules beside it.
    let results = scored(&model(0.95, &[]), &german, vec![default("greeted")]).await;
    assert_eq!(results[0].answer, Some(Answer::Yes));
    let mut unknown =
        Sample::read(&["Ruth Adeyemi", "Colin Barr"], "Ruth: The box is here.\nColin: So it is.");
    unknown.participants.clear();
    let results = scored(&rules, &unknown, vec![default("greeted")]).await;
    assert!(results[0].is_unsure && results[0].answer.is_none() && results[0].reasoning.contains("agent"));
}
