//! The stages with rules, and with a model that is told what to answer.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use colloquy_domain::evidence::{EngineLabel, Evidence};
use colloquy_domain::signal::{SignalDefinition, SignalKind, SignalValue};
use colloquy_domain::transcript::Transcript;
use colloquy_domain::{SignalDefinitionId, WorkspaceId};
use colloquy_insight::{
    Analyst, AnswerForm, ChatPrefix, Generated, InsightError, LanguageModel, default_signal_definitions,
    default_tags,
};

use crate::support::{Sample, WEDNESDAY};

const SALES: &str = "
    Ruth: Hi Colin, it's Ruth from Tall Pine Software. My number is five five five, zero one four, two two one one.
    Colin: Hello. We looked at your inventory module, and honestly it's too expensive for us.
    Ruth: It's nine hundred and fifty dollars a month for twelve users.
    Colin: Stock Heron offered us seven hundred. And my boss has to approve anything like that.
    Ruth: I see. I'll send you an updated quote by Friday, and I'll call you on the 20th.
    Colin: Sounds good.";

const SUPPORT: &str = "
    Milo: Thanks for calling, this is Milo.
    Greta: My heating has been out for two days. This is ridiculous, nobody called me back!
    Milo: I'm sorry. I'll escalate this to our field team right away, they'll be there by tomorrow.
    Greta: If it isn't fixed tomorrow I'm going to cancel our contract. I want a refund for these two days.
    Milo: I understand. That's fair.";

fn sales() -> Sample {
    Sample::read(&["Ruth Adeyemi", "Colin Barr"], SALES)
}

fn assert_verbatim(transcript: &Transcript, evidence: &[Evidence]) {
    for one in evidence {
        let entry = transcript.entry(one.entry_id).unwrap();
        assert!(entry.text.contains(&one.quote), "{:?} in {:?}", one.quote, entry.text);
    }
}

/// The default questions that are answered with yes.
async fn said_yes(analyst: &Analyst, sample: &Sample) -> Vec<String> {
    let definitions = default_signal_definitions(WorkspaceId::generate(), WEDNESDAY);
    let signals = analyst.signals(&sample.view(), &definitions).await.unwrap();
    assert_eq!(signals.len(), definitions.len());
    for signal in &signals {
        assert_verbatim(&sample.transcript, &signal.grounds.evidence);
        let is_positive = matches!(&signal.value, Some(value) if *value != SignalValue::YesNo(false));
        assert_eq!(is_positive, !signal.grounds.evidence.is_empty(), "{}", signal.name);
    }
    signals
        .into_iter()
        .filter(|signal| signal.value == Some(SignalValue::YesNo(true)))
        .map(|signal| signal.name)
        .collect()
}

#[tokio::test]
async fn rules_answer_the_default_questions() {
    let rules = Analyst::default();
    assert_eq!(
        said_yes(&rules, &sales()).await,
        [
            "pricing_discussed",
            "competitor_mentioned",
            "decision_maker_identified",
            "next_step_agreed",
            "meeting_scheduled",
            "timeline_discussed",
            "objection_raised",
        ]
    );
    let support = Sample::read(&["Milo Sandoval", "Greta Holm"], SUPPORT);
    assert_eq!(
        said_yes(&rules, &support).await,
        ["next_step_agreed", "timeline_discussed", "churn_risk", "refund_requested", "escalated",]
    );
    let definitions = default_signal_definitions(WorkspaceId::generate(), WEDNESDAY);
    let sample = sales();
    let signals = rules.signals(&sample.view(), &definitions).await.unwrap();
    let value = |name: &str| signals.iter().find(|signal| signal.name == name).unwrap().value.clone();
    assert_eq!(value("amount_mentioned"), Some(SignalValue::Number(950.0)));
    assert_eq!(value("competitor_name"), Some(SignalValue::Text("Stock Heron".into())));
    assert!(signals.iter().all(|signal| signal.grounds.engine.0 == "basic" && !signal.is_unsure));
}

#[tokio::test]
async fn rules_tag_weigh_moods_and_quote_key_moments() {
    let rules = Analyst::default();
    let sample = Sample::read(&["Milo Sandoval", "Greta Holm"], SUPPORT);
    let view = sample.view();
    let tags = default_tags(WorkspaceId::generate(), WEDNESDAY);
    let given = rules.tags(&view, &tags).await.unwrap();
    let names: Vec<&str> =
        given.iter().map(|one| tags.iter().find(|tag| tag.id == one.tag_id).unwrap().name.as_str()).collect();
    assert_eq!(names, ["Cancellation risk"]);
    assert!(
        given[0].grounds.as_ref().expect("found, not given").evidence[0]
            .quote
            .contains("cancel our contract")
    );

    let sentiment = rules.sentiment(&view).await.unwrap();
    let customer = sentiment.speakers.iter().find(|speaker| speaker.speaker_index == 1).unwrap();
    assert!(customer.score < -0.25 && customer.evidence[0].quote.contains("ridiculous"), "{customer:?}");
    let mean = sentiment.speakers.iter().map(|speaker| speaker.score).sum::<f64>() / 2.0;
    assert!((sentiment.overall - mean).abs() < 1e-9 && sentiment.grounds.confidence <= 0.3);

    let summary = rules.summary(&view).await.unwrap();
    assert!(summary.text.contains("heating has been out") && summary.points.len() <= 6, "{}", summary.text);
    for point in &summary.points {
        assert_verbatim(&sample.transcript, &point.evidence);
        assert!(point.text.ends_with(&point.evidence[0].quote));
    }
    assert_eq!(summary.grounds.engine.0, "basic");
}

/// Answers as it is told, and writes down what it was asked.
#[derive(Default)]
struct Told {
    yes: f32,
    text: &'static str,
    fails: bool,
    context_tokens: usize,
    prefixes: Mutex<Vec<ChatPrefix>>,
}

#[async_trait]
impl LanguageModel for Told {
    async fn choose(
        &self,
        prefix: &ChatPrefix,
        _: &str,
        options: &[String],
    ) -> Result<Vec<f32>, InsightError> {
        self.prefixes.lock().unwrap().push(prefix.clone());
        if self.fails {
            return Err(InsightError::EndpointUnavailable("down".into()));
        }
        let rest = (1.0 - self.yes) / (options.len() - 1) as f32;
        Ok((0..options.len()).map(|number| if number == 0 { self.yes } else { rest }).collect())
    }

    async fn generate(
        &self,
        prefix: &ChatPrefix,
        _: &str,
        _: AnswerForm,
        _: u32,
    ) -> Result<Generated, InsightError> {
        self.prefixes.lock().unwrap().push(prefix.clone());
        if self.fails {
            return Err(InsightError::EndpointUnavailable("down".into()));
        }
        Ok(Generated { text: self.text.into(), is_finished: true })
    }

    async fn count_tokens(&self, texts: &[String]) -> Result<Vec<usize>, InsightError> {
        Ok(texts.iter().map(|text| text.len() / 4).collect())
    }

    fn label(&self) -> EngineLabel {
        EngineLabel("told".into())
    }

    fn context_tokens(&self) -> usize {
        self.context_tokens
    }
}

fn told(yes: f32, text: &'static str) -> (Arc<Told>, Analyst) {
    let model = Arc::new(Told { yes, text, context_tokens: 8_192, ..Told::default() });
    (model.clone(), Analyst::new(Some(model), None))
}

fn question(kind: SignalKind) -> SignalDefinition {
    SignalDefinition {
        id: SignalDefinitionId::generate(),
        workspace_id: WorkspaceId::generate(),
        name: "ours".into(),
        question: "What about the inventory module?".into(),
        guidance: None,
        kind,
        keywords: Vec::new(),
        enabled: true,
        created_at: WEDNESDAY,
        updated_at: WEDNESDAY,
    }
}

#[tokio::test]
async fn all_stages_begin_their_prompts_alike_and_without_personal_numbers() {
    let (model, analyst) = told(0.9, "Ruth calls Colin.");
    let sample = sales();
    let view = sample.view();
    analyst.summary(&view).await.unwrap();
    analyst.signals(&view, &default_signal_definitions(WorkspaceId::generate(), WEDNESDAY)).await.unwrap();
    analyst.tags(&view, &default_tags(WorkspaceId::generate(), WEDNESDAY)).await.unwrap();
    analyst.sentiment(&view).await.unwrap();
    let asked = model.prefixes.lock().unwrap();
    assert!(asked.len() > 20 && asked.iter().all(|prefix| prefix == &asked[0]));
    let context = &asked[0].context;
    assert!(context.contains("AGENT Ruth: ") && context.contains("CUSTOMER Colin: "), "{context}");
    assert!(context.contains("950 dollars a month for 12 users"), "{context}");
    assert!(context.contains("[number]") && !context.contains("five five five"), "{context}");
}

#[tokio::test]
async fn probabilities_in_the_middle_are_unsure_and_a_no_needs_no_evidence() {
    let sample = sales();
    // No keywords: nothing is weighed against the model.
    for (probability, value, is_unsure) in
        [(0.9, true, false), (0.55, true, true), (0.45, false, true), (0.1, false, false)]
    {
        let (_, analyst) = told(probability, "");
        let signals = analyst.signals(&sample.view(), &[question(SignalKind::YesNo)]).await.unwrap();
        let signal = &signals[0];
        assert_eq!((signal.value.clone(), signal.is_unsure), (Some(SignalValue::YesNo(value)), is_unsure));
        assert_eq!(signal.grounds.evidence.is_empty(), !value);
        assert_verbatim(&sample.transcript, &signal.grounds.evidence);
        assert_eq!(signal.grounds.engine.0, "told");
    }
    let (_, analyst) = told(0.8, "");
    let kind = SignalKind::Choice { options: vec!["new".into(), "renewal".into(), "upgrade".into()] };
    let signals = analyst.signals(&sample.view(), &[question(kind)]).await.unwrap();
    assert_eq!(signals[0].value, Some(SignalValue::Choice("new".into())));
    assert!(!signals[0].grounds.evidence.is_empty());
}

#[tokio::test]
async fn generated_values_count_only_where_they_were_said() {
    let sample = sales();
    for (written, kind, expected) in [
        ("950", SignalKind::Number { unit: None }, Some(SignalValue::Number(950.0))),
        ("1950", SignalKind::Number { unit: None }, None),
        ("none", SignalKind::Number { unit: None }, None),
        ("stock heron.", SignalKind::Text, Some(SignalValue::Text("Stock Heron".into()))),
        ("Heron Stock", SignalKind::Text, None),
        ("none", SignalKind::Text, None),
    ] {
        let (_, analyst) = told(0.5, written);
        let signals = analyst.signals(&sample.view(), &[question(kind)]).await.unwrap();
        assert_eq!(signals[0].value, expected, "{written}");
        assert_eq!(signals[0].grounds.evidence.is_empty(), expected.is_none(), "{written}");
        assert_verbatim(&sample.transcript, &signals[0].grounds.evidence);
    }
}

#[tokio::test]
async fn a_summary_keeps_only_sentences_whose_numbers_were_said() {
    let (_, analyst) = told(
        0.5,
        "Ruth offers the inventory module for $950 a month. Colin pays $1,200 now. His boss must approve it.",
    );
    let sample = sales();
    let summary = analyst.summary(&sample.view()).await.unwrap();
    assert_eq!(
        summary.text,
        "Ruth offers the inventory module for $950 a month. His boss must approve it. \
         Agreed: Ruth Adeyemi: send Colin an updated quote, by 16 October 2026. \
         Agreed: Ruth Adeyemi: call Colin, by 20 October 2026."
    );
    assert_eq!(summary.points.len(), 4);
    for point in &summary.points {
        assert!(!point.evidence.is_empty());
        assert_verbatim(&sample.transcript, &point.evidence);
    }
    assert!(summary.points[1].evidence[0].quote.contains("my boss has to approve"));
}

#[tokio::test]
async fn long_conversations_are_read_in_pieces() {
    let mut text = SALES.to_owned();
    for number in 0..400 {
        text.push_str(&format!(
            "\nColin: And then we talked about shelf number {number} in the long warehouse.\n"
        ));
    }
    let sample = Sample::read(&["Ruth Adeyemi", "Colin Barr"], &text);
    let (model, analyst) = told(0.9, "They talk about shelves.");
    let summary = analyst.summary(&sample.view()).await.unwrap();
    assert!(summary.text.starts_with("They talk about shelves. Agreed: "), "{}", summary.text);
    let asked = model.prefixes.lock().unwrap().clone();
    let (last, pieces) = asked.split_last().unwrap();
    assert!(pieces.len() >= 2 && pieces.iter().all(|piece| piece.context.len() / 4 <= 3_200));
    assert!(last.context.contains("Summaries of the parts"));
    let small = Analyst::new(Some(Arc::new(Told { context_tokens: 1_000, ..Told::default() })), None);
    assert!(matches!(small.sentiment(&sample.view()).await, Err(InsightError::Invalid(_))));
}

#[tokio::test]
async fn a_failing_model_fails_the_stage_and_silence_is_told() {
    let analyst =
        Analyst::new(Some(Arc::new(Told { fails: true, context_tokens: 8_192, ..Told::default() })), None);
    let sample = sales();
    let view = sample.view();
    let definitions = default_signal_definitions(WorkspaceId::generate(), WEDNESDAY);
    let tags = default_tags(WorkspaceId::generate(), WEDNESDAY);
    assert!(analyst.summary(&view).await.unwrap_err().is_transient());
    assert!(analyst.signals(&view, &definitions).await.unwrap_err().is_transient());
    assert!(analyst.tags(&view, &tags).await.unwrap_err().is_transient());
    assert!(analyst.sentiment(&view).await.unwrap_err().is_transient());
    // Rules find action items for every engine.
    assert_eq!(analyst.action_items(&view).await.unwrap().len(), 2);

    let silence = Sample::read(&["Ruth Adeyemi", "Colin Barr"], "Ruth: …");
    let view = silence.view();
    let rules = Analyst::default();
    assert!(matches!(rules.summary(&view).await, Err(InsightError::NothingSaid)));
    assert!(matches!(rules.sentiment(&view).await, Err(InsightError::NothingSaid)));
    assert!(rules.action_items(&view).await.unwrap().is_empty());
    assert!(analyst.tags(&view, &tags).await.unwrap().is_empty());
    assert_eq!(analyst.signals(&view, &definitions).await.unwrap().len(), definitions.len());
}
