//! Metrics that a language model judges.

use colloquy_domain::metric::{
    CaptureStatus, ClassificationOption, Judge, Measured, MeasuredValue, OutputType, Place, Role,
    SupportedContext,
};
use colloquy_insight::metrics::{Asked, MetricSettings, Subject, ToolUse, judge, judge_builtin};
use colloquy_insight::{Analyst, InsightError};
use serde_json::json;

use super::{subject, talk};
use crate::double::Scripted;

const TALK: &str = "
    Ann: Thanks for calling Tall Pine, this is Ann.
    Carl: My heating has been out for two days.
    Ann: I am sorry. I have booked a technician for tomorrow, between nine and eleven.
    Carl: Great, that is all I needed.
    Ann: Have a warm evening.";

const CALL: Asked<'_> = Asked { is_per_participant: false, role: None, contexts: &[SupportedContext::Call] };

fn question(output: OutputType) -> Judge {
    Judge {
        prompt: "Did the agent book a technician?".into(),
        output,
        true_label: None,
        false_label: None,
        scale_min: None,
        scale_max: None,
        scale_labels: Vec::new(),
        options: Vec::new(),
        max_classifications: None,
    }
}

/// The option with that name gets nearly all; texts: a quote where one is wanted, else reasons.
fn analyst(
    wanted: &'static str,
    quote: &'static str,
    written: &'static str,
) -> (std::sync::Arc<Scripted>, Analyst) {
    Scripted::analyst(
        move |_, options| {
            let rest = 0.1 / (options.len() - 1).max(1) as f32;
            Ok(options.iter().map(|option| if option == wanted { 0.9 } else { rest }).collect())
        },
        move |task| {
            Ok(if task.contains("Quote the words") {
                quote
            } else if task.contains("Say why") {
                "It was booked."
            } else {
                written
            }
            .to_owned())
        },
    )
}

fn assert_quotes(subject: &Subject<'_>, values: &[Measured]) {
    for span in values.iter().flat_map(|value| &value.evidence) {
        let entry = subject.view.transcript.entry(span.from).unwrap();
        assert!(entry.text.contains(span.quote.as_ref().unwrap()), "{span:?} in {:?}", entry.text);
    }
}

#[tokio::test]
async fn a_judgement_has_reasons_and_words_that_were_said() {
    let sample = talk(TALK);
    let subject = subject(sample.view());
    for (quote, expected) in [
        ("\"i have booked a technician for tomorrow\"", Some("I have booked a technician for tomorrow")),
        ("AGENT Ann: between 9 and 11", Some("between nine and eleven")),
        // Words that nobody said are no evidence; what is about the same is found by its words.
        ("I booked you a plumber for Monday", None),
        ("none", None),
    ] {
        let (_, analyst) = analyst("yes", quote, "");
        let values = judge(&analyst, &subject, &question(OutputType::Boolean), CALL).await.unwrap();
        assert_eq!(values.len(), 1);
        assert_eq!(values[0].value, Some(MeasuredValue::Boolean(true)));
        assert_eq!(values[0].reasoning.as_deref(), Some("It was booked."));
        assert!((values[0].confidence - 0.9).abs() < 1e-6 && !values[0].evidence.is_empty(), "{values:?}");
        assert_quotes(&subject, &values);
        if let Some(expected) = expected {
            assert_eq!(values[0].evidence[0].quote.as_deref(), Some(expected));
        }
    }
}

#[tokio::test]
async fn every_kind_of_answer_is_read() {
    let sample = talk(TALK);
    let subject = subject(sample.view());
    let option =
        |label: &str| ClassificationOption {
            label: label.into(), description: "…".into(), display_order: 0
        };
    let labelled = Judge {
        true_label: Some("booked".into()),
        false_label: Some("forgotten".into()),
        ..question(OutputType::Boolean)
    };
    let classes =
        Judge { options: vec![option("repair"), option("sale")], ..question(OutputType::Classification) };
    let scale = |lowest, highest| Judge {
        scale_min: Some(lowest),
        scale_max: Some(highest),
        ..question(OutputType::Scale)
    };
    for (question, wanted, written, expected) in [
        (labelled, "forgotten", "", Some(MeasuredValue::Boolean(false))),
        (classes.clone(), "sale", "", Some(MeasuredValue::Text("sale".into()))),
        (scale(1, 5), "4", "", Some(MeasuredValue::Number(4.0))),
        (scale(0, 100), "", "85", Some(MeasuredValue::Number(85.0))),
        (scale(0, 100), "", "850", None),
        (question(OutputType::Numeric), "", "12.5", Some(MeasuredValue::Number(12.5))),
        (question(OutputType::Count), "", "2", Some(MeasuredValue::Number(2.0))),
        (question(OutputType::Numeric), "", "none", None),
        (
            question(OutputType::Text),
            "",
            "A technician comes.",
            Some(MeasuredValue::Text("A technician comes.".into())),
        ),
        (question(OutputType::Text), "", "None.", None),
    ] {
        let (_, analyst) = analyst(wanted, "booked a technician", written);
        let values = judge(&analyst, &subject, &question, CALL).await.unwrap();
        assert_eq!(values.len(), 1);
        assert_eq!(values[0].value, expected, "{question:?} {written}: {values:?}");
        assert_eq!(values[0].status == CaptureStatus::Success, expected.is_some());
        assert_quotes(&subject, &values);
    }
    // Several labels: each is asked for itself.
    let (_, both) = analyst("yes", "none", "");
    let several = Judge { max_classifications: Some(2), ..classes };
    let labels = judge(&both, &subject, &several, CALL).await.unwrap();
    assert_eq!(labels.len(), 2);
    let (_, neither) = analyst("no", "none", "");
    let labels = judge(&neither, &subject, &several, CALL).await.unwrap();
    assert_eq!(labels[0].status, CaptureStatus::DataMissing);
    // When: where the quoted words are said.
    let (_, analyst) = analyst("", "that is all I needed", "");
    let when = judge(&analyst, &subject, &question(OutputType::Offset), CALL).await.unwrap();
    assert_eq!(when[0].value, Some(MeasuredValue::Number(15_000.0)));
}

#[tokio::test]
async fn sides_segments_and_turns_are_judged_one_by_one() {
    let mut sample = talk(&format!("{TALK}\nAnn: Bye."));
    sample.transcript.entries[5].start_seconds = 30.0;
    let subject = subject(sample.view());
    let (model, analyst) = analyst("no", "booked a technician", "");
    let ask = |role, contexts| Asked { is_per_participant: true, role, contexts };
    let question = question(OutputType::Boolean);
    let sides = judge(&analyst, &subject, &question, ask(None, &[SupportedContext::Call])).await.unwrap();
    assert_eq!(
        sides.iter().map(|value| value.role).collect::<Vec<_>>(),
        [Some(Role::Agent), Some(Role::Customer)]
    );
    assert!(sides.iter().all(|value| value.value == Some(MeasuredValue::Boolean(false))));

    let contexts = [SupportedContext::Segment, SupportedContext::Turn];
    let units = judge(&analyst, &subject, &question, ask(Some(Role::Agent), &contexts)).await.unwrap();
    let places: Vec<Place> = units.iter().map(|value| value.place).collect();
    let id = |position: usize| subject.view.transcript.entries[position].id;
    let segment = |position| Place::Segment { entry: id(position) };
    assert_eq!(
        places,
        [
            segment(0),
            segment(2),
            segment(4),
            segment(5),
            segment(0),
            segment(2),
            Place::SegmentRange { from: id(4), to: id(5) },
        ]
    );
    assert_quotes(&subject, &units);
    let is_excerpt = |(context, task): &(String, String)| {
        task.contains("last line") && context.ends_with("Have a warm evening.\n\n")
    };
    assert!(model.asked.lock().unwrap().iter().any(is_excerpt));

    let simulated = ask(Some(Role::SimulatedCustomer), &[SupportedContext::Call]);
    assert_eq!(judge(&analyst, &subject, &question, simulated).await.unwrap()[0].role, Some(Role::Customer));
    let nobody = ask(Some(Role::BackgroundSpeaker), &[SupportedContext::Call]);
    let nobody = judge(&analyst, &subject, &question, nobody).await.unwrap();
    assert_eq!(nobody[0].status, CaptureStatus::NotApplicable);
}

#[tokio::test]
async fn built_in_questions_bring_what_they_are_about() {
    let sample = talk(TALK);
    let bare = subject(sample.view());
    let tool = ToolUse {
        name: "book_technician".into(),
        description: None,
        parameters: json!({"day": "tomorrow"}),
        result: json!({"slot": "9-11"}),
        start_ms: 9_000,
        end_ms: None,
    };
    let tools = [tool.clone(), tool];
    let known = Subject { tools: &tools, instructions: Some("Always say your name."), ..bare };
    let settings = MetricSettings::default();
    let (model, analyst) = analyst("resolved", "booked a technician", "");
    let outcome = judge_builtin(&analyst, &bare, &settings, "call_outcome").await.unwrap().unwrap();
    assert_eq!(outcome[0].value, Some(MeasuredValue::Text("resolved".into())));
    for (slug, on_bare, material) in [
        ("instruction_follow", CaptureStatus::DataMissing, "Always say your name."),
        ("tool_invocation_correct", CaptureStatus::NotApplicable, "book_technician({\"day\":\"tomorrow\"})"),
        ("tool_invocation_parameters_correct", CaptureStatus::NotApplicable, "gave {\"slot\":\"9-11\"}"),
        ("tool_invocation_order_correct", CaptureStatus::NotApplicable, "2. at 9.0 s"),
        ("knowledge_grounding_score", CaptureStatus::DataMissing, "Tool invocations"),
    ] {
        let values = judge_builtin(&analyst, &bare, &settings, slug).await.unwrap().unwrap();
        assert_eq!(values[0].status, on_bare, "{slug}");
        model.asked.lock().unwrap().clear();
        let values = judge_builtin(&analyst, &known, &settings, slug).await.unwrap().unwrap();
        assert_eq!(values[0].status, CaptureStatus::Success, "{slug}: {values:?}");
        let asked = model.asked.lock().unwrap();
        assert!(
            asked.iter().all(|(context, _)| context.contains(material) && context.contains("AGENT Ann: "))
        );
    }
    assert!(judge_builtin(&analyst, &known, &settings, "talk_time").await.unwrap().is_none());

    // What is too long for the model is cut, and the value says so.
    let long = "Be kind. ".repeat(20_000);
    let known = Subject { instructions: Some(&long), ..known };
    let values = judge_builtin(&analyst, &known, &settings, "instruction_follow").await.unwrap().unwrap();
    assert!(values[0].reasoning.as_ref().unwrap().contains("was cut"), "{values:?}");
}

#[tokio::test]
async fn without_a_model_or_words_there_is_no_judgement() {
    let sample = talk(TALK);
    let subject = subject(sample.view());
    let values = judge(&Analyst::default(), &subject, &question(OutputType::Boolean), CALL).await.unwrap();
    assert_eq!(values[0].status, CaptureStatus::Error);
    assert!(values[0].error.as_ref().unwrap().contains("no language model is configured"));

    let silence = talk("Ann: …");
    let (_, analyst) = analyst("yes", "none", "");
    let nothing =
        judge(&analyst, &super::subject(silence.view()), &question(OutputType::Boolean), CALL).await;
    assert_eq!(nothing.unwrap()[0].status, CaptureStatus::DataMissing);

    // A question that cannot be asked fails alone, a model that is away fails the attempt.
    let unaskable = judge(&analyst, &subject, &question(OutputType::Classification), CALL).await.unwrap();
    assert_eq!(unaskable[0].status, CaptureStatus::Error);
    let away = |_: &str, _: &[String]| Err(InsightError::EndpointUnavailable("down".into()));
    let (_, analyst) = Scripted::analyst(away, |_| Ok(String::new()));
    let failed = judge(&analyst, &subject, &question(OutputType::Boolean), CALL).await;
    assert!(failed.unwrap_err().is_transient());
}
