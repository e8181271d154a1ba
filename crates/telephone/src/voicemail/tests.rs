//! Sounds of people and machines.

use std::f64::consts::TAU;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;

const RATE: f64 = 8_000.0;

fn silence(seconds: f64) -> Vec<i16> {
    vec![0; (seconds * RATE) as usize]
}

fn tone(hz: f64, seconds: f64) -> Vec<i16> {
    (0..(seconds * RATE) as usize)
        .map(|index| (8_000.0 * (TAU * hz * index as f64 / RATE).sin()) as i16)
        .collect()
}

/// Something like speech: a buzz of many harmonics whose pitch moves, and some noise.
fn speech(seconds: f64) -> Vec<i16> {
    let mut random = StdRng::seed_from_u64(5);
    let mut phase = 0.0;
    (0..(seconds * RATE) as usize)
        .map(|index| {
            let hz = 120.0 + 30.0 * (TAU * 1.3 * index as f64 / RATE).sin();
            phase += hz / RATE;
            let buzz: f64 = (1..=12).map(|harmonic| (TAU * phase * f64::from(harmonic)).sin()).sum();
            (buzz * 700.0 + random.random_range(-400.0..400.0)) as i16
        })
        .collect()
}

/// The verdict, and when it was given, in seconds.
fn hear(sounds: &[Vec<i16>]) -> (Verdict, f64) {
    let mut detector = VoicemailDetector::new();
    let all: Vec<i16> = sounds.concat();
    for (number, frame) in all.chunks_exact(FRAME_SAMPLES).enumerate() {
        let verdict = detector.hear(frame.try_into().expect("a frame"));
        if verdict != Verdict::Unknown {
            return (verdict, (number + 1) as f64 * 0.02);
        }
    }
    (detector.verdict(), all.len() as f64 / RATE)
}

#[test]
fn a_beep_after_words_is_a_machine() {
    for hz in [400.0, 440.0, 825.0, 1_000.0, 1_413.0, 2_000.0] {
        for offset in [0.0, 0.004, 0.011] {
            let sounds = [speech(2.0), silence(0.5 + offset), tone(hz, 0.15), silence(0.5)];
            let (verdict, at) = hear(&sounds);
            assert_eq!(verdict, Verdict::Voicemail(Sign::Beep), "{hz} Hz");
            assert!((2.5..2.8).contains(&at), "{hz} Hz at {at}");
        }
    }
}

#[test]
fn other_tones_are_none() {
    // Before any word, too short, too low, two at once.
    let two: Vec<i16> =
        tone(697.0, 0.5).iter().zip(tone(1_477.0, 0.5)).map(|(one, other)| one / 2 + other / 2).collect();
    for sounds in [
        vec![tone(440.0, 2.0), silence(1.0)],
        vec![speech(1.0), silence(0.3), tone(1_000.0, 0.08), silence(0.3)],
        vec![speech(1.0), silence(0.3), tone(200.0, 0.5), silence(0.3)],
        vec![speech(1.0), silence(0.3), two, silence(0.3)],
    ] {
        assert_eq!(hear(&sounds).0, Verdict::Unknown);
    }
}

#[test]
fn a_long_greeting_is_a_machine_and_a_person_pauses() {
    let (verdict, at) = hear(&[silence(1.0), speech(3.0), silence(0.2), speech(5.0)]);
    assert_eq!(verdict, Verdict::Voicemail(Sign::Greeting));
    assert!((6.9..7.2).contains(&at), "six seconds of speech, at {at}");
    let person = [speech(1.5), silence(1.0), speech(5.5), silence(0.5), speech(5.0), silence(2.0)];
    assert_eq!(hear(&person).0, Verdict::Unknown);
}

#[test]
fn words_are_enough() {
    for words in ["Please  leave a\nmessage.", "I CAN’T take your call right now", "the mailbox is full"] {
        assert_eq!(VoicemailDetector::new().read(words), Verdict::Voicemail(Sign::Words), "{words}");
    }
    assert_eq!(VoicemailDetector::new().read("hello, who is this?"), Verdict::Unknown);
}

#[test]
fn a_verdict_stays_and_after_a_minute_it_is_a_person() {
    let mut detector = VoicemailDetector::new();
    detector.read("after the tone");
    assert_eq!(detector.hear(&[0; FRAME_SAMPLES]), Verdict::Voicemail(Sign::Words));
    let mut detector = VoicemailDetector::new();
    for _ in 0..3_000 {
        detector.hear(&[0; FRAME_SAMPLES]);
    }
    assert_eq!(detector.read("voicemail"), Verdict::Unknown);
}
