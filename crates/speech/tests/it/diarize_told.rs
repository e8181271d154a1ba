//! With a model that is told what it hears: how a recording is cut into requests, how the answers are put
//! together, and what becomes of answers that make no sense.

use std::sync::Mutex;

use async_trait::async_trait;
use colloquy_engine::EngineError;
use colloquy_engine::protocol::{
    AudioRange, EmbedVoicesResult, FrameSpan, SegmentSpeakersResult, SpeakerWindow, VoicePrint,
};
use colloquy_speech::diarize::{
    DiarizeError, DiarizeOptions, Recording, SpeakerCount, SpeakerTurn, VoiceModel, diarize,
};

const RATE: u64 = 16_000;
const WINDOW: u64 = 10 * RATE;
/// A frame every tenth of a second.
const FRAMES: u32 = 100;

/// Two people who take turns of `turn_seconds`, as far as the recording goes. Local voices are numbered by
/// who is heard first in a window, so that they swap between windows.
struct TakingTurns {
    turn_seconds: f64,
    asked: Mutex<Vec<AudioRange>>,
    break_answers: bool,
}

impl TakingTurns {
    fn new(turn_seconds: f64) -> Self {
        Self { turn_seconds, asked: Mutex::default(), break_answers: false }
    }

    fn speaker_at(&self, seconds: f64) -> usize {
        (seconds / self.turn_seconds) as usize % 2
    }
}

#[async_trait]
impl VoiceModel for TakingTurns {
    async fn segment(
        &self,
        range: AudioRange,
        hop_seconds: f64,
    ) -> Result<SegmentSpeakersResult, EngineError> {
        self.asked.lock().unwrap().push(range.clone());
        let samples = range.end_sample - range.start_sample;
        let last = samples.saturating_sub(WINDOW);
        let hop = (hop_seconds * RATE as f64) as u64;
        let mut starts: Vec<u64> = (0..last.div_ceil(hop)).map(|index| index * hop).collect();
        starts.push(last);
        let window = |start: u64| {
            let seconds =
                |frame: u32| (range.start_sample + start) as f64 / RATE as f64 + f64::from(frame) / 10.0;
            let first = self.speaker_at(seconds(0));
            let mut speakers = vec![Vec::new(); 3];
            for frame in 0..FRAMES.min((samples - start) as u32 / 1_600) {
                let local = usize::from(self.speaker_at(seconds(frame)) != first);
                speakers[local].push(FrameSpan { start_frame: frame, end_frame: frame + 1 });
            }
            SpeakerWindow { start_seconds: start as f64 / RATE as f64, speakers }
        };
        Ok(SegmentSpeakersResult {
            frame_step_seconds: 0.1,
            frame_field_seconds: 0.1,
            frames_per_window: if self.break_answers { 0 } else { FRAMES },
            windows: starts.into_iter().map(window).collect(),
        })
    }

    async fn embed(&self, voices: Vec<Vec<AudioRange>>) -> Result<EmbedVoicesResult, EngineError> {
        let print = |ranges: &Vec<AudioRange>| {
            let range = ranges.first()?;
            let middle = (range.start_sample + range.end_sample) as f64 / 2.0 / RATE as f64;
            let mut vector = vec![0.0; 4];
            vector[self.speaker_at(middle)] = 1.0;
            Some(VoicePrint { plda: vector.iter().map(|value| value * 6.0).collect(), vector })
        };
        Ok(EmbedVoicesResult { voices: voices.iter().map(print).collect(), between_variances: vec![20.0; 4] })
    }
}

async fn turns_of(
    model: &TakingTurns,
    seconds: u64,
    speakers: SpeakerCount,
) -> Result<Vec<SpeakerTurn>, DiarizeError> {
    let recording = Recording { path: "told.s16".to_owned(), samples: seconds * RATE };
    diarize(model, &recording, &DiarizeOptions { speakers }, &|done| assert!((0.0..=1.0).contains(&done)))
        .await
}

#[tokio::test]
async fn a_long_recording_is_asked_for_in_parts_and_its_turns_fit_together() {
    let model = TakingTurns::new(7.0);
    let seconds = 1_400;
    let turns = turns_of(&model, seconds, SpeakerCount::Unknown).await.unwrap();
    let asked = model.asked.lock().unwrap().clone();
    assert!(asked.len() > 3, "{} requests", asked.len());
    assert!(asked.iter().all(|range| range.end_sample - range.start_sample <= 320 * RATE));
    assert_eq!((asked[0].start_sample, asked[asked.len() - 1].end_sample), (0, seconds * RATE));

    assert_eq!(turns.len(), 200);
    for (index, turn) in turns.iter().enumerate() {
        assert_eq!(turn.speaker, index % 2);
        assert!((turn.start_seconds - index as f64 * 7.0).abs() < 0.11, "{turn:?}");
        assert!((turn.end_seconds - turn.start_seconds - 7.0).abs() < 0.21, "{turn:?}");
    }
}

#[tokio::test]
async fn a_recording_shorter_than_a_window_and_an_empty_one() {
    let turns = turns_of(&TakingTurns::new(3.0), 6, SpeakerCount::Likely(2)).await.unwrap();
    assert_eq!(turns.iter().map(|turn| turn.speaker).collect::<Vec<_>>(), [0, 1]);
    let one = SpeakerCount::Between { fewest: 1, most: 1 };
    let alone = turns_of(&TakingTurns::new(3.0), 6, one).await.unwrap();
    assert!(alone.iter().all(|turn| turn.speaker == 0) && !alone.is_empty());
    assert!(turns_of(&TakingTurns::new(3.0), 0, SpeakerCount::Unknown).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_that_makes_no_sense_is_an_error() {
    let model = TakingTurns { break_answers: true, ..TakingTurns::new(3.0) };
    let error = turns_of(&model, 20, SpeakerCount::Unknown).await.unwrap_err();
    assert!(matches!(error, DiarizeError::Answer { .. }), "{error}");
}
