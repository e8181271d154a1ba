//! Metrics of times beside the truth.

use std::path::Path;

use colloquy_domain::conversation::{ConversationKind, Participant, ParticipantRole};
use colloquy_domain::metric::{CaptureStatus, Measured, Place, Role};
use colloquy_domain::transcript::{Entry, EntryId, Speaker, Word};
use colloquy_insight::metrics::{Activity, Subject};

use super::generator::{Conditions, Sound, Turns, write_call, write_mixed};
use super::{number, subject, talk, values};
use crate::support::Sample;

const SECONDS: f64 = 52.0;
const CUSTOMER: Turns = &[
    (4.803, 7.303),
    (14.207, 17.003),
    (21.004, 24.001),
    (24.902, 27.004),
    (28.003, 28.306),
    (30.001, 31.503),
    (37.002, 38.504),
];
const AGENT: Turns = &[
    (1.004, 4.001),
    (8.506, 12.002),
    (12.603, 15.001),
    (17.504, 20.003),
    (26.207, 29.002),
    (34.206, 36.001),
    (39.004, 45.002),
];

/// What is known of that call, by hand.
const RESPONSES_MS: [f64; 4] = [1_203.0, 501.0, 2_703.0, 500.0];

/// Speech of a side at a millisecond.
fn speaks(turns: Turns, millisecond: u32) -> bool {
    let seconds = (f64::from(millisecond) + 0.5) / 1_000.0;
    turns.iter().any(|(from, to)| (*from..*to).contains(&seconds))
}

/// How many milliseconds of the call are such.
fn milliseconds(is_such: impl Fn(bool, bool) -> bool) -> f64 {
    let all = 0..(SECONDS * 1_000.0) as u32;
    all.filter(|moment| is_such(speaks(AGENT, *moment), speaks(CUSTOMER, *moment))).count() as f64
}

/// A transcript of the same call: one entry for each turn.
fn transcript(with_words: bool) -> Sample {
    let mut sample = talk("Ann: hello\nCarl: hello");
    let mut entries: Vec<Entry> = Vec::new();
    for (speaker_index, turns) in [(0, AGENT), (1, CUSTOMER)] {
        entries.extend(turns.iter().map(|(start_seconds, end_seconds)| {
            let half = (start_seconds + end_seconds) / 2.0;
            let word = |from: f64, to: f64| Word {
                text: "word".into(),
                start_seconds: from,
                end_seconds: to,
                probability: None,
            };
            let words = vec![word(*start_seconds, half), word(half, *end_seconds)];
            Entry {
                id: EntryId(0),
                speaker_index,
                start_seconds: *start_seconds,
                end_seconds: *end_seconds,
                text: "word word".into(),
                sentences: Vec::new(),
                words: if with_words { words } else { Vec::new() },
            }
        }));
    }
    entries.sort_by(|one, other| one.start_seconds.total_cmp(&other.start_seconds));
    for (number, entry) in entries.iter_mut().enumerate() {
        entry.id = EntryId(number as u32);
    }
    sample.transcript.entries = entries;
    sample
}

/// 50 ms or 1 %, whichever is more.
fn assert_near(found: f64, truth: f64, smallest: f64, what: &str) {
    let allowed = (truth.abs() * 0.01).max(smallest);
    assert!((found - truth).abs() <= allowed, "{what}: {found} instead of {truth}");
}

fn assert_truth(subject: &Subject<'_>, what: &str) {
    let near_ms = |slug: &str, role: Option<Role>, truth: f64| {
        assert_near(number(subject, slug, role), truth, 50.0, &format!("{what}: {slug} {role:?}"));
    };
    let near = |slug: &str, role: Option<Role>, truth: f64| {
        assert_near(number(subject, slug, role), truth, 0.05 / SECONDS, &format!("{what}: {slug} {role:?}"));
    };
    let exactly = |slug: &str, role: Option<Role>, truth: f64| {
        assert_eq!(number(subject, slug, role), truth, "{what}: {slug} {role:?}");
    };
    let (agent, customer) = (Some(Role::Agent), Some(Role::Customer));
    let agent_ms = milliseconds(|agent, _| agent);
    let customer_ms = milliseconds(|_, customer| customer);
    near_ms("talk_time", agent, agent_ms);
    near_ms("talk_time", customer, customer_ms);
    near("talk_ratio", agent, agent_ms / (agent_ms + customer_ms));
    near("talk_ratio", customer, customer_ms / (agent_ms + customer_ms));
    near("talk_to_listen_ratio", None, agent_ms / customer_ms);
    near("words_per_minute", agent, 14.0 / (agent_ms / 60_000.0));
    near("words_per_minute", customer, 14.0 / (customer_ms / 60_000.0));
    exactly("pause_count", agent, 1.0);
    exactly("pause_count", customer, 1.0);
    near_ms("pause_time", agent, 601.0);
    near_ms("pause_time", customer, 901.0);
    near_ms("longest_pause", agent, 601.0);
    near_ms("longest_pause", customer, 901.0);
    let silence_ms = milliseconds(|agent, customer| !agent && !customer);
    near_ms("silence_time", None, silence_ms);
    near("silence_ratio", None, silence_ms / (SECONDS * 1_000.0));
    near_ms("longest_silence", None, 2_703.0);
    near_ms("response_time", agent, RESPONSES_MS.iter().sum::<f64>() / 4.0);
    near_ms("response_time_p50", None, (501.0 + 1_203.0) / 2.0);
    near_ms("response_time_p95", None, 1_203.0 + 0.85 * 1_500.0);
    near_ms("response_time_max", None, 2_703.0);
    exactly("latency_spike_count", None, 1.0);
    near_ms("time_to_first_word", agent, 1_004.0);
    near_ms("time_to_first_word", customer, 4_803.0);
    exactly("customer_barge_in_count", None, 1.0);
    exactly("agent_cutoff_count", None, 1.0);
    let overtalk_ms = milliseconds(|agent, customer| agent && customer);
    near_ms("overtalk_time", None, overtalk_ms);
    near("overtalk_ratio", None, overtalk_ms / (SECONDS * 1_000.0));
    near_ms("dead_air_at_end", None, SECONDS * 1_000.0 - 45_002.0);
    exactly("agent_spoke", None, 1.0);
    exactly("agent_responsive", None, 1.0);
    exactly("response_time_check", None, 1.0);
    exactly("time_to_first_word_check", None, 1.0);
    exactly("overtalk_ratio_check", None, 1.0);
    let of_segments: Vec<Measured> = values(subject, "response_time")
        .into_iter()
        .filter(|value| matches!(value.place, Place::Segment { .. }))
        .collect();
    assert_eq!(of_segments.len(), RESPONSES_MS.len(), "{what}");
    let answers = [8.506, 17.504, 34.206, 39.004];
    for ((value, truth), start) in of_segments.iter().zip(RESPONSES_MS).zip(answers) {
        assert_near(value.as_number().unwrap(), truth, 50.0, what);
        let entry = subject.view.transcript.entry(value.place.entries().unwrap().0).unwrap();
        assert_eq!((entry.speaker_index, entry.start_seconds), (0, start), "{what}");
    }
}

/// Writes the call, listens to it, and puts every audio metric beside the truth.
fn assert_heard(what: &str, conditions: &Conditions) {
    let folder = tempfile::tempdir().unwrap();
    let sample = transcript(false);
    let path = write_call(folder.path(), "call.wav", conditions, [CUSTOMER, AGENT], SECONDS);
    let activity = Activity::of_recording(&path, &sample.view()).unwrap().expect(what);
    for (heard, known) in [(&activity.agent, AGENT), (&activity.customer, CUSTOMER)] {
        assert_eq!(heard.len(), known.len(), "{what}: {heard:?}");
        for (span, (start, end)) in heard.iter().zip(known) {
            let is_near = (span.start - start).abs() <= 0.05 && (span.end - end).abs() <= 0.05;
            assert!(is_near, "{what}: {span:?} instead of {start} to {end}");
        }
    }
    let subject = Subject { activity: Some(&activity), ..subject(sample.view()) };
    assert_truth(&subject, what);
    for value in values(&subject, "talk_time") {
        assert_eq!(value.confidence, 1.0);
        assert!(value.reasoning.unwrap().contains("recording's channels"));
    }
}

#[test]
fn audio_metrics_are_the_truth_at_any_sample_rate() {
    let any = Conditions::default();
    assert_heard("16 kHz", &any);
    assert_heard("8 kHz", &Conditions { rate_hz: 8_000, ..any.clone() });
    assert_heard("11.025 kHz", &Conditions { rate_hz: 11_025, ..any.clone() });
    assert_heard(
        "44.1 kHz, digital silence",
        &Conditions { rate_hz: 44_100, noise_dbfs: [None, None], ..any },
    );
}

#[test]
fn audio_metrics_are_the_truth_at_any_level_and_noise() {
    let any = Conditions { rate_hz: 8_000, ..Conditions::default() };
    assert_heard("one silent, one noisy", &Conditions { noise_dbfs: [None, Some(-45.0)], ..any.clone() });
    let quiet_and_loud =
        Conditions { levels_dbfs: [-38.0, -12.0], noise_dbfs: [Some(-68.0), Some(-50.0)], ..any.clone() };
    assert_heard("quiet and loud", &quiet_and_loud);
    assert_heard("noisy", &Conditions { noise_dbfs: [Some(-42.0), Some(-44.0)], ..any.clone() });
    assert_heard("hum", &Conditions { hum_dbfs: Some(-35.0), ..any });
}

#[test]
fn audio_metrics_are_the_truth_where_channels_leak() {
    let any = Conditions::default();
    let both = Conditions { leak_db: Some(26.0), noise_dbfs: [Some(-66.0), Some(-70.0)], ..any.clone() };
    assert_heard("each leaks into the other", &both);
    let quiet = Conditions {
        leak_db: Some(32.0),
        levels_dbfs: [-30.0, -18.0],
        noise_dbfs: [None, Some(-75.0)],
        ..any
    };
    assert_heard("leak into a quiet one", &quiet);
}

#[test]
fn audio_metrics_are_the_truth_for_real_speech() {
    let any = Conditions { sound: Sound::Speech, ..Conditions::default() };
    assert_heard("real speech", &any);
    let telephone = Conditions {
        rate_hz: 8_000,
        levels_dbfs: [-26.0, -16.0],
        noise_dbfs: [Some(-55.0), Some(-48.0)],
        ..any
    };
    assert_heard("real speech over a bad line", &telephone);
}

#[test]
fn without_channels_the_transcript_tells_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for channels in [1, 2] {
        let path =
            write_mixed(folder.path(), "mixed.wav", &Conditions::default(), [CUSTOMER, AGENT], channels);
        let sample = transcript(false);
        assert_eq!(Activity::of_recording(&path, &sample.view()).unwrap(), None);
    }
    for (with_words, confidence, basis) in [(true, 0.8, "words"), (false, 0.6, "entries")] {
        let sample = transcript(with_words);
        let subject = Subject { duration_seconds: Some(SECONDS), ..subject(sample.view()) };
        assert_truth(&subject, basis);
        let value = &values(&subject, "silence_time")[0];
        assert_eq!(value.confidence, confidence);
        assert!(value.reasoning.as_ref().unwrap().contains(basis), "{value:?}");
    }
}

#[test]
fn a_channel_is_whose_the_speakers_say_else_whose_entries_fit() {
    let folder = tempfile::tempdir().unwrap();
    let path = write_call(folder.path(), "call.wav", &Conditions::default(), [CUSTOMER, AGENT], SECONDS);
    let mut sample = transcript(false);
    sample.transcript.speakers[1].channel = Some(1);
    let swapped = Activity::of_recording(&path, &sample.view()).unwrap().unwrap();
    assert_eq!(swapped.customer.len(), AGENT.len(), "the speaker's channel counts more than times");
    sample.transcript.speakers[0].channel = Some(1);
    let fitted = Activity::of_recording(&path, &sample.view()).unwrap().unwrap();
    assert!((fitted.agent[0].start - 1.004).abs() < 0.05, "both on one channel: the times tell");
    sample.transcript.entries.clear();
    assert_eq!(Activity::of_recording(&path, &sample.view()).unwrap(), None, "nothing tells");
    let torn = folder.path().join("torn.wav");
    std::fs::write(&torn, b"RIFFnothing").unwrap();
    assert!(Activity::of_recording(&torn, &sample.view()).is_err());
}

#[test]
fn people_on_the_telephone_are_heard_in_their_turns_only() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/audio");
    let told: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("call_stereo_8k.json")).unwrap()).unwrap();
    let mut sample = talk("Ann: hello\nCarl: hello");
    for (speaker, channel) in [(0, 1), (1, 0)] {
        sample.transcript.speakers[speaker].channel = Some(channel);
    }
    let activity =
        Activity::of_recording(&folder.join("call_stereo_8k.wav"), &sample.view()).unwrap().unwrap();
    let turns = |speaker: &str| -> Vec<(f64, f64)> {
        let all = told["turns"].as_array().unwrap().iter().filter(|turn| turn["speaker"] == speaker);
        all.map(|turn| (turn["start"].as_f64().unwrap(), turn["end"].as_f64().unwrap())).collect()
    };
    for (heard, turns) in [(&activity.agent, turns("agent")), (&activity.customer, turns("customer"))] {
        for span in heard {
            let fits = |turn: &&(f64, f64)| turn.0 - 0.05 <= span.start && span.end <= turn.1 + 0.05;
            assert!(turns.iter().any(|turn| fits(&turn)), "{span:?}");
        }
        for turn in turns {
            let within: f64 = heard
                .iter()
                .filter(|span| span.start < turn.1 && turn.0 < span.end)
                .map(|span| span.seconds())
                .sum();
            assert!(within > 0.3 * (turn.1 - turn.0), "{turn:?}: {within} s");
        }
    }
}

#[test]
fn silent_people_and_silent_lines_have_no_times() {
    let folder = tempfile::tempdir().unwrap();
    let sample = transcript(false);
    let mut view = sample.view();
    view.kind = ConversationKind::Call;
    // The agent's line is dead: noise, and what leaks of the customer.
    let conditions = Conditions { leak_db: Some(30.0), ..Conditions::default() };
    let path = write_call(folder.path(), "dead.wav", &conditions, [CUSTOMER, &[]], SECONDS);
    let activity = Activity::of_recording(&path, &view).unwrap().unwrap();
    assert!(activity.agent.is_empty(), "{:?}", activity.agent);
    let subject = Subject { activity: Some(&activity), ..subject(view) };
    let status = |slug: &str| values(&subject, slug)[0].status;
    assert_eq!(number(&subject, "agent_spoke", None), 0.0);
    assert_eq!(number(&subject, "agent_responsive", None), 0.0);
    assert_eq!(number(&subject, "talk_to_listen_ratio", None), 0.0);
    assert_eq!(number(&subject, "talk_time", Some(Role::Agent)), 0.0);
    assert_eq!(status("response_time"), CaptureStatus::NotApplicable);
    assert_eq!(status("response_time_p95"), CaptureStatus::NotApplicable);
    assert_eq!(status("response_time_check"), CaptureStatus::NotApplicable);
    assert_eq!(status("time_to_first_word"), CaptureStatus::NotApplicable);
    assert_eq!(status("words_per_minute"), CaptureStatus::DataMissing);

    let quiet = Activity { duration_seconds: 5.0, ..Activity::default() };
    let nobody = Subject { activity: Some(&quiet), ..subject };
    assert_eq!(number(&nobody, "silence_time", None), 5_000.0);
    assert_eq!(values(&nobody, "talk_ratio")[0].status, CaptureStatus::DataMissing);
    assert_eq!(values(&nobody, "dead_air_at_end")[0].status, CaptureStatus::NotApplicable);
    assert_eq!(values(&nobody, "agent_responsive")[0].status, CaptureStatus::NotApplicable);
}

#[test]
fn who_is_on_no_side_has_no_times() {
    let mut sample = transcript(false);
    sample.participants.iter_mut().for_each(|one: &mut Participant| one.role = ParticipantRole::Other);
    let without_sides = values(&subject(sample.view()), "talk_time");
    assert_eq!(without_sides[0].status, CaptureStatus::DataMissing);
    sample.transcript.entries.clear();
    let without_words = values(&subject(sample.view()), "silence_ratio");
    assert!(without_words[0].reasoning.as_ref().unwrap().contains("neither"), "{without_words:?}");
}

#[test]
fn an_agent_that_lets_the_customer_wait_is_not_responsive() {
    let spans = |turns: &[(f64, f64)]| {
        turns
            .iter()
            .map(|(start, end)| colloquy_insight::metrics::Span::new(*start, *end))
            .collect::<Vec<_>>()
    };
    let sample = transcript(false);
    for (agent, customer, seconds, is_responsive) in [
        (&[(0.0, 2.0), (6.0, 8.0)][..], &[(3.0, 5.0)][..], 9.0, 1.0),
        (&[(0.0, 2.0), (16.0, 18.0)], &[(3.0, 5.0)], 19.0, 0.0),
        (&[(0.0, 2.0)], &[(3.0, 5.0)], 6.0, 0.0),
        (&[(0.0, 2.0), (6.0, 8.0)], &[(3.0, 5.0), (9.0, 10.0)], 30.0, 0.0),
        // The agent's own silence, on hold, is no answer that is missing.
        (&[(0.0, 2.0), (6.0, 8.0), (40.0, 41.0)], &[(3.0, 5.0)], 60.0, 1.0),
    ] {
        let activity = Activity { agent: spans(agent), customer: spans(customer), duration_seconds: seconds };
        let subject = Subject { activity: Some(&activity), ..subject(sample.view()) };
        assert_eq!(number(&subject, "agent_responsive", None), is_responsive, "{agent:?} {customer:?}");
    }
}

#[test]
fn voices_that_nobody_named_are_the_other_side() {
    let named = transcript(true);
    for unnamed in ["Ann", "Carl"] {
        let mut sample = transcript(true);
        sample.participants.retain(|one| one.name.as_deref() != Some(unnamed));
        let subject = Subject { duration_seconds: Some(SECONDS), ..subject(sample.view()) };
        assert_truth(&subject, unnamed);
    }
    // Where both sides are known, what a third one says is on neither, and yet no silence.
    let mut sample = named;
    let (agent, customer) = (Some(Role::Agent), Some(Role::Customer));
    let before = Subject { duration_seconds: Some(SECONDS), ..subject(sample.view()) };
    let of_both = [agent, customer].map(|side| number(&before, "talk_time", side));
    let silence = number(&before, "silence_time", None);
    let mut third = sample.transcript.entries[0].clone();
    third.id = EntryId(sample.transcript.entries.len() as u32);
    third.speaker_index = 2;
    (third.start_seconds, third.end_seconds, third.words) = (48.0, 50.0, Vec::new());
    sample.transcript.entries.push(third);
    sample.transcript.speakers.push(Speaker { name: Some("Eve".into()), ..Speaker::default() });
    let after = Subject { duration_seconds: Some(SECONDS), ..subject(sample.view()) };
    assert_eq!([agent, customer].map(|side| number(&after, "talk_time", side)), of_both);
    assert_near(number(&after, "silence_time", None), silence - 2_000.0, 1.0, "silence");
}
