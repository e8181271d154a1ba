//! Questions that a workspace changes or asks itself, and those that cannot be answered.

use colloquy_domain::directory::Tag;
use colloquy_domain::insight::Signal;
use colloquy_domain::signal::{SignalDefinition, SignalKind, SignalValue};
use colloquy_domain::stage::StageName;
use colloquy_domain::{SignalDefinitionId, WorkspaceId};
use colloquy_insight::{Analyst, InsightError, default_signal_definitions, default_tags};

use crate::double::Scripted;
use crate::support::{Sample, WEDNESDAY};

const CALL: &str = "
    Ruth: The subscription is nine hundred and fifty dollars a month for twelve users.
    Colin: That is a lot more than I expected. We have three warehouses and forty trucks.
    Ruth: I see. There is a discount of ten percent, for a term of 24 months.
    Colin: Stock Heron offered us 700 euros. I want a refund, or I will cancel our contract.
    Ruth: I'll send you an updated quote by Friday.
    Colin: Sounds good.";

fn call() -> Sample {
    Sample::read(&["Ruth Adeyemi", "Colin Barr"], CALL)
}

fn default(name: &str) -> SignalDefinition {
    let all = default_signal_definitions(WorkspaceId::generate(), WEDNESDAY);
    all.into_iter().find(|definition| definition.name == name).unwrap()
}

fn own(kind: SignalKind, keywords: &[&str]) -> SignalDefinition {
    SignalDefinition {
        id: SignalDefinitionId::generate(),
        name: "ours".into(),
        question: "How is it in our own words?".into(),
        guidance: None,
        kind,
        keywords: keywords.iter().map(|keyword| (*keyword).to_owned()).collect(),
        ..default("churn_risk")
    }
}

fn choice(options: &[&str]) -> SignalKind {
    SignalKind::Choice { options: options.iter().map(|option| (*option).to_owned()).collect() }
}

async fn signal(analyst: &Analyst, definition: SignalDefinition) -> Signal {
    let found = analyst.signals(&call().view(), &[definition]).await.unwrap();
    found.into_iter().next().unwrap()
}

async fn by_rules(definition: SignalDefinition) -> Option<SignalValue> {
    signal(&Analyst::default(), definition).await.value
}

#[tokio::test]
async fn wordings_of_a_default_question_stop_counting_when_the_question_changes() {
    let (yes, no) = (Some(SignalValue::YesNo(true)), Some(SignalValue::YesNo(false)));
    for name in [
        "pricing_discussed",
        "churn_risk",
        "refund_requested",
        "objection_raised",
        "next_step_agreed",
        "competitor_mentioned",
        "timeline_discussed",
    ] {
        assert_eq!(by_rules(default(name)).await, yes, "{name}");
        let changed = SignalDefinition {
            question: "Is the weather talked about?".into(),
            keywords: vec!["rain".into()],
            ..default(name)
        };
        assert_eq!(by_rules(changed.clone()).await, no, "{name}");
        // The workspace's own words still count.
        assert_eq!(
            by_rules(SignalDefinition { keywords: vec!["truck".into()], ..changed }).await,
            yes,
            "{name}"
        );
    }
    let name = default("competitor_name");
    assert_eq!(by_rules(name.clone()).await, Some(SignalValue::Text("Stock Heron".into())));
    let changed = SignalDefinition { question: "Which building is meant?".into(), ..name.clone() };
    assert_eq!(by_rules(changed).await, None);
    // Another kind of answer is another question.
    assert_eq!(by_rules(SignalDefinition { kind: SignalKind::YesNo, ..name }).await, no);
}

#[tokio::test]
async fn wordings_of_a_default_tag_stop_counting_when_the_tag_changes() {
    let sample = call();
    let mut tags: Vec<Tag> = default_tags(WorkspaceId::generate(), WEDNESDAY);
    tags.retain(|tag| tag.name == "Cancellation risk");
    let rules = Analyst::default();
    assert_eq!(rules.tags(&sample.view(), &tags).await.unwrap().len(), 1);
    tags[0].description = Some("Somebody cancelled an order for furniture".into());
    assert_eq!(rules.tags(&sample.view(), &tags).await.unwrap(), []);
}

#[tokio::test]
async fn rules_give_a_number_that_belongs_to_the_question() {
    let number = |unit: Option<&str>| SignalKind::Number { unit: unit.map(str::to_owned) };
    for (kind, keywords, expected) in [
        // Not the first sum of money: nothing is asked about money.
        (number(None), &[][..], None),
        (number(None), &["users"], Some(12.0)),
        (number(None), &["truck"], Some(40.0)),
        (number(None), &["warehouses"], Some(3.0)),
        (number(None), &["aeroplanes"], None),
        (number(Some("months")), &["term"], Some(24.0)),
        (number(Some("%")), &[], Some(10.0)),
        (number(Some("USD")), &[], Some(950.0)),
        (number(Some("EUR")), &["discount"], Some(700.0)),
        (number(Some("GBP")), &[], None),
    ] {
        let value = by_rules(own(kind.clone(), keywords)).await;
        assert_eq!(value, expected.map(SignalValue::Number), "{kind:?} {keywords:?}");
    }
    assert_eq!(by_rules(default("amount_mentioned")).await, Some(SignalValue::Number(950.0)));
}

#[tokio::test]
async fn a_question_that_cannot_be_answered_fails_alone_and_says_why() {
    let (_, analyst) = Scripted::analyst(
        |question, options| {
            if question.contains("in our own words") {
                return Err(InsightError::UnusableAnswer("gibberish".into()));
            }
            Ok(vec![1.0 / options.len() as f32; options.len()])
        },
        |_| Ok("none".into()),
    );
    let alike = SignalDefinition { question: "Which?".into(), ..own(choice(&["a  b", "A b"]), &[]) };
    let asked = [own(SignalKind::YesNo, &[]), alike, default("churn_risk")];
    let signals = analyst.signals(&call().view(), &asked).await.unwrap();
    for (signal, reason) in signals.iter().zip(["gibberish", "told apart"]) {
        assert!(signal.value.is_none() && signal.is_unsure && signal.grounds.evidence.is_empty());
        assert!(signal.error.as_deref().unwrap().contains(reason), "{signal:?}");
    }
    assert!(signals[2].value.is_some() && signals[2].error.is_none());
    // Where nothing can be answered it is the engine, and the stage tells.
    let refused = analyst.signals(&call().view(), &asked[..2]).await;
    assert!(matches!(refused, Err(InsightError::UnusableAnswer(_))));
}

#[tokio::test]
async fn long_options_are_asked_in_full() {
    let long = |end: &str| {
        format!("{} {end}", "the customer asks about a contract that was signed by ".repeat(2).trim())
    };
    let options = [long("mail"), long("hand")];
    assert!(options.iter().all(|option| option.len() <= 120 && option[..90] == options[0][..90]));
    let options: Vec<String> = options.iter().map(|option| option[option.len() - 100..].to_owned()).collect();
    let (_, analyst) = Scripted::analyst(
        |_, options| {
            Ok(options.iter().map(|option| if option.ends_with("hand") { 0.9 } else { 0.1 }).collect())
        },
        |_| Ok("none".into()),
    );
    let signal = signal(&analyst, own(SignalKind::Choice { options: options.clone() }, &[])).await;
    assert_eq!(signal.value, Some(SignalValue::Choice(options[1].clone())));
}

#[tokio::test]
async fn the_model_is_not_asked_to_choose_between_equal_answers() {
    let (model, analyst) = Scripted::analyst(
        |question, options| {
            assert_ne!(options[0].to_lowercase(), options[1].to_lowercase(), "{question}");
            Ok(vec![0.8, 0.2])
        },
        |_| Ok("WE HAVE THREE WAREHOUSES AND FORTY TRUCKS".into()),
    );
    let signal = signal(&analyst, own(SignalKind::Text, &["truck"])).await;
    assert_eq!(signal.value, Some(SignalValue::Text("We have three warehouses and forty trucks".into())));
    // Written once; what the rules found has a full stop more, so the two are shown beside each other once.
    assert_eq!(model.asked.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn what_follows_up_a_question_that_is_denied_has_no_answer() {
    let sample = Sample::read(
        &["Nora Whitfield", "Tom Baxter"],
        "
        Nora: Good morning, this is Nora from Bright Desk.
        Tom: Good morning. Could you tell me what the team plan costs?",
    );
    for (yes, expected) in [(0.05, None), (0.97, Some(SignalValue::Text("Bright Desk".into())))] {
        let (_, analyst) =
            Scripted::analyst(move |_, _| Ok(vec![yes, 1.0 - yes]), |_| Ok("Bright Desk".into()));
        let questions = [default("competitor_name"), default("competitor_mentioned")];
        let found = analyst.signals(&sample.view(), &questions).await.unwrap();
        assert_eq!(found[0].value, expected, "{found:?}");
        assert_eq!(found[0].grounds.evidence.is_empty(), expected.is_none());
    }
}

#[tokio::test]
async fn what_nothing_supports_is_unsure_and_has_no_quote() {
    let (_, analyst) = Scripted::analyst(
        |_, options| {
            let rest = 0.02 / (options.len() - 1) as f32;
            Ok((0..options.len()).map(|number| if number == 0 { 0.98 } else { rest }).collect())
        },
        |_| Ok("Zebras graze.".into()),
    );
    let about_zebras = SignalDefinition { question: "Zebras?".into(), ..own(SignalKind::YesNo, &[]) };
    let answered = signal(&analyst, about_zebras).await;
    assert_eq!(answered.value, Some(SignalValue::YesNo(true)));
    assert!(answered.grounds.evidence.is_empty() && answered.is_unsure, "{answered:?}");
    let chosen = SignalDefinition { question: "Zebras?".into(), ..own(choice(&["striped", "plain"]), &[]) };
    let answered = signal(&analyst, chosen).await;
    assert!(answered.grounds.evidence.is_empty() && answered.is_unsure, "{answered:?}");

    let sample = call();
    let mut tags: Vec<Tag> = default_tags(WorkspaceId::generate(), WEDNESDAY);
    tags.truncate(1);
    (tags[0].name, tags[0].description) = ("Zebra".into(), None);
    assert_eq!(analyst.tags(&sample.view(), &tags).await.unwrap(), []);
    let summary = analyst.summary(&sample.view()).await.unwrap();
    assert_eq!(summary.points[0].text, "Zebras graze.");
    assert!(summary.points[0].evidence.is_empty() && summary.grounds.confidence == 0.0);
    // "Negative", though nobody sounds like it.
    let calm =
        Sample::read(&["Ruth Adeyemi", "Colin Barr"], "Ruth: The box is on the shelf.\nColin: So it is.");
    let sentiment = analyst.sentiment(&calm.view()).await.unwrap();
    assert!(sentiment.speakers.iter().all(|one| one.score < -0.9 && one.evidence.is_empty()));
    assert!(sentiment.grounds.confidence <= 0.3);
}

#[tokio::test]
async fn all_questions_on_one_piece_are_asked_before_the_next_piece_is_read() {
    let mut text = CALL.to_owned();
    for number in 0..600 {
        text.push_str(&format!(
            "\nRuth: Then there is the matter of rack number {number} in the long hall.\n"
        ));
    }
    let sample = Sample::read(&["Ruth Adeyemi", "Colin Barr"], &text);
    let view = sample.view();
    let (model, analyst) = Scripted::analyst(
        |_, options| Ok(vec![1.0 / options.len() as f32; options.len()]),
        |_| Ok("none".into()),
    );
    let pieces_in_order = || {
        let mut asked = std::mem::take(&mut *model.asked.lock().unwrap());
        asked.dedup_by(|one, other| one.0 == other.0);
        let order: Vec<String> = asked.into_iter().map(|(context, _)| context).collect();
        let different: std::collections::BTreeSet<&String> = order.iter().collect();
        assert!(different.len() > 2);
        order.len() as f64 / different.len() as f64
    };
    let definitions = default_signal_definitions(WorkspaceId::generate(), WEDNESDAY);
    analyst.signals(&view, &definitions).await.unwrap();
    // Once for all questions, once more for those where model and rules differ.
    assert_eq!(pieces_in_order(), 2.0);
    analyst.tags(&view, &default_tags(WorkspaceId::generate(), WEDNESDAY)).await.unwrap();
    assert_eq!(pieces_in_order(), 1.0);
    analyst.sentiment(&view).await.unwrap();
    assert_eq!(pieces_in_order(), 1.0);
}

#[tokio::test]
async fn rules_have_no_opinion_on_languages_that_they_do_not_know() {
    let mut sample = Sample::read(
        &["Ruth Adeyemi", "Colin Barr"],
        "Ruth: Ich schicke Ihnen das Angebot bis Freitag.\nColin: Gut. Die Rechnung war falsch, das Budget reicht nicht.",
    );
    sample.transcript.language = Some("de".into());
    let view = sample.view();
    let rules = Analyst::default();
    let definitions = default_signal_definitions(WorkspaceId::generate(), WEDNESDAY);
    for signal in rules.signals(&view, &definitions).await.unwrap() {
        // A keyword that is there is there in any language; one that is not says nothing.
        let expected = (signal.name == "budget_discussed").then_some(SignalValue::YesNo(true));
        assert_eq!(signal.value, expected, "{}", signal.name);
    }
    for skipped in [
        rules.action_items(&view).await.map(drop).unwrap_err(),
        rules.sentiment(&view).await.map(drop).unwrap_err(),
    ] {
        assert!(skipped.is_nothing_to_do() && skipped.to_string().contains("\"de\""), "{skipped}");
    }
    let summary = rules.summary(&view).await.unwrap();
    assert!(summary.text.contains("Rechnung"));
    // Nor do they speak against a model: what it says stands as it is.
    let (_, analyst) = Scripted::analyst(|_, _| Ok(vec![0.7, 0.3]), |_| Ok("none".into()));
    let found = analyst.signals(&view, &[default("churn_risk")]).await.unwrap();
    assert_eq!(found[0].value, Some(SignalValue::YesNo(true)));
    sample.transcript.language = Some("en-US".into());
    assert_eq!(rules.action_items(&sample.view()).await.unwrap(), []);
}

#[tokio::test]
async fn a_number_beyond_all_bounds_is_no_answer() {
    let digits = "9".repeat(310);
    let text = format!("Ruth: It costs {digits} dollars, or ${digits}.\nColin: {digits} users?");
    let sample = Sample::read(&["Ruth Adeyemi", "Colin Barr"], &text);
    let written = digits.clone();
    let (_, model) = Scripted::analyst(|_, _| Ok(vec![0.5, 0.5]), move |_| Ok(written.clone()));
    let asked = [default("amount_mentioned"), own(SignalKind::Number { unit: None }, &["users"])];
    for analyst in [Analyst::default(), model] {
        let signals = analyst.signals(&sample.view(), &asked).await.unwrap();
        assert!(signals.iter().all(|signal| signal.value.is_none()), "{signals:?}");
    }
}

#[test]
fn action_items_are_always_said_by_rules() {
    let (_, analyst) = Scripted::analyst(|_, _| Ok(Vec::new()), |_| Ok(String::new()));
    assert_eq!(analyst.label_of(StageName::ActionItems).0, "basic");
    assert_eq!(analyst.label_of(StageName::Signals).0, "scripted");
    assert_eq!(Analyst::default().label_of(StageName::Summary).0, "basic");
}
