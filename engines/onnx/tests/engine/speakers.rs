//! Local speakers and voice prints, on one reader (A), a president (B) and the reader again.

use colloquy_engine::protocol::{
    EMBED_VOICES, EmbedVoicesParams, EmbedVoicesResult, SEGMENT_SPEAKERS, SegmentSpeakersParams,
    SegmentSpeakersResult,
};

use crate::support::{Engine, SECOND, cosine, range, sample};

#[test]
fn two_people_are_heard_and_told_apart() {
    let (_folder, path, samples) = sample("conversation_mono_16k.wav");
    let mut engine = Engine::start("speakers", "speakers-community1");
    assert_eq!(engine.hello.methods, [SEGMENT_SPEAKERS, EMBED_VOICES]);

    let params = SegmentSpeakersParams { range: range(&path, 0, samples), hop_seconds: 5.0 };
    let answer: SegmentSpeakersResult = engine.ask(SEGMENT_SPEAKERS, &params).unwrap();
    let starts: Vec<f64> = answer.windows.iter().map(|window| window.start_seconds).collect();
    assert_eq!(starts[..2], [0.0, 5.0]);
    assert!((starts[2] + 10.0 - samples as f64 / SECOND as f64).abs() < 1e-3, "{starts:?}");
    let window_seconds = f64::from(answer.frames_per_window) * answer.frame_step_seconds;
    assert!((window_seconds - 10.0).abs() < 0.1, "{window_seconds}");
    // In the first window A speaks from 0.4 to 3.4 and B goes on to the end.
    let heard = answer.windows[0].speakers.iter().filter(|spans| !spans.is_empty()).count();
    assert_eq!(heard, 2);

    let piece = |from: usize, to: usize| vec![range(&path, from * SECOND, to * SECOND)];
    let voices =
        vec![piece(1, 3), piece(4, 9), piece(9, 14), piece(15, 18), vec![], vec![range(&path, 0, 99)]];
    let answer: EmbedVoicesResult = engine.ask(EMBED_VOICES, EmbedVoicesParams { voices }).unwrap();
    assert!(answer.voices[4].is_none() && answer.voices[5].is_none(), "too short for a print");
    let prints: Vec<_> = answer.voices.iter().flatten().collect();
    let alike = |a: usize, b: usize| cosine(&prints[a].vector, &prints[b].vector);
    for print in &prints {
        assert!((cosine(&print.vector, &print.vector) - 1.0).abs() < 1e-3);
        assert_eq!((print.vector.len(), print.plda.len()), (256, answer.between_variances.len()));
    }
    assert!(alike(0, 3) > 0.5 && alike(1, 2) > 0.5, "{} {}", alike(0, 3), alike(1, 2));
    assert!(alike(0, 1) < 0.4 && alike(2, 3) < 0.4, "{} {}", alike(0, 1), alike(2, 3));
    // In the PLDA's space the same holds for distances.
    let apart = |a: usize, b: usize| -> f32 {
        prints[a].plda.iter().zip(&prints[b].plda).map(|(a, b)| (a - b).powi(2)).sum()
    };
    assert!(apart(0, 3) < apart(0, 1) && apart(1, 2) < apart(2, 3));
    engine.finish();
}

#[test]
fn parameters_out_of_range_are_refused() {
    let (_folder, path, samples) = sample("jfk.wav");
    let mut engine = Engine::start("speakers", "speakers-community1");
    for (end, hop_seconds, reason) in [
        (samples, 0.0, "hop of 0"),
        (samples, 60.0, "hop of 60"),
        (3_601 * SECOND, 2.5, "at most"),
        (samples + 1, 2.5, "the file has"),
    ] {
        let params = SegmentSpeakersParams { range: range(&path, 0, end), hop_seconds };
        let refusal = engine.ask::<SegmentSpeakersResult>(SEGMENT_SPEAKERS, &params).unwrap_err();
        assert!(refusal.contains(reason), "{refusal}");
    }
    let params = SegmentSpeakersParams { range: range(&path, 5, 5), hop_seconds: 2.5 };
    let answer: SegmentSpeakersResult = engine.ask(SEGMENT_SPEAKERS, &params).unwrap();
    assert!(answer.windows.is_empty());
}
