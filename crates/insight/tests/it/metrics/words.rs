//! Metrics of words, tools, properties and sentiment.

use colloquy_domain::evidence::{EngineLabel, Evidence, Grounds};
use colloquy_domain::insight::{Sentiment, SpeakerSentiment};
use colloquy_domain::metric::{CaptureStatus, Measured, Role, Verdict, builtin};
use colloquy_domain::transcript::EntryId;
use colloquy_insight::metrics::{ExpectedProperty, MetricSettings, Subject, ToolUse, measure};
use serde_json::json;

use super::{number, subject, talk, values};

fn count(text: &str, slug: &str, role: Option<Role>) -> f64 {
    let sample = talk(text);
    number(&subject(sample.view()), slug, role)
}

/// Quotes stand in the entries that they name.
fn assert_verbatim(subject: &Subject<'_>, values: &[Measured]) {
    for span in values.iter().flat_map(|value| &value.evidence) {
        let entry = subject.view.transcript.entry(span.from).unwrap();
        assert!(span.quote.as_ref().is_none_or(|quote| entry.text.contains(quote)), "{span:?}");
    }
}

#[test]
fn what_is_said_again_is_counted() {
    let text = "
        Ann: Thanks for calling the water company. Can I have your account number please?
        Carl: Seven one two.
        Ann: Sorry, I did not get that. Can I have your account number please?
        Carl: Seven one two!
        Ann: Can I please have your account number?
        Carl: Goodbye.";
    let sample = talk(text);
    let subject = subject(sample.view());
    assert_eq!(number(&subject, "loop_count", None), 2.0);
    let found = values(&subject, "loop_count");
    assert_eq!(found[0].evidence[0].quote.as_deref(), Some("Can I have your account number please?"));
    assert_verbatim(&subject, &found);
    // Of 3 + 4 + 3 + 4 + 4 runs of four words the four of the second asking were said before, and one of the third.
    let density = number(&subject, "repetition_density", Some(Role::Agent));
    assert!((density - 5.0 / 18.0).abs() < 1e-9, "{density} {:?}", values(&subject, "repetition_density"));
    let settings = MetricSettings {
        excluded_phrases: vec!["can I have your account number".into()],
        ..MetricSettings::default()
    };
    let excluded = measure(&subject, &settings, "loop_count").unwrap();
    assert_eq!(excluded[0].as_number(), Some(0.0));
}

#[test]
fn fillers_are_counted_where_the_language_is_known() {
    let text = "Ann: Um, I can, you know, look it up.\nCarl: Fine by me.";
    assert_eq!(count(text, "filler_word_count", Some(Role::Agent)), 2.0);
    assert!((count(text, "filler_word_rate", Some(Role::Agent)) - 200.0 / 8.0).abs() < 1e-9);
    assert_eq!(count(text, "filler_word_count", Some(Role::Customer)), 0.0);
    let mut sample = talk(text);
    sample.transcript.language = Some("de".into());
    assert_eq!(values(&subject(sample.view()), "filler_word_count")[0].status, CaptureStatus::NotApplicable);
}

#[test]
fn questions_without_an_answer_are_found() {
    let answered = "Carl: When does it arrive? I need it soon.\nAnn: On Tuesday.\nCarl: Thanks.";
    let left = "Ann: Hello.\nCarl: When does it arrive?\nAnn: One moment please.";
    let ended = "Ann: Hello.\nCarl: Hi. Is anybody there?";
    let waited = "Carl: Where is it?\nAnn: Let me check.\nCarl: Okay.\nAnn: It is in Leeds.";
    let unmarked = "Ann: hello\nCarl: do you know when it arrives";
    for (text, expected) in [(answered, 0.0), (left, 1.0), (ended, 1.0), (waited, 0.0), (unmarked, 1.0)] {
        assert_eq!(count(text, "unanswered_question_count", Some(Role::Customer)), expected, "{text}");
    }
    // The customer asks, waits, and asks again.
    let mut sample = talk("Ann: Hello.\nCarl: Where is my order?\nCarl: Hello?\nAnn: It is on its way.");
    sample.transcript.entries[2].start_seconds = 20.0;
    sample.transcript.entries[2].end_seconds = 21.0;
    let subject = subject(sample.view());
    assert_eq!(number(&subject, "unanswered_question_count", Some(Role::Customer)), 1.0);
    assert_verbatim(&subject, &values(&subject, "unanswered_question_count"));
}

#[test]
fn mailboxes_are_told_from_people() {
    for (said, is_machine) in [
        ("You have reached the voicemail of Carl Berg.", 1.0),
        ("The person you are trying to reach is not available. Please leave a message after the tone.", 1.0),
        ("Hi, I can't come to the phone right now.", 1.0),
        ("Hello, this is Carl. Did you get my message?", 0.0),
        ("Yes, I am available.", 0.0),
    ] {
        assert_eq!(
            count(&format!("Carl: {said}\nAnn: Hi, Ann here."), "voicemail_detected", None),
            is_machine,
            "{said}"
        );
    }
    let sample = talk("Carl: Moin, hier ist Carls Maschine, sprich nach dem Piep.");
    let settings = MetricSettings {
        voicemail_script: Some("Hier ist Carls Maschine, bitte sprich nach dem Piep".into()),
        ..MetricSettings::default()
    };
    let found = measure(&subject(sample.view()), &settings, "voicemail_detected").unwrap();
    assert_eq!(found[0].as_number(), Some(1.0), "{found:?}");
}

#[test]
fn properties_are_looked_up_in_what_was_said() {
    let text = "
        Ann: What is your order number?
        Carl: It is four four seven two one nine.
        Ann: And your name?
        Carl: Katherine Lindell. My plan is basic. Call me on five five five, zero one zero, nine nine three four.
        Ann: Your email is carl@post.example, and your city is Leeds.
        Carl: Yes, and the balance was eighteen hundred dollars.";
    let sample = talk(text);
    let expected = [
        ("order_number", "447219", Verdict::Match),
        ("last_name", "Lindahl", Verdict::TranscriptionError),
        ("plan", "premium", Verdict::Mismatch),
        ("phone", "+1 555 010 9934", Verdict::Match),
        ("email", "carla@other.example", Verdict::Mismatch),
        ("city", "leeds", Verdict::Match),
        ("balance", "1750", Verdict::Mismatch),
        ("balance_due", "1800", Verdict::Match),
        ("campaign", "spring", Verdict::NotMentioned),
        ("is_new", "true", Verdict::NotMentioned),
    ];
    let properties: Vec<ExpectedProperty> = expected
        .iter()
        .map(|(name, value, _)| ExpectedProperty { name: (*name).into(), value: (*value).into() })
        .collect();
    let subject = Subject { properties: &properties, ..subject(sample.view()) };
    let found = &values(&subject, "property_transcript_mismatch")[0];
    for (verdict, (name, value, wanted)) in found.property_verdicts.iter().zip(expected) {
        assert_eq!(verdict.verdict, wanted, "{name} {value}: {verdict:?}");
        assert_eq!(verdict.entry.is_some(), wanted != Verdict::NotMentioned, "{name}");
    }
    assert_eq!((found.property_verdicts.len(), found.as_number()), (expected.len(), Some(3.0)));
    let observed: Vec<&str> =
        found.property_verdicts.iter().filter_map(|verdict| verdict.observed_value.as_deref()).collect();
    assert!(
        observed.contains(&"basic") && observed.contains(&"carl@post.example") && observed.contains(&"1800")
    );
    assert_eq!(number(&subject, "property_transcript_mismatch_check", None), 0.0);
    let settings = MetricSettings { verified_properties: vec!["city".into()], ..MetricSettings::default() };
    let one = measure(&subject, &settings, "property_transcript_mismatch").unwrap();
    assert_eq!((one[0].property_verdicts.len(), one[0].as_number()), (1, Some(0.0)));
    // Nobody waits for the comparing of thousands.
    let many: Vec<ExpectedProperty> = (0..130)
        .map(|number| ExpectedProperty { name: format!("p{number}"), value: "Leeds".into() })
        .collect();
    let subject = Subject { properties: &many, ..subject };
    let found = &values(&subject, "property_transcript_mismatch")[0];
    assert_eq!((found.property_verdicts.len(), found.as_number()), (100, Some(0.0)));
    assert!(found.reasoning.as_deref().is_some_and(|text| text.contains("30 more were not compared")));
}

#[test]
fn tools_tell_how_they_fared() {
    let tool = |result, start_ms, end_ms| ToolUse {
        name: "book".into(),
        description: None,
        parameters: json!({"day": "Friday"}),
        result,
        start_ms,
        end_ms,
    };
    let tools = [
        tool(json!({"success": true}), 1_000, Some(1_400)),
        tool(json!("Error: no room"), 3_000, Some(3_200)),
        tool(json!({"status": "booked"}), 5_000, Some(6_000)),
        tool(json!({"rooms": []}), 7_000, None),
    ];
    let sample = talk("Ann: Hello");
    let none = subject(sample.view());
    let some = Subject { tools: &tools, ..none };
    assert_eq!(number(&some, "tool_invocation_count", None), 4.0);
    assert_eq!(number(&some, "tool_success_rate", None), 0.75);
    assert_eq!(number(&some, "tool_latency_p50", None), 400.0);
    assert!((number(&some, "tool_latency_p95", None) - 940.0).abs() < 1e-9);
    assert_eq!(number(&some, "tool_latency_max", None), 1_000.0);
    assert_eq!(number(&none, "tool_invocation_count", None), 0.0);
    assert_eq!(values(&none, "tool_success_rate")[0].status, CaptureStatus::NotApplicable);
    let endless = Subject { tools: &tools[3..], ..none };
    assert_eq!(values(&endless, "tool_latency_max")[0].status, CaptureStatus::DataMissing);
}

#[test]
fn sentiment_is_that_of_the_stage() {
    let sample = talk("Ann: Hello\nCarl: This is ridiculous");
    let evidence =
        Evidence { entry_id: EntryId(1), start_seconds: 5.0, end_seconds: 6.0, quote: "ridiculous".into() };
    let speaker = |speaker_index, score, evidence| SpeakerSentiment { speaker_index, score, evidence };
    let grounds = Grounds { evidence: Vec::new(), confidence: 0.8, engine: EngineLabel("told".into()) };
    let sentiment = Sentiment {
        overall: -0.1,
        speakers: vec![speaker(0, 0.4, Vec::new()), speaker(1, -0.6, vec![evidence])],
        grounds,
    };
    let none = subject(sample.view());
    let some = Subject { sentiment: Some(&sentiment), ..none };
    assert!((number(&some, "sentiment_score", Some(Role::Agent)) - 0.7).abs() < 1e-9);
    assert!((number(&some, "sentiment_score", Some(Role::Customer)) - 0.2).abs() < 1e-9);
    assert!((number(&some, "frustration_score", None) - 0.6).abs() < 1e-9);
    let frustration = &values(&some, "frustration_score")[0];
    assert_eq!((frustration.confidence, frustration.evidence.len()), (0.8, 1));
    assert_eq!(values(&none, "sentiment_score")[0].status, CaptureStatus::DataMissing);
}

/// A conversation of nothing is no reason to panic, and each metric says that there is nothing.
#[test]
fn every_metric_has_an_answer_to_nothing() {
    let mut sample = talk("Ann: Hello");
    sample.transcript.entries.clear();
    let mut odd = talk("Ann: Hello\nCarl: ???\nAnn: …");
    for entry in &mut odd.transcript.entries {
        (entry.start_seconds, entry.end_seconds) = (f64::NAN, f64::INFINITY);
        entry.speaker_index += 7 * entry.id.0;
    }
    for view in [sample.view(), odd.view()] {
        for metric in builtin() {
            let Some(values) = measure(&subject(view), &MetricSettings::default(), metric.slug) else {
                assert!(metric.slug.starts_with("call_") || metric.description.contains("language model"));
                continue;
            };
            assert!(!values.is_empty(), "{}", metric.slug);
            for value in values {
                assert_eq!(value.value.is_some(), value.status == CaptureStatus::Success, "{}", metric.slug);
                assert!(value.value.is_some() || value.reasoning.is_some() || value.error.is_some());
            }
        }
    }
}
